// What sampling reads: a plane turned over its diagonal, so that neighbours along y lie side by side and fill a vector, with zeros around it.
import { BOX_BYTES, PAD } from './image-layout';

/** Doubles from one column of a padded plane to the next. */
@inline
export function columnBytes(height: u32): u32 {
  return (height + 2 * PAD) << 3;
}

/**
 * (x, y) of `from` to (y + PAD, x + PAD) of `padded`, (width + 2 PAD) columns of (height + 2 PAD) doubles whose border is zero already, behind a
 * box of four i32: first and last column and row that are not all +0. A plane of zeros has a box of nothing.
 */
export function padPlane(from: usize, width: u32, height: u32, padded: usize): void {
  const rowBytes = width << 3;
  const stride = columnBytes(height);
  const origin = padded + BOX_BYTES + PAD * stride + (PAD << 3);
  // Eight rows at a time: they fill a line of the cache in each column.
  for (let top: u32 = 0; top < height; top += 8) {
    const end = min(top + 8, height);
    let column = origin;
    let x: u32 = 0;
    if (ASC_FEATURE_SIMD) {
      for (; x + 2 <= width; x += 2, column += 2 * stride) {
        let source = from + top * rowBytes + (x << 3);
        let y = top;
        for (; y + 2 <= end; y += 2, source += 2 * rowBytes) {
          const a = v128.load(source);
          const b = v128.load(source + rowBytes);
          v128.store(column + (y << 3), v128.shuffle<i64>(a, b, 0, 2));
          v128.store(column + stride + (y << 3), v128.shuffle<i64>(a, b, 1, 3));
        }
        if (y < end) {
          store<i64>(column + (y << 3), load<i64>(source));
          store<i64>(column + stride + (y << 3), load<i64>(source, 8));
        }
      }
    }
    for (; x < width; x++, column += stride) {
      let source = from + top * rowBytes + (x << 3);
      for (let y = top; y < end; y++, source += rowBytes) {
        store<i64>(column + (y << 3), load<i64>(source));
      }
    }
  }
  findBox(from, width, height, padded, origin, stride);
}

function findBox(
  from: usize,
  width: u32,
  height: u32,
  box: usize,
  origin: usize,
  stride: u32,
): void {
  const rowBytes = width << 3;
  const heightBytes = height << 3;
  let top: i32 = 0;
  let bottom = <i32>height - 1;
  while (top <= bottom && isZero(from + top * rowBytes, rowBytes)) top++;
  while (bottom > top && isZero(from + bottom * rowBytes, rowBytes)) bottom--;
  let left: i32 = 0;
  let right = top <= bottom ? <i32>width - 1 : -1;
  while (left <= right && isZero(origin + left * stride, heightBytes)) left++;
  while (right > left && isZero(origin + right * stride, heightBytes)) right--;
  store<i32>(box, left);
  store<i32>(box, right, 4);
  store<i32>(box, top, 8);
  store<i32>(box, bottom, 12);
}

/** Whether doubles are all +0. */
function isZero(at: usize, bytes: u32): bool {
  const end = at + bytes;
  if (ASC_FEATURE_SIMD) {
    for (; at + 32 <= end; at += 32) {
      if (v128.any_true(v128.or(v128.load(at), v128.load(at, 16)))) return false;
    }
  }
  for (; at < end; at += 8) if (load<i64>(at) != 0) return false;
  return true;
}
