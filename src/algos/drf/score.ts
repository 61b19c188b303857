import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { complement, labelClasses } from '../labels.js';
import { treeScorer } from '../tree/score.js';
import type { DrfData } from './read.js';

/** DrfMojoModel.unifyPreds: means over trees, or shares of the votes. The offset is not used. */
export function loadDrf(data: DrfData, kernels: Kernels, capacity: number): Scorer {
  const { forest, nClasses, binomialDoubleTrees } = data;
  const shape = { predsSize: data.predsSize, firstSum: nClasses === 1 ? 0 : 1 };

  return treeScorer(forest, kernels, capacity, shape, (preds, groupCount) => (rows, _, input) => {
    const columns = preds.columns;
    if (nClasses === 1) {
      divide(columns[0], rows, groupCount);
      return;
    }
    if (nClasses === 2 && !binomialDoubleTrees) {
      divide(columns[1], rows, groupCount);
      complement(columns[2], columns[1], rows);
    } else {
      sharesOfSum(columns.slice(1), rows);
    }
    labelClasses(data.labels, preds, input, rows);
  });
}

function divide(column: Float64Array, rows: number, divisor: number): void {
  for (let r = 0; r < rows; r++) column[r] = column[r] / divisor;
}

/** Every class divided by the sum over the classes, where that is positive. */
function sharesOfSum(classes: readonly Float64Array[], rows: number): void {
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (const column of classes) sum += column[r];
    if (sum > 0) for (const column of classes) column[r] = column[r] / sum;
  }
}
