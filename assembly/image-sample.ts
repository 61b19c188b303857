// Rotation and warp with zeros outside: positions of a row, then the values there. Positions and fractions are float32, pixels double.
import { PAD } from './image-layout';

/** A plane with PAD zeros on every side; `padded` has (width + 2 PAD) * (height + 2 PAD) doubles, whose border is zero already. */
export function padPlane(from: usize, width: u32, height: u32, padded: usize): void {
  const stride = (width + 2 * PAD) << 3;
  let to = padded + PAD * stride + (PAD << 3);
  for (let y: u32 = 0; y < height; y++) {
    memory.copy(to, from, width << 3);
    from += width << 3;
    to += stride;
  }
}

/** Where the pixels of row `y` of a turned picture are read: count float32 each at xs and ys. */
export function turnPositions(
  xs: usize,
  ys: usize,
  count: u32,
  left: i32,
  y: i32,
  c: f32,
  s: f32,
  middleX: f32,
  middleY: f32,
  turnedMiddleX: f32,
  turnedMiddleY: f32,
): void {
  const yc = <f32>y - turnedMiddleY;
  const ycs = yc * s;
  const ycc = yc * c;
  for (let x: u32 = 0; x < count; x++) {
    const xc = <f32>(left + <i32>x) - turnedMiddleX;
    store<f32>(xs, middleX + xc * c + ycs);
    store<f32>(ys, middleY - xc * s + ycc);
    xs += 4;
    ys += 4;
  }
}

/** Where the pixels of row `y` of a warped picture are read; u and v are those of its first pixel, steps are in floats. */
export function bendPositions(
  xs: usize,
  ys: usize,
  count: u32,
  y: i32,
  u: usize,
  v: usize,
  uStep: u32,
  vStep: u32,
  relative: bool,
): void {
  for (let x: u32 = 0; x < count; x++) {
    const du = load<f32>(u);
    const dv = load<f32>(v);
    store<f32>(xs, relative ? <f32>x - du : du);
    store<f32>(ys, relative ? <f32>y - dv : dv);
    xs += 4;
    ys += 4;
    u += uStep << 2;
    v += vStep << 2;
  }
}

/** True where a neighbourhood of floor(position) - 1 .. + 2 touches 0 .. size - 1; not for NaN. */
// @ts-ignore: decorator
@inline
function touches(whole: f32, size: f32): bool {
  return whole >= -2 && whole <= size;
}

/** Linear interpolation in a padded plane. */
export function linearZero(
  padded: usize,
  width: u32,
  height: u32,
  xs: usize,
  ys: usize,
  count: u32,
  out: usize,
): void {
  const stride = (width + 2 * PAD) << 3;
  for (const end = out + (count << 3); out < end; out += 8) {
    const fx = load<f32>(xs);
    const fy = load<f32>(ys);
    xs += 4;
    ys += 4;
    const wholeX = floor<f32>(fx);
    const wholeY = floor<f32>(fy);
    if (!touches(wholeX, <f32>width) || !touches(wholeY, <f32>height)) {
      store<f64>(out, 0);
      continue;
    }
    const at = padded + (<i32>wholeY + PAD) * stride + ((<i32>wholeX + PAD) << 3);
    if (ASC_FEATURE_SIMD) {
      // Four zeros make +0.
      if (!v128.any_true(v128.or(v128.load(at), v128.load(at + stride)))) {
        store<f64>(out, 0);
        continue;
      }
    }
    const dx = <f64>(fx - wholeX);
    const dy = <f64>(fy - wholeY);
    const a = load<f64>(at);
    const b = load<f64>(at, 8);
    const c = load<f64>(at + stride);
    const d = load<f64>(at + stride, 8);
    store<f64>(out, a + (b - a + (a + d - c - b) * dy) * dx + (c - a) * dy);
  }
}

/** Cubic interpolation in a padded plane. */
export function cubicZero(
  padded: usize,
  width: u32,
  height: u32,
  xs: usize,
  ys: usize,
  count: u32,
  out: usize,
): void {
  const stride = (width + 2 * PAD) << 3;
  for (const end = out + (count << 3); out < end; out += 8) {
    const fx = load<f32>(xs);
    const fy = load<f32>(ys);
    xs += 4;
    ys += 4;
    const wholeX = floor<f32>(fx);
    const wholeY = floor<f32>(fy);
    if (!touches(wholeX, <f32>width) || !touches(wholeY, <f32>height)) {
      store<f64>(out, 0);
      continue;
    }
    const at = padded + (<i32>wholeY + (PAD - 1)) * stride + ((<i32>wholeX + (PAD - 1)) << 3);
    const dx = fx - wholeX;
    const dy = fy - wholeY;
    const t = <f64>dx;
    const t2 = <f64>(dx * dx);
    const t3 = <f64>(dx * dx * dx);
    const s = <f64>dy;
    const s2 = <f64>(dy * dy);
    const s3 = <f64>(dy * dy * dy);
    const at1 = at + stride;
    const at2 = at1 + stride;
    const at3 = at2 + stride;
    if (ASC_FEATURE_SIMD) {
      const pc0 = v128.load(at);
      const na0 = v128.load(at, 16);
      const pc1 = v128.load(at1);
      const na1 = v128.load(at1, 16);
      const pc2 = v128.load(at2);
      const na2 = v128.load(at2, 16);
      const pc3 = v128.load(at3);
      const na3 = v128.load(at3, 16);
      const upper = v128.or(v128.or(pc0, na0), v128.or(pc1, na1));
      const lower = v128.or(v128.or(pc2, na2), v128.or(pc3, na3));
      // Sixteen zeros make +0: most of a digit is empty.
      if (!v128.any_true(v128.or(upper, lower))) {
        store<f64>(out, 0);
        continue;
      }
      const tt = f64x2.splat(t);
      const tt2 = f64x2.splat(t2);
      const tt3 = f64x2.splat(t3);
      const r01 = splines(pc0, na0, pc1, na1, tt, tt2, tt3);
      const r23 = splines(pc2, na2, pc3, na3, tt, tt2, tt3);
      store<f64>(
        out,
        spline(
          f64x2.extract_lane(r01, 0),
          f64x2.extract_lane(r01, 1),
          f64x2.extract_lane(r23, 0),
          f64x2.extract_lane(r23, 1),
          s,
          s2,
          s3,
        ),
      );
    } else {
      const r0 = splineAt(at, t, t2, t3);
      const r1 = splineAt(at1, t, t2, t3);
      const r2 = splineAt(at2, t, t2, t3);
      const r3 = splineAt(at3, t, t2, t3);
      store<f64>(out, spline(r0, r1, r2, r3, s, s2, s3));
    }
  }
}

// @ts-ignore: decorator
@inline
function splineAt(at: usize, t: f64, t2: f64, t3: f64): f64 {
  return spline(load<f64>(at), load<f64>(at, 8), load<f64>(at, 16), load<f64>(at, 24), t, t2, t3);
}

/** Catmull-Rom through four neighbours. */
// @ts-ignore: decorator
@inline
function spline(p: f64, c: f64, n: f64, a: f64, t: f64, t2: f64, t3: f64): f64 {
  return c + 0.5 * (t * (n - p) + t2 * (2 * p - 5 * c + 4 * n - a) + t3 * (-p + 3 * c - 3 * n + a));
}

/** The same for two rows. */
// @ts-ignore: decorator
@inline
function splines(pc0: v128, na0: v128, pc1: v128, na1: v128, t: v128, t2: v128, t3: v128): v128 {
  const p = v128.shuffle<f64>(pc0, pc1, 0, 2);
  const c = v128.shuffle<f64>(pc0, pc1, 1, 3);
  const n = v128.shuffle<f64>(na0, na1, 0, 2);
  const a = v128.shuffle<f64>(na0, na1, 1, 3);
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
