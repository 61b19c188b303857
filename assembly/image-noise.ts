// Noise that is only asked where it is below a threshold: Philox4x32-10 as src/imaging/philox.ts, a word per pixel.

/** Value i is `below` where word i of the stream, its upper 24 bits, is less than `limit`, else `above`; bytes or doubles. */
export function noiseBelow(
  to: usize,
  count: u32,
  key0: u32,
  key1: u32,
  stream: u32,
  image: u32,
  copy: u32,
  limit: u32,
  below: f64,
  above: f64,
  isBytes: bool,
): void {
  let i: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 16 <= count; i += 16) {
      const marks = fourBlocks(i >> 2, key0, key1, stream, image, copy, limit);
      if (isBytes) {
        const chosen = v128.bitselect(i8x16.splat(<i8>below), i8x16.splat(<i8>above), marks);
        v128.store(to + i, chosen);
      } else {
        const blank = f64x2.splat(above);
        const at = to + (i << 3);
        for (let k = 0; k < 128; k += 16) v128.store(at + k, blank);
        let found = i8x16.bitmask(marks);
        for (; found != 0; found &= found - 1) store<f64>(at + (ctz(found) << 3), below);
      }
    }
  }
  for (; i < count; i += 4) {
    let c0 = i >> 2;
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
    put(to, i, count, c0 >> 8 < limit ? below : above, isBytes);
    put(to, i + 1, count, c1 >> 8 < limit ? below : above, isBytes);
    put(to, i + 2, count, c2 >> 8 < limit ? below : above, isBytes);
    put(to, i + 3, count, c3 >> 8 < limit ? below : above, isBytes);
  }
}

// @ts-ignore: decorator
@inline
function put(to: usize, i: u32, count: u32, value: f64, isBytes: bool): void {
  if (i >= count) return;
  if (isBytes) store<u8>(to + i, <u8>value);
  else store<f64>(to + (i << 3), value);
}

/** Bytes of ones for the words of four blocks, a lane each, that are less than `limit`. */
// @ts-ignore: decorator
@inline
function fourBlocks(
  block: u32,
  key0: u32,
  key1: u32,
  stream: u32,
  image: u32,
  copy: u32,
  limit: u32,
): v128 {
  let c0 = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  let c1 = i32x4.splat(stream);
  let c2 = i32x4.splat(image);
  let c3 = i32x4.splat(copy);
  let k0 = key0;
  let k1 = key1;
  const factor0 = i32x4.splat(0xd2511f53);
  const factor1 = i32x4.splat(0xcd9e8d57);
  for (let round = 0; round < 10; round++) {
    const aLow = i64x2.extmul_low_i32x4_u(factor0, c0);
    const aHigh = i64x2.extmul_high_i32x4_u(factor0, c0);
    const bLow = i64x2.extmul_low_i32x4_u(factor1, c2);
    const bHigh = i64x2.extmul_high_i32x4_u(factor1, c2);
    c0 = v128.xor(v128.xor(upper(bLow, bHigh), c1), i32x4.splat(k0));
    c1 = lower(bLow, bHigh);
    c2 = v128.xor(v128.xor(upper(aLow, aHigh), c3), i32x4.splat(k1));
    c3 = lower(aLow, aHigh);
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  const limits = i32x4.splat(limit);
  // Word j of a block is byte j of its lane.
  const even = v128.bitselect(isLess(c0, limits), isLess(c2, limits), i32x4.splat(0xffff));
  const odd = v128.bitselect(isLess(c1, limits), isLess(c3, limits), i32x4.splat(0xffff));
  return v128.bitselect(even, odd, i32x4.splat(0x00ff00ff));
}

// @ts-ignore: decorator
@inline
function upper(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

// @ts-ignore: decorator
@inline
function lower(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function isLess(words: v128, limits: v128): v128 {
  return i32x4.lt_s(i32x4.shr_u(words, 8), limits);
}
