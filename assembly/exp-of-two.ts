// exp of two doubles at a time, with the bits of exp in math.ts: the same operations in the same order.
import { exp, ROOT_TAILS, ROOTS, ROUNDER, STEP, STEP_TAIL, STEPS_PER_UNIT } from './math';

/** Within it, 2^n and the result are normal numbers, and there are no special cases. */
const PLAIN: f64 = 600;

/** e^x of both lanes. */
export function expOfTwo(x: v128): v128 {
  if (!i64x2.all_true(f64x2.lt(f64x2.abs(x), f64x2.splat(PLAIN)))) {
    const first = f64x2.splat(exp(f64x2.extract_lane(x, 0)));
    return f64x2.replace_lane(first, 1, exp(f64x2.extract_lane(x, 1)));
  }
  // The lowest bits of `shifted` are the number of steps, k.
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(STEPS_PER_UNIT)), f64x2.splat(ROUNDER));
  const steps = f64x2.sub(shifted, f64x2.splat(ROUNDER));
  let y = f64x2.sub(x, f64x2.mul(steps, f64x2.splat(STEP)));
  y = f64x2.sub(y, f64x2.mul(steps, f64x2.splat(STEP_TAIL)));
  const i = v128.and(i64x2.shl(shifted, 3), i64x2.splat(63 << 3));
  const roots = changetype<usize>(ROOTS);
  const tails = changetype<usize>(ROOT_TAILS);
  const i0 = i32x4.extract_lane(i, 0);
  const i1 = i32x4.extract_lane(i, 2);
  const root = v128.load64_lane(roots + i1, v128.load64_zero(roots + i0), 1);
  const tail = v128.load64_lane(tails + i1, v128.load64_zero(tails + i0), 1);

  const y2 = f64x2.mul(y, y);
  const y3 = f64x2.mul(y, y2);
  let fifth = f64x2.add(
    f64x2.splat(0.008333368243348653),
    f64x2.mul(f64x2.splat(0.001388874731341548), y),
  );
  fifth = f64x2.mul(f64x2.mul(y3, y2), fifth);
  let third = f64x2.add(
    f64x2.splat(0.16666666666523347),
    f64x2.mul(f64x2.splat(0.04166666666952449), y),
  );
  third = f64x2.mul(y3, third);
  let rest = f64x2.add(third, f64x2.add(f64x2.add(y, tail), fifth));
  rest = f64x2.add(rest, f64x2.mul(y2, f64x2.splat(0.4999999999999999)));

  // n = k >> 6, and 2^n from its bits; the product with a root is exact.
  const n = i64x2.shr_s(i64x2.shl(shifted, 32), 38);
  const power = i64x2.shl(i64x2.add(n, i64x2.splat(1023)), 52);
  const size = f64x2.mul(root, power);
  return f64x2.add(size, f64x2.mul(size, rest));
}
