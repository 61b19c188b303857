// Recursive blurs: see src/imaging/js/blur.ts for what they mean. Lines lie side by side and run downwards, so that a vector holds pixels of
// several ones, and none waits for the one before; lines along x are turned for it, some at a time.
import { LINE_LANES, LINE_STRIP } from './image-layout';
import { transpose } from './image-lines';

/** Along x: `to` gets the blurred rows of `from`, which may be the same. `scratch` has room for 2 width + 3 rows of LINE_LANES doubles. */
export function blurRows(
  from: usize,
  to: usize,
  width: u32,
  height: u32,
  filter: usize,
  isDeriche: bool,
  repeats: bool,
  scratch: usize,
): void {
  const rowBytes = width << 3;
  const laneBytes: usize = LINE_LANES << 3;
  const turned = scratch + width * laneBytes;
  const rows = turned + width * laneBytes;
  for (let y: u32 = 0; y < height; y += LINE_LANES) {
    const lanes = min(LINE_LANES, height - y);
    const bytes = lanes << 3;
    transpose(from + y * rowBytes, scratch, width, lanes, rowBytes, laneBytes);
    blurLines(scratch, turned, bytes, width, laneBytes, filter, isDeriche, repeats, rows);
    transpose(turned, to + y * rowBytes, lanes, width, laneBytes, rowBytes);
  }
}

/** Along y, from one plane to another one. `scratch` has room for 3 rows of LINE_STRIP doubles. */
export function blurColumns(
  from: usize,
  to: usize,
  width: u32,
  height: u32,
  filter: usize,
  isDeriche: bool,
  repeats: bool,
  scratch: usize,
): void {
  const rowBytes = width << 3;
  for (let x: u32 = 0; x < width; x += LINE_STRIP) {
    const bytes = min(LINE_STRIP, width - x) << 3;
    const at = x << 3;
    blurLines(from + at, to + at, bytes, height, rowBytes, filter, isDeriche, repeats, scratch);
  }
}

/** `count` rows of `bytes`, `stride` apart. `spare`: three rows of `bytes`. */
function blurLines(
  from: usize,
  to: usize,
  bytes: usize,
  count: u32,
  stride: usize,
  filter: usize,
  isDeriche: bool,
  repeats: bool,
  spare: usize,
): void {
  if (isDeriche) deriche(from, to, bytes, count, stride, filter, repeats, spare);
  else vanVliet(from, to, bytes, count, stride, filter, repeats, spare);
}

function deriche(
  from: usize,
  to: usize,
  bytes: usize,
  count: u32,
  stride: usize,
  filter: usize,
  repeats: bool,
  spare: usize,
): void {
  const a0 = load<f64>(filter);
  const a1 = load<f64>(filter, 8);
  const a2 = load<f64>(filter, 16);
  const a3 = load<f64>(filter, 24);
  const b1 = load<f64>(filter, 32);
  const b2 = load<f64>(filter, 40);
  const zeros = spare + 2 * bytes;
  memory.fill(zeros, 0, bytes);

  let before = repeats ? from : zeros;
  let out1 = spare;
  let out2 = spare;
  scaleRow(before, spare, bytes, load<f64>(filter, 48));
  const last = from + (count - 1) * stride;
  for (; from <= last; from += stride, to += stride) {
    feed(from, before, out1, out2, to, bytes, a0, a1, b1, b2);
    before = from;
    out2 = out1;
    out1 = to;
  }

  let behind1 = repeats ? last : zeros;
  let behind2 = behind1;
  out1 = spare;
  out2 = spare + bytes;
  scaleRow(behind1, out1, bytes, load<f64>(filter, 56));
  memory.copy(out2, out1, bytes);
  for (let row: u32 = 0; row < count; row++) {
    from -= stride;
    to -= stride;
    feed(behind1, behind2, out1, out2, out2, bytes, a2, a3, b1, b2);
    const out = out2;
    out2 = out1;
    out1 = out;
    addRow(to, out, bytes);
    behind2 = behind1;
    behind1 = from;
  }
}

function vanVliet(
  from: usize,
  to: usize,
  bytes: usize,
  count: u32,
  stride: usize,
  filter: usize,
  repeats: bool,
  spare: usize,
): void {
  const a1 = load<f64>(filter);
  const a2 = load<f64>(filter, 8);
  const a3 = load<f64>(filter, 16);
  const gain = load<f64>(filter, 24);
  const beyond = spare + 2 * bytes;
  if (repeats) {
    divideRow(from, spare, bytes, gain);
    memory.copy(beyond, from + (count - 1) * stride, bytes);
  } else {
    memory.fill(spare, 0, bytes);
    memory.fill(beyond, 0, bytes);
  }

  let out1 = spare;
  let out2 = spare;
  let out3 = spare;
  const end = to + count * stride;
  for (; to < end; from += stride, to += stride) {
    goOn(from, 1, out1, out2, out3, to, bytes, a1, a2, a3);
    out3 = out2;
    out2 = out1;
    out1 = to;
  }
  const square = gain * gain;
  to -= stride;
  turnBack(out1, out2, out3, beyond, to, spare, bytes, filter, 1 - a1 - a2 - a3, square);
  out1 = to;
  out2 = spare;
  out3 = spare + bytes;
  for (let row: u32 = 1; row < count; row++) {
    to -= stride;
    goOn(to, square, out1, out2, out3, to, bytes, a1, a2, a3);
    out3 = out2;
    out2 = out1;
    out1 = to;
  }
}

/** The first three outputs of the way back: one at `to`, two in `spare`; `beyond` is what the line would go on with. */
function turnBack(
  out1: usize,
  out2: usize,
  out3: usize,
  beyond: usize,
  to: usize,
  spare: usize,
  bytes: usize,
  filter: usize,
  rest: f64,
  square: f64,
): void {
  const ends = filter + 32;
  for (let i: usize = 0; i < bytes; i += 8) {
    const there = load<f64>(beyond + i) / rest;
    const back = there / rest;
    const u1 = load<f64>(out1 + i) - there;
    const u2 = load<f64>(out2 + i) - there;
    const u3 = load<f64>(out3 + i) - there;
    store<f64>(to + i, back3(ends, u1, u2, u3, back) * square);
    store<f64>(spare + i, back3(ends + 24, u1, u2, u3, back) * square);
    store<f64>(spare + bytes + i, back3(ends + 48, u1, u2, u3, back) * square);
  }
}

function back3(row: usize, u1: f64, u2: f64, u3: f64, back: f64): f64 {
  return load<f64>(row) * u1 + load<f64>(row, 8) * u2 + load<f64>(row, 16) * u3 + back;
}

/** to = from * scale + out1 * a1 + out2 * a2 + out3 * a3 */
function goOn(
  from: usize,
  scale: f64,
  out1: usize,
  out2: usize,
  out3: usize,
  to: usize,
  bytes: usize,
  a1: f64,
  a2: f64,
  a3: f64,
): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    const scales = f64x2.splat(scale);
    const f1 = f64x2.splat(a1);
    const f2 = f64x2.splat(a2);
    const f3 = f64x2.splat(a3);
    for (; i + 16 <= bytes; i += 16) {
      let out = f64x2.mul(v128.load(from + i), scales);
      out = f64x2.add(out, f64x2.mul(v128.load(out1 + i), f1));
      out = f64x2.add(out, f64x2.mul(v128.load(out2 + i), f2));
      v128.store(to + i, f64x2.add(out, f64x2.mul(v128.load(out3 + i), f3)));
    }
  }
  for (; i < bytes; i += 8) {
    const before = load<f64>(from + i) * scale + load<f64>(out1 + i) * a1;
    store<f64>(to + i, before + load<f64>(out2 + i) * a2 + load<f64>(out3 + i) * a3);
  }
}

/** to = a0 * in0 + a1 * in1 - b1 * out1 - b2 * out2 */
function feed(
  in0: usize,
  in1: usize,
  out1: usize,
  out2: usize,
  to: usize,
  bytes: usize,
  a0: f64,
  a1: f64,
  b1: f64,
  b2: f64,
): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    const fresh = f64x2.splat(a0);
    const older = f64x2.splat(a1);
    const f1 = f64x2.splat(b1);
    const f2 = f64x2.splat(b2);
    for (; i + 16 <= bytes; i += 16) {
      let out = f64x2.mul(fresh, v128.load(in0 + i));
      out = f64x2.add(out, f64x2.mul(older, v128.load(in1 + i)));
      out = f64x2.sub(out, f64x2.mul(f1, v128.load(out1 + i)));
      v128.store(to + i, f64x2.sub(out, f64x2.mul(f2, v128.load(out2 + i))));
    }
  }
  for (; i < bytes; i += 8) {
    const fed = a0 * load<f64>(in0 + i) + a1 * load<f64>(in1 + i);
    store<f64>(to + i, fed - b1 * load<f64>(out1 + i) - b2 * load<f64>(out2 + i));
  }
}

function addRow(to: usize, other: usize, bytes: usize): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 16 <= bytes; i += 16) {
      v128.store(to + i, f64x2.add(v128.load(to + i), v128.load(other + i)));
    }
  }
  for (; i < bytes; i += 8) store<f64>(to + i, load<f64>(to + i) + load<f64>(other + i));
}

function scaleRow(from: usize, to: usize, bytes: usize, by: f64): void {
  for (let i: usize = 0; i < bytes; i += 8) store<f64>(to + i, by * load<f64>(from + i));
}

function divideRow(from: usize, to: usize, bytes: usize, by: f64): void {
  for (let i: usize = 0; i < bytes; i += 8) store<f64>(to + i, load<f64>(from + i) / by);
}
