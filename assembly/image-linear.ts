// Linear interpolation in a padded plane.
import { BOX_BYTES, PAD } from './image-layout';
import { columnBytes } from './image-pad';
import { storeRest } from './image-cubic';

/**
 * `count` doubles at `out`: values at float32 positions. Neighbourhoods that miss the box of the plane, or are empty, are +0, as their sum is.
 * `xs` and `ys` are read in fours.
 */
export function linearRow(
  padded: usize,
  height: u32,
  xs: usize,
  ys: usize,
  count: u32,
  out: usize,
): void {
  // Neighbourhoods reach from floor(position) to + 1.
  const left = <f32>(load<i32>(padded) - 1);
  const right = <f32>load<i32>(padded, 4);
  const top = <f32>(load<i32>(padded, 8) - 1);
  const bottom = <f32>load<i32>(padded, 12);
  const stride = columnBytes(height);
  const origin = padded + BOX_BYTES + PAD * stride + (PAD << 3);
  let x: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    const zero = i64x2.splat(0);
    for (; x < count; x += 4, xs += 16, ys += 16, out += 32) {
      const fx = v128.load(xs);
      const fy = v128.load(ys);
      const wholeX = f32x4.floor(fx);
      const wholeY = f32x4.floor(fy);
      // False for NaN.
      const across = v128.and(
        f32x4.ge(wholeX, f32x4.splat(left)),
        f32x4.le(wholeX, f32x4.splat(right)),
      );
      const down = v128.and(
        f32x4.ge(wholeY, f32x4.splat(top)),
        f32x4.le(wholeY, f32x4.splat(bottom)),
      );
      const inside = v128.and(across, down);
      let first = zero;
      let second = zero;
      if (v128.any_true(inside)) {
        // What is outside is read at the corner, and then replaced by zero.
        const column = v128.and(i32x4.trunc_sat_f32x4_s(wholeX), inside);
        const row = v128.and(i32x4.trunc_sat_f32x4_s(wholeY), inside);
        const at = i32x4.add(i32x4.mul(column, i32x4.splat(stride)), i32x4.shl(row, 3));
        const at0 = origin + i32x4.extract_lane(at, 0);
        const at1 = origin + i32x4.extract_lane(at, 1);
        const at2 = origin + i32x4.extract_lane(at, 2);
        const at3 = origin + i32x4.extract_lane(at, 3);
        const ac0 = v128.load(at0);
        const bd0 = v128.load(at0 + stride);
        const ac1 = v128.load(at1);
        const bd1 = v128.load(at1 + stride);
        const ac2 = v128.load(at2);
        const bd2 = v128.load(at2 + stride);
        const ac3 = v128.load(at3);
        const bd3 = v128.load(at3 + stride);
        const some01 = v128.or(v128.or(ac0, bd0), v128.or(ac1, bd1));
        const some23 = v128.or(v128.or(ac2, bd2), v128.or(ac3, bd3));
        if (v128.any_true(v128.or(some01, some23))) {
          const dx = f32x4.sub(fx, wholeX);
          const dy = f32x4.sub(fy, wholeY);
          first = linearPair(
            ac0,
            bd0,
            ac1,
            bd1,
            f64x2.promote_low_f32x4(dx),
            f64x2.promote_low_f32x4(dy),
          );
          first = v128.and(first, i64x2.extend_low_i32x4_s(inside));
          second = linearPair(
            ac2,
            bd2,
            ac3,
            bd3,
            f64x2.promote_low_f32x4(v128.shuffle<f32>(dx, dx, 2, 3, 2, 3)),
            f64x2.promote_low_f32x4(v128.shuffle<f32>(dy, dy, 2, 3, 2, 3)),
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
  for (; x < count; x++, out += 8, xs += 4, ys += 4) {
    const fx = load<f32>(xs);
    const fy = load<f32>(ys);
    const wholeX = floor<f32>(fx);
    const wholeY = floor<f32>(fy);
    if (!(wholeX >= left && wholeX <= right && wholeY >= top && wholeY <= bottom)) {
      store<f64>(out, 0);
      continue;
    }
    const at = origin + <i32>wholeX * stride + (<i32>wholeY << 3);
    const dx = <f64>(fx - wholeX);
    const dy = <f64>(fy - wholeY);
    const a = load<f64>(at);
    const b = load<f64>(at + stride);
    const c = load<f64>(at, 8);
    const d = load<f64>(at + stride, 8);
    store<f64>(out, a + (b - a + (a + d - c - b) * dy) * dx + (c - a) * dy);
  }
}

/** Two pixels: their neighbours (x, y) and (x, y + 1), then those at x + 1; fractions. */
@inline
function linearPair(ac0: v128, bd0: v128, ac1: v128, bd1: v128, dx: v128, dy: v128): v128 {
  const a = v128.shuffle<f64>(ac0, ac1, 0, 2);
  const c = v128.shuffle<f64>(ac0, ac1, 1, 3);
  const b = v128.shuffle<f64>(bd0, bd1, 0, 2);
  const d = v128.shuffle<f64>(bd0, bd1, 1, 3);
  const twist = f64x2.sub(f64x2.sub(f64x2.add(a, d), c), b);
  const slope = f64x2.add(f64x2.sub(b, a), f64x2.mul(twist, dy));
  const along = f64x2.add(a, f64x2.mul(slope, dx));
  return f64x2.add(along, f64x2.mul(f64x2.sub(c, a), dy));
}
