// Operations that take whole levels to whole levels, on bytes: sixteen pixels in a vector.

/**
 * Largest or smallest pixel from (x - left, y - up) to (x + right, y + down), cut at the edges, of a plane. `rows`: room for height rows of
 * width + left + right bytes. For bytes the order of the two directions makes no difference.
 */
export function extremeBytes(
  from: usize,
  to: usize,
  width: u32,
  height: u32,
  left: u32,
  right: u32,
  up: u32,
  down: u32,
  isMax: bool,
  rows: usize,
): void {
  const stride = width + left + right;
  // What never is the largest or smallest stands beside the rows.
  if (left + right > 0) memory.fill(rows, isMax ? 0 : 255, stride * height);
  for (let y: u32 = 0; y < height; y++) {
    const first = from + (y > up ? y - up : 0) * width;
    const last = from + (down < height - y ? y + down : height - 1) * width;
    extremeOf(first, rows + left + y * stride, width, width, last, isMax);
  }
  for (let y: u32 = 0; y < height; y++) {
    const row = rows + y * stride;
    extremeOf(row, to + y * width, width, 1, row + left + right, isMax);
  }
}

/** to[x] = the largest or smallest of first[x], first[step + x], ... last[x]. */
@inline
function extremeOf(
  first: usize,
  to: usize,
  width: u32,
  step: u32,
  last: usize,
  isMax: bool,
): void {
  let x: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    while (x + 16 <= width) {
      let value = v128.load(first + x);
      for (let at = first + step; at <= last; at += step) {
        const next = v128.load(at + x);
        value = isMax ? i8x16.max_u(value, next) : i8x16.min_u(value, next);
      }
      v128.store(to + x, value);
      if (x + 16 == width) return;
      // The last sixteen may overlap those before.
      x = min(x + 16, width - 16);
    }
  }
  for (; x < width; x++) {
    let value: u32 = load<u8>(first + x);
    for (let at = first + step; at <= last; at += step) {
      const next: u32 = load<u8>(at + x);
      value = isMax ? max(value, next) : min(value, next);
    }
    store<u8>(to + x, value);
  }
}

/** at[i] = the larger (smaller) of at[i] and other[i]. */
export function combineBytes(at: usize, other: usize, count: u32, isMax: bool): void {
  const end = at + count;
  if (ASC_FEATURE_SIMD) {
    for (; at + 16 <= end; at += 16, other += 16) {
      const a = v128.load(at);
      const b = v128.load(other);
      v128.store(at, isMax ? i8x16.max_u(a, b) : i8x16.min_u(a, b));
    }
  }
  for (; at < end; at++, other++) {
    const a: u32 = load<u8>(at);
    const b: u32 = load<u8>(other);
    store<u8>(at, isMax ? max(a, b) : min(a, b));
  }
}
