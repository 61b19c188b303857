// Linear rotation of planes of bytes of which little is not zero, such as strokes: a map says where a neighbourhood is all zero.

/** Zeros around a plane, before and behind: neighbourhoods that miss the picture begin there. */
const BEFORE = 2;
const AROUND = 3;
/** Bytes behind a plane and a map that are read and written in words. */
const SLACK = 16;
/** Whole numbers up to 2^22 are the low bits of their sum with this. */
const SHIFTER: f32 = 12582912;

@inline
function planeBytes(width: u32, height: u32): u32 {
  return (width + AROUND) * (height + AROUND);
}

/** The bytes that turnBytes needs for itself. */
export function turnBytesRoom(width: u32, height: u32, toWidth: u32): u32 {
  return 2 * (planeBytes(width, height) + SLACK) + 8 * (toWidth + 4);
}

/**
 * A turned plane of toWidth x toHeight bytes, rounded half up, from one of width x height; the rest as turnPlane (image-sample.ts). `room`:
 * turnBytesRoom bytes.
 */
export function turnBytes(
  from: usize,
  width: u32,
  height: u32,
  to: usize,
  toWidth: u32,
  toHeight: u32,
  left: i32,
  top: i32,
  c: f32,
  s: f32,
  middleX: f32,
  middleY: f32,
  turnedMiddleX: f32,
  turnedMiddleY: f32,
  room: usize,
): void {
  const map = room + planeBytes(width, height) + SLACK;
  if (!fillMap(from, width, height, room, map)) {
    memory.fill(to, 0, toWidth * toHeight);
    return;
  }
  // What a column adds to positions is the same in all rows.
  const xs = map + planeBytes(width, height) + SLACK;
  const ys = xs + 4 * (toWidth + 4);
  for (let x: u32 = 0; x < toWidth; x++) {
    const xc = <f32>(left + <i32>x) - turnedMiddleX;
    store<f32>(xs + (x << 2), middleX + xc * c);
    store<f32>(ys + (x << 2), middleY - xc * s);
  }
  for (let y: u32 = 0; y < toHeight; y++, to += toWidth) {
    const yc = <f32>(top + <i32>y) - turnedMiddleY;
    turnRow(room, map, width, height, xs, ys, yc * s, yc * c, to, toWidth);
  }
}

/** A row of bytes at positions (xs + addX, ys + addY). */
@inline
function turnRow(
  bordered: usize,
  map: usize,
  width: u32,
  height: u32,
  xs: usize,
  ys: usize,
  addX: f32,
  addY: f32,
  out: usize,
  count: u32,
): void {
  const stride = width + AROUND;
  // Neighbourhoods from -2 or from the width on are empty.
  const least: f32 = -2;
  const mostX = <f32>width;
  const mostY = <f32>height;
  const origin = BEFORE * stride + BEFORE;
  let x: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    if (planeBytes(width, height) < 1 << 22) {
      const lowest = f32x4.splat(least);
      const start = f32x4.splat(<f32>origin + SHIFTER);
      const shifted = reinterpret<u32>(SHIFTER);
      for (; x + 4 <= count; x += 4) {
        const fx = f32x4.add(v128.load(xs + (x << 2)), f32x4.splat(addX));
        const fy = f32x4.add(v128.load(ys + (x << 2)), f32x4.splat(addY));
        const wholeX = f32x4.floor(fx);
        const wholeY = f32x4.floor(fy);
        // NaN would be the first operand.
        const column = f32x4.pmax(lowest, f32x4.pmin(f32x4.splat(mostX), wholeX));
        const row = f32x4.pmax(lowest, f32x4.pmin(f32x4.splat(mostY), wholeY));
        const place = f32x4.add(f32x4.mul(row, f32x4.splat(<f32>stride)), column);
        const at = f32x4.add(place, start);
        const at0 = i32x4.extract_lane(at, 0) - shifted;
        const at1 = i32x4.extract_lane(at, 1) - shifted;
        const at2 = i32x4.extract_lane(at, 2) - shifted;
        const at3 = i32x4.extract_lane(at, 3) - shifted;
        const some0 = load<u8>(map + at0);
        const some1 = load<u8>(map + at1);
        const some2 = load<u8>(map + at2);
        const some3 = load<u8>(map + at3);
        store<u32>(out + x, 0);
        if ((some0 | some1 | some2 | some3) == 0) continue;
        const dx = f32x4.sub(fx, wholeX);
        const dy = f32x4.sub(fy, wholeY);
        const dx0 = f32x4.extract_lane(dx, 0);
        const dx1 = f32x4.extract_lane(dx, 1);
        const dx2 = f32x4.extract_lane(dx, 2);
        const dx3 = f32x4.extract_lane(dx, 3);
        const dy0 = f32x4.extract_lane(dy, 0);
        const dy1 = f32x4.extract_lane(dy, 1);
        const dy2 = f32x4.extract_lane(dy, 2);
        const dy3 = f32x4.extract_lane(dy, 3);
        if (some0) store<u8>(out + x, between(bordered + at0, stride, dx0, dy0));
        if (some1) store<u8>(out + x, between(bordered + at1, stride, dx1, dy1), 1);
        if (some2) store<u8>(out + x, between(bordered + at2, stride, dx2, dy2), 2);
        if (some3) store<u8>(out + x, between(bordered + at3, stride, dx3, dy3), 3);
      }
    }
  }
  for (; x < count; x++) {
    const fx = load<f32>(xs + (x << 2)) + addX;
    const fy = load<f32>(ys + (x << 2)) + addY;
    const wholeX = floor<f32>(fx);
    const wholeY = floor<f32>(fy);
    store<u8>(out + x, 0);
    if (!(wholeX > least && wholeX < mostX && wholeY > least && wholeY < mostY)) continue;
    const at = origin + <i32>wholeY * stride + <i32>wholeX;
    if (load<u8>(map + at) == 0) continue;
    store<u8>(out + x, between(bordered + at, stride, fx - wholeX, fy - wholeY));
  }
}

/** The value between four neighbours, of which the first is at `at`. */
function between(at: usize, stride: u32, fractionX: f32, fractionY: f32): u8 {
  const a = <f64>load<u8>(at);
  const b = <f64>load<u8>(at, 1);
  const c = <f64>load<u8>(at + stride);
  const d = <f64>load<u8>(at + stride, 1);
  const dx = <f64>fractionX;
  const dy = <f64>fractionY;
  const v = a + (b - a + (a + d - c - b) * dy) * dx + (c - a) * dy + 0.5;
  return v >= 255 ? 255 : v > 0 ? <u8>v : 0;
}

/** The plane with its border, and a byte per neighbourhood: 0 where all four pixels are. False where the plane is empty. */
function fillMap(from: usize, width: u32, height: u32, bordered: usize, map: usize): bool {
  const stride = width + AROUND;
  const size = planeBytes(width, height);
  memory.fill(bordered, 0, size + SLACK);
  for (let y: u32 = 0; y < height; y++) {
    copyRow(from + y * width, bordered + stride * (y + BEFORE) + BEFORE, width);
  }
  // What is behind has no row below it.
  const last = size - stride;
  let some: u64 = 0;
  for (let i: u32 = 0; i < last; i += 8) {
    const at = bordered + i;
    const below = at + stride;
    const four = load<u64>(at) | load<u64>(at, 1) | load<u64>(below) | load<u64>(below, 1);
    store<u64>(map + i, four);
    some |= four;
  }
  memory.fill(map + last, 0, stride);
  return some != 0;
}

/** Rows are short: a call to copy memory takes longer. */
@inline
function copyRow(from: usize, to: usize, count: u32): void {
  if (count < 8) {
    for (let i: u32 = 0; i < count; i++) store<u8>(to + i, load<u8>(from + i));
    return;
  }
  for (let i: u32 = 0; i + 8 <= count; i += 8) store<u64>(to + i, load<u64>(from + i));
  store<u64>(to + count - 8, load<u64>(from + count - 8));
}
