// Sums over the listed inputs of a row, in genmodel's order (picture in layout.ts). A lane is an output.
import { FIRST_LANES, FIRST_PARTS, ITEM_BYTES, ITEM_VALUE } from './layout';

/** Offsets of list ends: of the fifth partial sum, and of the inputs behind all of them. */
const HALF: u32 = 4 << 2;
const BEHIND: u32 = (FIRST_PARTS - 1) << 2;
/** Outputs whose sums are in registers together. */
const AT_ONCE: u32 = ASC_FEATURE_SIMD ? 8 : 4;

/** A stripe of one row: up to FIRST_LANES doubles at `y`, no more than `cells`. */
export function sumListed(
  weights: usize,
  bias: usize,
  list: usize,
  starts: usize,
  y: usize,
  cells: u32,
): void {
  const end = min<u32>(cells, FIRST_LANES);
  for (let lane: u32 = 0; lane < end; lane += AT_ONCE) {
    const at = lane << 3;
    if (ASC_FEATURE_SIMD)
      eightLanes(weights + (lane << 2), bias + at, list, starts, y + at, end - lane);
    else fourLanes(weights + (lane << 2), bias + at, list, starts, y + at, end - lane);
  }
}

/**
 * (p0 + p1 + p2 + p3) + (p4 + p5 + p6 + p7), then the inputs behind, then the bias. No partial sum is -0, so that the first of them can be
 * added to 0, and those without an input left out.
 */
function eightLanes(
  weights: usize,
  bias: usize,
  list: usize,
  starts: usize,
  y: usize,
  lanes: u32,
): void {
  const zero = f64x2.splat(0);
  let s0 = zero;
  let s1 = zero;
  let s2 = zero;
  let s3 = zero;
  let lower0 = zero;
  let lower1 = zero;
  let lower2 = zero;
  let lower3 = zero;
  let item: usize;
  let end: usize;
  for (let part: u32 = 0; part < BEHIND; part += 4) {
    if (part == HALF) {
      lower0 = s0;
      lower1 = s1;
      lower2 = s2;
      lower3 = s3;
      s0 = s1 = s2 = s3 = zero;
    }
    item = list + load<u32>(starts + part);
    end = load<u32>(list + part);
    if (item == end) continue;
    let p0 = zero;
    let p1 = zero;
    let p2 = zero;
    let p3 = zero;
    do {
      const w = weights + load<u32>(item);
      const x = v128.load64_splat(item, ITEM_VALUE);
      p0 = f64x2.add(p0, f64x2.mul(twoFloats(w), x));
      p1 = f64x2.add(p1, f64x2.mul(twoFloats(w + 8), x));
      p2 = f64x2.add(p2, f64x2.mul(twoFloats(w + 16), x));
      p3 = f64x2.add(p3, f64x2.mul(twoFloats(w + 24), x));
      item += ITEM_BYTES;
    } while (item < end);
    s0 = f64x2.add(s0, p0);
    s1 = f64x2.add(s1, p1);
    s2 = f64x2.add(s2, p2);
    s3 = f64x2.add(s3, p3);
  }
  s0 = f64x2.add(lower0, s0);
  s1 = f64x2.add(lower1, s1);
  s2 = f64x2.add(lower2, s2);
  s3 = f64x2.add(lower3, s3);
  end = load<u32>(list + BEHIND);
  for (item = list + load<u32>(starts + BEHIND); item < end; item += ITEM_BYTES) {
    const w = weights + load<u32>(item);
    const x = v128.load64_splat(item, ITEM_VALUE);
    s0 = f64x2.add(s0, f64x2.mul(twoFloats(w), x));
    s1 = f64x2.add(s1, f64x2.mul(twoFloats(w + 8), x));
    s2 = f64x2.add(s2, f64x2.mul(twoFloats(w + 16), x));
    s3 = f64x2.add(s3, f64x2.mul(twoFloats(w + 24), x));
  }
  put(y, f64x2.add(s0, v128.load(bias)), lanes);
  if (lanes > 2) put(y + 16, f64x2.add(s1, v128.load(bias, 16)), lanes - 2);
  if (lanes > 4) put(y + 32, f64x2.add(s2, v128.load(bias, 32)), lanes - 4);
  if (lanes > 6) put(y + 48, f64x2.add(s3, v128.load(bias, 48)), lanes - 6);
}

@inline
function twoFloats(from: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(from));
}

@inline
function put(y: usize, sums: v128, lanes: u32): void {
  if (lanes >= 2) v128.store(y, sums);
  else v128.store64_lane(y, sums, 0);
}

/** As eightLanes. */
function fourLanes(
  weights: usize,
  bias: usize,
  list: usize,
  starts: usize,
  y: usize,
  lanes: u32,
): void {
  let s0 = 0.0;
  let s1 = 0.0;
  let s2 = 0.0;
  let s3 = 0.0;
  let lower0 = 0.0;
  let lower1 = 0.0;
  let lower2 = 0.0;
  let lower3 = 0.0;
  let item: usize;
  let end: usize;
  for (let part: u32 = 0; part < BEHIND; part += 4) {
    if (part == HALF) {
      lower0 = s0;
      lower1 = s1;
      lower2 = s2;
      lower3 = s3;
      s0 = s1 = s2 = s3 = 0;
    }
    let p0 = 0.0;
    let p1 = 0.0;
    let p2 = 0.0;
    let p3 = 0.0;
    end = load<u32>(list + part);
    for (item = list + load<u32>(starts + part); item < end; item += ITEM_BYTES) {
      const w = weights + load<u32>(item);
      const x = load<f64>(item, ITEM_VALUE);
      p0 += <f64>load<f32>(w) * x;
      p1 += <f64>load<f32>(w, 4) * x;
      p2 += <f64>load<f32>(w, 8) * x;
      p3 += <f64>load<f32>(w, 12) * x;
    }
    s0 += p0;
    s1 += p1;
    s2 += p2;
    s3 += p3;
  }
  s0 = lower0 + s0;
  s1 = lower1 + s1;
  s2 = lower2 + s2;
  s3 = lower3 + s3;
  end = load<u32>(list + BEHIND);
  for (item = list + load<u32>(starts + BEHIND); item < end; item += ITEM_BYTES) {
    const w = weights + load<u32>(item);
    const x = load<f64>(item, ITEM_VALUE);
    s0 += <f64>load<f32>(w) * x;
    s1 += <f64>load<f32>(w, 4) * x;
    s2 += <f64>load<f32>(w, 8) * x;
    s3 += <f64>load<f32>(w, 12) * x;
  }
  store<f64>(y, s0 + load<f64>(bias));
  if (lanes > 1) store<f64>(y, s1 + load<f64>(bias, 8), 8);
  if (lanes > 2) store<f64>(y, s2 + load<f64>(bias, 16), 16);
  if (lanes > 3) store<f64>(y, s3 + load<f64>(bias, 24), 24);
}
