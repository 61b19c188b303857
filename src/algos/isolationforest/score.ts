import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { treeScorer } from '../tree/score.js';
import type { IsolationForestData } from './read.js';

/** IsolationForestMojoModel.unifyPreds: from the sum of path lengths to [flag,] score in 0..1, mean length. */
export function loadIsolationForest(
  data: IsolationForestData,
  kernels: Kernels,
  capacity: number,
): Scorer {
  const { forest, minPathLength, maxPathLength, outputAnomalyFlag } = data;
  const shape = { predsSize: outputAnomalyFlag ? 3 : 2, firstSum: 0 };

  return treeScorer(forest, kernels, capacity, shape, (preds, groupCount) => (rows) => {
    const columns = preds.columns;
    const first = outputAnomalyFlag ? 1 : 0;
    const lengths = columns[0];
    const scores = columns[first];
    const means = columns[first + 1];
    for (let r = 0; r < rows; r++) {
      const length = lengths[r];
      means[r] = groupCount >= 1 ? length / groupCount : 0;
      scores[r] =
        maxPathLength > minPathLength
          ? (maxPathLength - length) / (maxPathLength - minPathLength)
          : 1;
    }
    if (!outputAnomalyFlag) return;
    for (let r = 0; r < rows; r++) lengths[r] = scores[r] > data.defaultThreshold ? 1 : 0;
  });
}
