/**
 * Content moves right by dx and down by dy, zeros come in. `planes` planes of width x height values of 2^log bytes, 0 or 3. A plane moves as one
 * piece of memory; then what came in from the neighbouring row is cleared.
 */
export function shiftZero(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  planes: u32,
  dx: i32,
  dy: i32,
  log: u32,
): void {
  const bytes: usize = (width * height) << log;
  if (dx >= width || -dx >= width || dy >= height || -dy >= height) {
    memory.fill(to, 0, bytes * planes);
    return;
  }
  const by = (dy * width + dx) << log;
  for (let plane: u32 = 0; plane < planes; plane++) {
    if (by >= 0) {
      memory.fill(to, 0, by);
      memory.copy(to + by, from, bytes - by);
    } else {
      memory.copy(to, from - by, bytes + by);
      memory.fill(to + bytes + by, 0, -by);
    }
    if (dx != 0) clearColumns(dx > 0 ? to : to + ((width + dx) << log), width, height, abs(dx), log);
    from += bytes;
    to += bytes;
  }
}

function clearColumns(at: usize, width: u32, height: u32, columns: u32, log: u32): void {
  const rowBytes = width << log;
  const bytes = columns << log;
  for (let y: u32 = 0; y < height; y++, at += rowBytes) {
    if (bytes == 1) store<u8>(at, 0);
    else if (bytes == 8) store<u64>(at, 0);
    else memory.fill(at, 0, bytes);
  }
}
