// Resizing along one axis by a plan: see AxisPlan in src/imaging/kernels.ts for plans, and src/imaging/js/resample.ts for what they mean.
import { LINE_LANES, LINE_STRIP, PLAN_PICK, PLAN_SUM } from './image-layout';
import { transpose } from './image-lines';

/** Along x: rows of `width` pixels to rows of `wanted`. `scratch` has room for width + wanted rows of LINE_LANES doubles. */
export function resampleRows(
  from: usize,
  to: usize,
  width: u32,
  wanted: u32,
  rows: u32,
  plan: usize,
  scratch: usize,
): void {
  if (load<u32>(plan) == PLAN_PICK) {
    pickRows(from, to, width, wanted, rows, load<u32>(plan, 8));
    return;
  }
  const laneBytes: usize = LINE_LANES << 3;
  const made = scratch + width * laneBytes;
  for (let y: u32 = 0; y < rows; y += LINE_LANES) {
    const lanes = min(LINE_LANES, rows - y);
    transpose(from + ((y * width) << 3), scratch, width, lanes, width << 3, laneBytes);
    resampleLines(scratch, made, lanes << 3, laneBytes, plan);
    transpose(made, to + ((y * wanted) << 3), lanes, wanted, laneBytes, wanted << 3);
  }
}

/** Picking needs no vectors, so rows stay as they are. */
function pickRows(
  from: usize,
  to: usize,
  width: u32,
  wanted: u32,
  rows: u32,
  places: usize,
): void {
  const rowBytes = width << 3;
  const end = places + (wanted << 2);
  for (let y: u32 = 0; y < rows; y++, from += rowBytes) {
    for (let at = places; at < end; at += 4, to += 8) {
      const place = load<i32>(at);
      store<f64>(to, place < 0 ? 0 : load<f64>(from + (place << 3)));
    }
  }
}

/** Along y: a plane of rows of `width` pixels to another one. */
export function resampleColumns(from: usize, to: usize, width: u32, plan: usize): void {
  for (let x: u32 = 0; x < width; x += LINE_STRIP) {
    const bytes = min(LINE_STRIP, width - x) << 3;
    resampleLines(from + (x << 3), to + (x << 3), bytes, width << 3, plan);
  }
}

/** Rows of `bytes`, `stride` apart in both. */
function resampleLines(from: usize, to: usize, bytes: usize, stride: usize, plan: usize): void {
  const kind = load<u32>(plan);
  const count = load<u32>(plan, 4);
  const places = load<u32>(plan, 8);
  const first = load<u32>(plan, 12);
  const weights = load<u32>(plan, 16);
  const numbers = load<u32>(plan, 20);
  for (let i: u32 = 0; i < count; i++, to += stride) {
    if (kind == PLAN_PICK) {
      pick(from, load<i32>(places + (i << 2)), to, bytes, stride);
    } else if (kind == PLAN_SUM) {
      const start = load<u32>(first + (i << 2));
      const end = load<u32>(first + (i << 2), 4);
      sum(from, places, weights, start, end, load<f64>(numbers + (i << 3)), to, bytes, stride);
    } else {
      cubic(from, places + (i << 4), load<f64>(numbers + (i << 3)), to, bytes, stride);
    }
  }
}

function pick(from: usize, place: i32, to: usize, bytes: usize, stride: usize): void {
  if (place < 0) memory.fill(to, 0, bytes);
  else memory.copy(to, from + place * stride, bytes);
}

function sum(
  from: usize,
  places: usize,
  weights: usize,
  start: u32,
  end: u32,
  divisor: f64,
  to: usize,
  bytes: usize,
  stride: usize,
): void {
  let x: usize = 0;
  if (ASC_FEATURE_SIMD) {
    const by = f64x2.splat(divisor);
    for (; x + 16 <= bytes; x += 16) {
      let total = f64x2.splat(0);
      for (let k = start; k < end; k++) {
        const value = v128.load(from + load<u32>(places + (k << 2)) * stride + x);
        total = f64x2.add(total, f64x2.mul(value, v128.load64_splat(weights + (k << 3))));
      }
      v128.store(to + x, f64x2.div(total, by));
    }
  }
  for (; x < bytes; x += 8) {
    let total: f64 = 0;
    for (let k = start; k < end; k++) {
      const value = load<f64>(from + load<u32>(places + (k << 2)) * stride + x);
      total += value * load<f64>(weights + (k << 3));
    }
    store<f64>(to + x, total / divisor);
  }
}

/** The spline through the rows at four places, at fraction t between the second and the third. */
function cubic(
  from: usize,
  places: usize,
  t: f64,
  to: usize,
  bytes: usize,
  stride: usize,
): void {
  const before = from + load<u32>(places) * stride;
  const current = from + load<u32>(places, 4) * stride;
  const next = from + load<u32>(places, 8) * stride;
  const after = from + load<u32>(places, 12) * stride;
  const t2 = t * t;
  const t3 = t2 * t;
  let x: usize = 0;
  if (ASC_FEATURE_SIMD) {
    const once = f64x2.splat(t);
    const squared = f64x2.splat(t2);
    const cubed = f64x2.splat(t3);
    const two = f64x2.splat(2);
    const three = f64x2.splat(3);
    const half = f64x2.splat(0.5);
    for (; x + 16 <= bytes; x += 16) {
      const p = v128.load(before + x);
      const c = v128.load(current + x);
      const n = v128.load(next + x);
      const a = v128.load(after + x);
      let bend = f64x2.sub(f64x2.mul(two, p), f64x2.mul(f64x2.splat(5), c));
      bend = f64x2.sub(f64x2.add(bend, f64x2.mul(f64x2.splat(4), n)), a);
      let twist = f64x2.add(f64x2.neg(p), f64x2.mul(three, c));
      twist = f64x2.add(f64x2.sub(twist, f64x2.mul(three, n)), a);
      let rise = f64x2.mul(once, f64x2.sub(n, p));
      rise = f64x2.add(rise, f64x2.mul(squared, bend));
      rise = f64x2.add(rise, f64x2.mul(cubed, twist));
      v128.store(to + x, f64x2.add(c, f64x2.mul(half, rise)));
    }
  }
  for (; x < bytes; x += 8) {
    const p = load<f64>(before + x);
    const c = load<f64>(current + x);
    const n = load<f64>(next + x);
    const a = load<f64>(after + x);
    const rise = t * (n - p) + t2 * (2 * p - 5 * c + 4 * n - a);
    store<f64>(to + x, c + 0.5 * (rise + t3 * (-p + 3 * c - 3 * n + a)));
  }
}
