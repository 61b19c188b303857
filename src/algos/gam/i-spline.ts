import { B_SPLINE, repeatEnds, SplineFunctions } from './recursion.js';
import type { Basis } from './spline.js';

/** Monotone I-splines: sums of B-splines of the next order, from 0 to 1 (hex.genmodel.algos.gam.ISplines). */
export function iSplineBasis(knots: Float64Array, order: number): Basis {
  const functions = new SplineFunctions(B_SPLINE, order + 1, knots);
  const ends = repeatEnds(knots, order);
  const size = knots.length + order - 2;
  return {
    size,
    expand([x], cells) {
      const values = functions.evaluate(x);
      for (let i = 0; i < size; i++) {
        if (x < ends[i]) cells[i] = 0;
        else if (x >= ends[i + order]) cells[i] = 1;
        else cells[i] = sumFrom(functions, values, i + 1, x);
      }
    },
  };
}

/** A B-spline that ends before x counts as 1; those that begin behind x end the sum. */
function sumFrom(
  { knots, order, count }: SplineFunctions,
  values: Float64Array,
  from: number,
  x: number,
): number {
  let sum = 0;
  for (let i = from; i < count && !(x < knots[i]); i++) {
    sum += x >= knots[i + order] ? 1 : values[i];
  }
  return sum;
}
