/** Content moves right by dx and down by dy, zeros come in. `planes` planes of width x height doubles. */
export function shiftZero(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  planes: u32,
  dx: i32,
  dy: i32,
): void {
  const left = min(max(dx, 0), width);
  const right = max(min(width + dx, width), 0);
  const rowBytes = width << 3;
  for (let plane: u32 = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y++) {
      const row = y - dy;
      if (row < 0 || row >= height || left >= right) {
        memory.fill(to, 0, rowBytes);
      } else {
        memory.fill(to, 0, left << 3);
        const source = from + row * rowBytes + ((left - dx) << 3);
        memory.copy(to + (left << 3), source, (right - left) << 3);
        memory.fill(to + (right << 3), 0, (width - right) << 3);
      }
      to += rowBytes;
    }
    from += rowBytes * height;
  }
}
