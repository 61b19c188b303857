/** Philox4x32-10 as src/imaging/philox.ts: `count` doubles, multiples of 2^-24 in [0, 1). */
export function uniformNoise(
  to: usize,
  count: u32,
  key0: u32,
  key1: u32,
  stream: u32,
  image: u32,
  copy: u32,
): void {
  const end = to + (count << 3);
  for (let block: u32 = 0; to < end; block++) {
    let c0 = block;
    let c1 = stream;
    let c2 = image;
    let c3 = copy;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const a = <u64>0xd2511f53 * <u64>c0;
      const b = <u64>0xcd9e8d57 * <u64>c2;
      c0 = <u32>(b >> 32) ^ c1 ^ k0;
      c1 = <u32>b;
      c2 = <u32>(a >> 32) ^ c3 ^ k1;
      c3 = <u32>a;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    to = put(to, end, c0);
    to = put(to, end, c1);
    to = put(to, end, c2);
    to = put(to, end, c3);
  }
}

// @ts-ignore: decorator
@inline
function put(to: usize, end: usize, word: u32): usize {
  if (to >= end) return to;
  store<f64>(to, <f64>(word >> 8) * (1.0 / 16777216.0));
  return to + 8;
}
