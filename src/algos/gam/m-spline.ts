import type { Table } from '../tables.js';
import { multiply } from './centering.js';
import { M_SPLINE, SplineFunctions } from './recursion.js';
import type { Basis } from './spline.js';

/** M-splines, centred by `zTranspose` (hex.genmodel.algos.gam.MSplines). */
export function mSplineBasis(knots: Float64Array, order: number, zTranspose: Table): Basis {
  const functions = new SplineFunctions(M_SPLINE, order, knots);
  return {
    size: functions.count - 1,
    expand([x], cells) {
      multiply(functions.evaluate(x), zTranspose, cells);
    },
  };
}
