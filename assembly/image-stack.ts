// Operations on pictures of bytes that lie one behind another, each with parameters of its own in a table of words: a call per picture takes
// longer than the work.
import { noiseBelow } from './image-noise';
import { shiftZero } from './image-shift';
import { turnBytes } from './image-turn-bytes';
import { extremeBytes } from './image-whole';

/** `steps`: dx and dy of each of `count` pictures of `planes` planes. */
export function shiftEach(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  planes: u32,
  count: u32,
  steps: usize,
): void {
  const bytes: usize = width * height * planes;
  for (let i: u32 = 0; i < count; i++, from += bytes, to += bytes, steps += 8) {
    shiftZero(from, to, width, height, planes, load<i32>(steps), load<i32>(steps, 4), 0);
  }
}

/**
 * `windows`: 1 for the largest or 0 for the smallest pixel, left, right, up and down of each picture. Left and right are no more than the width;
 * `rows` has room for `height` rows of three widths.
 */
export function extremeEach(
  from: usize,
  to: usize,
  width: u32,
  height: u32,
  planes: u32,
  count: u32,
  windows: usize,
  rows: usize,
): void {
  const bytes: usize = width * height;
  for (let i: u32 = 0; i < count; i++, windows += 20) {
    const isMax = load<u32>(windows) != 0;
    const left = load<u32>(windows, 4);
    const right = load<u32>(windows, 8);
    const up = load<u32>(windows, 12);
    const down = load<u32>(windows, 16);
    for (let plane: u32 = 0; plane < planes; plane++, from += bytes, to += bytes) {
      extremeBytes(from, to, width, height, left, right, up, down, isMax, rows);
    }
  }
}

/** `marks`: limit, below and above of each of `count` pictures of `size` bytes, of which the first is number `image`. */
export function noiseEach(
  to: usize,
  size: u32,
  count: u32,
  key0: u32,
  key1: u32,
  stream: u32,
  image: u32,
  copy: u32,
  marks: usize,
): void {
  for (let i: u32 = 0; i < count; i++, to += size, marks += 12) {
    const limit = load<u32>(marks);
    const below = <f64>load<u32>(marks, 4);
    const above = <f64>load<u32>(marks, 8);
    noiseBelow(to, size, key0, key1, stream, image + i, copy, limit, below, above, true);
  }
}

/** `turns`: eight float32 for each picture, as turnBytes has them; the size is kept. `room`: turnBytesRoom bytes. */
export function turnEach(
  from: usize,
  to: usize,
  width: u32,
  height: u32,
  planes: u32,
  count: u32,
  turns: usize,
  room: usize,
): void {
  const bytes: usize = width * height;
  for (let i: u32 = 0; i < count; i++, turns += 32) {
    for (let plane: u32 = 0; plane < planes; plane++, from += bytes, to += bytes) {
      turnBytes(
        from,
        width,
        height,
        to,
        width,
        height,
        <i32>load<f32>(turns),
        <i32>load<f32>(turns, 4),
        load<f32>(turns, 8),
        load<f32>(turns, 12),
        load<f32>(turns, 16),
        load<f32>(turns, 20),
        load<f32>(turns, 24),
        load<f32>(turns, 28),
        room,
      );
    }
  }
}
