import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import type { IsotonicCurve } from '../isotonic.js';
import { RowFailures } from '../row-failures.js';

/** IsotonicRegressionMojoModel: the curve at the first column. */
export function loadIsotonic(
  curve: IsotonicCurve,
  width: number,
  kernels: Kernels,
  capacity: number,
): Scorer {
  const input = kernels.block(width, capacity);
  const preds = kernels.block(1, capacity);
  return {
    input,
    preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      const [x] = input.columns;
      const [y] = preds.columns;
      for (let r = 0; r < rows; r++) {
        const value = curve(x[r]);
        if (value === undefined)
          failures.add(r, 'h2o-genmodel has no value at -0, below the curve');
        y[r] = value ?? NaN;
      }
      return failures.list();
    },
  };
}
