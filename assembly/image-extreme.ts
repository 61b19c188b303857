// Largest or smallest pixel of a window that is cut at the edges: along rows, then along columns.

/** Along x, from x - left to x + right; `rows` rows of `width` doubles. */
export function extremeRows(
  from: usize,
  to: usize,
  width: u32,
  rows: u32,
  left: u32,
  right: u32,
  isMax: bool,
): void {
  const w = <i32>width;
  const l = <i32>min(left, width);
  const r = <i32>min(right, width);
  for (let row: u32 = 0; row < rows; row++) {
    let x: i32 = 0;
    if (ASC_FEATURE_SIMD) {
      for (; x < min(l, w); x++) store<f64>(to + (x << 3), best(from, x, l, r, w, isMax));
      for (; x + 2 + r <= w; x += 2) {
        let at = from + ((x - l) << 3);
        const last = from + ((x + r) << 3);
        let value = v128.load(at);
        for (at += 8; at <= last; at += 8) {
          const next = v128.load(at);
          value = isMax ? f64x2.pmax(value, next) : f64x2.pmin(value, next);
        }
        v128.store(to + (x << 3), value);
      }
    }
    for (; x < w; x++) store<f64>(to + (x << 3), best(from, x, l, r, w, isMax));
    from += width << 3;
    to += width << 3;
  }
}

function best(from: usize, x: i32, left: i32, right: i32, width: i32, isMax: bool): f64 {
  const lower = max(x - left, 0);
  const upper = min(x + right, width - 1);
  let value = load<f64>(from + (lower << 3));
  for (let i = lower + 1; i <= upper; i++) {
    const next = load<f64>(from + (i << 3));
    if (isMax ? value < next : next < value) value = next;
  }
  return value;
}

/** Along y, from y - up to y + down, of one plane. */
export function extremeColumns(
  from: usize,
  to: usize,
  width: u32,
  height: u32,
  up: u32,
  down: u32,
  isMax: bool,
): void {
  const rowBytes = width << 3;
  for (let y: u32 = 0; y < height; y++) {
    const lower = y > up ? y - up : 0;
    const upper = down < height - y ? y + down : height - 1;
    const first = from + lower * rowBytes;
    const last = from + upper * rowBytes;
    let x: usize = 0;
    if (ASC_FEATURE_SIMD) {
      for (; x + 16 <= rowBytes; x += 16) {
        let value = v128.load(first + x);
        for (let row = first + rowBytes; row <= last; row += rowBytes) {
          const next = v128.load(row + x);
          value = isMax ? f64x2.pmax(value, next) : f64x2.pmin(value, next);
        }
        v128.store(to + x, value);
      }
    }
    for (; x < rowBytes; x += 8) {
      let value = load<f64>(first + x);
      for (let row = first + rowBytes; row <= last; row += rowBytes) {
        const next = load<f64>(row + x);
        if (isMax ? value < next : next < value) value = next;
      }
      store<f64>(to + x, value);
    }
    to += rowBytes;
  }
}
