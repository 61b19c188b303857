// Cubic interpolation (Catmull-Rom) in a padded plane: along x in four rows, then along y.
import { BOX_BYTES, PAD } from './image-layout';
import { columnBytes } from './image-pad';

/**
 * `count` doubles at `out`: values at float32 positions. Neighbourhoods that miss the box of the plane are +0, as their sum is. `xs` and
 * `ys` are read in fours.
 */
export function cubicRow(
  padded: usize,
  height: u32,
  xs: usize,
  ys: usize,
  count: u32,
  out: usize,
): void {
  // Neighbourhoods reach from floor(position) - 1 to + 2.
  const left = load<i32>(padded) - 2;
  const right = load<i32>(padded, 4) + 1;
  const top = load<i32>(padded, 8) - 2;
  const bottom = load<i32>(padded, 12) + 1;
  const stride = columnBytes(height);
  const origin = padded + BOX_BYTES + (PAD - 1) * stride + ((PAD - 1) << 3);
  let x: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    const lefts = f32x4.splat(<f32>left);
    const rights = f32x4.splat(<f32>right);
    const tops = f32x4.splat(<f32>top);
    const bottoms = f32x4.splat(<f32>bottom);
    const zero = i64x2.splat(0);
    for (; x < count; x += 4, xs += 16, ys += 16, out += 32) {
      const fx = v128.load(xs);
      const fy = v128.load(ys);
      const wholeX = f32x4.floor(fx);
      const wholeY = f32x4.floor(fy);
      // False for NaN.
      const across = v128.and(f32x4.ge(wholeX, lefts), f32x4.le(wholeX, rights));
      const down = v128.and(f32x4.ge(wholeY, tops), f32x4.le(wholeY, bottoms));
      const inside = v128.and(across, down);
      let first = zero;
      let second = zero;
      if (v128.any_true(inside)) {
        // What is outside is read at the corner, and then replaced by zero.
        const column = v128.and(i32x4.trunc_sat_f32x4_s(wholeX), inside);
        const row = v128.and(i32x4.trunc_sat_f32x4_s(wholeY), inside);
        const at = i32x4.add(i32x4.mul(column, i32x4.splat(stride)), i32x4.shl(row, 3));
        const dx = f32x4.sub(fx, wholeX);
        const dy = f32x4.sub(fy, wholeY);
        const dx2 = f32x4.mul(dx, dx);
        const dy2 = f32x4.mul(dy, dy);
        const dx3 = f32x4.mul(dx2, dx);
        const dy3 = f32x4.mul(dy2, dy);
        if (i64x2.extract_lane(inside, 0) != 0) {
          first = cubicPair(
            origin + i32x4.extract_lane(at, 0),
            origin + i32x4.extract_lane(at, 1),
            stride,
            f64x2.promote_low_f32x4(dx),
            f64x2.promote_low_f32x4(dx2),
            f64x2.promote_low_f32x4(dx3),
            f64x2.promote_low_f32x4(dy),
            f64x2.promote_low_f32x4(dy2),
            f64x2.promote_low_f32x4(dy3),
          );
          first = v128.and(first, i64x2.extend_low_i32x4_s(inside));
        }
        if (i64x2.extract_lane(inside, 1) != 0) {
          second = cubicPair(
            origin + i32x4.extract_lane(at, 2),
            origin + i32x4.extract_lane(at, 3),
            stride,
            promoteHigh(dx),
            promoteHigh(dx2),
            promoteHigh(dx3),
            promoteHigh(dy),
            promoteHigh(dy2),
            promoteHigh(dy3),
          );
          second = v128.and(second, i64x2.extend_high_i32x4_s(inside));
        }
      }
      if (x + 4 <= count) {
        v128.store(out, first);
        v128.store(out, second, 16);
      } else {
        storeRest(out, first, second, count - x);
      }
    }
    return;
  }
  for (; x < count; x++, xs += 4, ys += 4, out += 8) {
    const fx = load<f32>(xs);
    const fy = load<f32>(ys);
    const wholeX = floor<f32>(fx);
    const wholeY = floor<f32>(fy);
    const across = wholeX >= <f32>left && wholeX <= <f32>right;
    if (!across || !(wholeY >= <f32>top && wholeY <= <f32>bottom)) {
      store<f64>(out, 0);
      continue;
    }
    const at = origin + <i32>wholeX * stride + (<i32>wholeY << 3);
    const dx = fx - wholeX;
    const dy = fy - wholeY;
    const t = <f64>dx;
    const t2 = <f64>(dx * dx);
    const t3 = <f64>(dx * dx * dx);
    const r0 = splineAt(at, stride, t, t2, t3);
    const r1 = splineAt(at + 8, stride, t, t2, t3);
    const r2 = splineAt(at + 16, stride, t, t2, t3);
    const r3 = splineAt(at + 24, stride, t, t2, t3);
    store<f64>(out, spline(r0, r1, r2, r3, <f64>dy, <f64>(dy * dy), <f64>(dy * dy * dy)));
  }
}

/** Values of two pixels whose neighbourhoods start at `a` and `b`, with the powers of their fractions. */
@inline
function cubicPair(
  a: usize,
  b: usize,
  stride: u32,
  t: v128,
  t2: v128,
  t3: v128,
  s: v128,
  s2: v128,
  s3: v128,
): v128 {
  const ta = v128.shuffle<f64>(t, t, 0, 0);
  const ta2 = v128.shuffle<f64>(t2, t2, 0, 0);
  const ta3 = v128.shuffle<f64>(t3, t3, 0, 0);
  const a01 = splinesAt(a, stride, ta, ta2, ta3);
  const a23 = splinesAt(a + 16, stride, ta, ta2, ta3);
  const tb = v128.shuffle<f64>(t, t, 1, 1);
  const tb2 = v128.shuffle<f64>(t2, t2, 1, 1);
  const tb3 = v128.shuffle<f64>(t3, t3, 1, 1);
  const b01 = splinesAt(b, stride, tb, tb2, tb3);
  const b23 = splinesAt(b + 16, stride, tb, tb2, tb3);
  return splines(
    v128.shuffle<f64>(a01, b01, 0, 2),
    v128.shuffle<f64>(a01, b01, 1, 3),
    v128.shuffle<f64>(a23, b23, 0, 2),
    v128.shuffle<f64>(a23, b23, 1, 3),
    s,
    s2,
    s3,
  );
}

@inline
function promoteHigh(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
}

/** The first `count` < 4 of four doubles. */
export function storeRest(out: usize, first: v128, second: v128, count: u32): void {
  store<f64>(out, f64x2.extract_lane(first, 0));
  if (count > 1) store<f64>(out, f64x2.extract_lane(first, 1), 8);
  if (count > 2) store<f64>(out, f64x2.extract_lane(second, 0), 16);
}

@inline
function splineAt(at: usize, stride: u32, t: f64, t2: f64, t3: f64): f64 {
  const p = load<f64>(at);
  const c = load<f64>(at + stride);
  const n = load<f64>(at + 2 * stride);
  const a = load<f64>(at + 3 * stride);
  return spline(p, c, n, a, t, t2, t3);
}

/** Catmull-Rom through four neighbours. */
@inline
function spline(p: f64, c: f64, n: f64, a: f64, t: f64, t2: f64, t3: f64): f64 {
  return c + 0.5 * (t * (n - p) + t2 * (2 * p - 5 * c + 4 * n - a) + t3 * (-p + 3 * c - 3 * n + a));
}

/** The same in two rows. */
@inline
function splinesAt(at: usize, stride: u32, t: v128, t2: v128, t3: v128): v128 {
  const p = v128.load(at);
  const c = v128.load(at + stride);
  const n = v128.load(at + 2 * stride);
  const a = v128.load(at + 3 * stride);
  return splines(p, c, n, a, t, t2, t3);
}

@inline
function splines(p: v128, c: v128, n: v128, a: v128, t: v128, t2: v128, t3: v128): v128 {
  const three = f64x2.splat(3);
  const first = f64x2.mul(t, f64x2.sub(n, p));
  let second = f64x2.sub(f64x2.add(p, p), f64x2.mul(f64x2.splat(5), c));
  second = f64x2.sub(f64x2.add(second, f64x2.mul(f64x2.splat(4), n)), a);
  // -p + 3c is 3c - p: one rounding of the same sum.
  let third = f64x2.sub(f64x2.mul(three, c), p);
  third = f64x2.add(f64x2.sub(third, f64x2.mul(three, n)), a);
  const sum = f64x2.add(f64x2.add(first, f64x2.mul(t2, second)), f64x2.mul(t3, third));
  return f64x2.add(c, f64x2.mul(f64x2.splat(0.5), sum));
}
