import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import type { ForestSource } from '../tree/read.js';
import { treeScorer } from '../tree/score.js';

/** Uplift, probability with treatment, probability without. */
export const PREDS_SIZE = 3;

/** UpliftDrfMojoModel.unifyPreds: means over the trees, and their difference. */
export function loadUpliftDrf(forest: ForestSource, kernels: Kernels, capacity: number): Scorer {
  const shape = { predsSize: PREDS_SIZE, firstSum: 1 };
  return treeScorer(forest, kernels, capacity, shape, (preds, groupCount) => (rows) => {
    const [uplift, treated, untreated] = preds.columns as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let r = 0; r < rows; r++) {
      treated[r] = treated[r] / groupCount;
      untreated[r] = untreated[r] / groupCount;
      uplift[r] = treated[r] - untreated[r];
    }
  });
}
