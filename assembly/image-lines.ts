// What kernels that work along lines need: vectors hold pixels of several lines, so lines along x are turned to run downwards.

/** (x, y) of `width` x `height` doubles to (y, x); bytes between rows are given. */
export function transpose(
  from: usize,
  to: usize,
  width: u32,
  height: u32,
  fromStride: usize,
  toStride: usize,
): void {
  let y: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; y + 2 <= height; y += 2, from += 2 * fromStride, to += 16) {
      let source = from;
      let target = to;
      let x: u32 = 0;
      for (; x + 2 <= width; x += 2, source += 16, target += 2 * toStride) {
        const a = v128.load(source);
        const b = v128.load(source + fromStride);
        v128.store(target, v128.shuffle<i64>(a, b, 0, 2));
        v128.store(target + toStride, v128.shuffle<i64>(a, b, 1, 3));
      }
      if (x < width) {
        store<i64>(target, load<i64>(source));
        store<i64>(target, load<i64>(source + fromStride), 8);
      }
    }
  }
  for (; y < height; y++, from += fromStride, to += 8) {
    let target = to;
    for (let x: u32 = 0; x < width; x++, target += toStride) {
      store<i64>(target, load<i64>(from + (x << 3)));
    }
  }
}
