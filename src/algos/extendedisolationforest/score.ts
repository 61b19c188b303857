import { pow } from '../../../assembly/math.js';
import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { meanSearchLength } from './path-length.js';
import type { PlaneForest } from './plane-forest.js';
import type { ExtendedIsolationForestData } from './read.js';

/** ExtendedIsolationForestMojoModel.score0: 2 ^ (-mean length / c(sample size)), mean length. */
export function loadExtendedIsolationForest(
  { forest, sampleSize }: ExtendedIsolationForestData,
  kernels: Kernels,
  capacity: number,
): Scorer {
  const input = kernels.block(forest.width, capacity);
  const preds = kernels.block(2, capacity);
  const row = new Float64Array(forest.width);
  const usual = meanSearchLength(sampleSize);
  return {
    input,
    preds,
    score(rows) {
      const columns = input.columns;
      const [scores, lengths] = preds.columns as [Float64Array, Float64Array];
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < row.length; c++) row[c] = columns[c][r];
        const length = sumOfLengths(forest, row) / forest.roots.length;
        scores[r] = pow(2, -1 * (length / usual));
        lengths[r] = length;
      }
      return [];
    },
  };
}

function sumOfLengths(forest: PlaneForest, row: Float64Array): number {
  const { roots, left, length } = forest;
  let sum = 0;
  for (const root of roots) {
    let node = root;
    // NaN is not at or below a plane: such a row goes right.
    while (left[node] >= 0) node = isBelow(forest, node, row) ? left[node] : left[node] + 1;
    sum += length[node];
  }
  return sum;
}

/** ArrayUtils.subAndMul: the normal times the row seen from the point on the plane. */
function isBelow({ plane, planes, width }: PlaneForest, node: number, row: Float64Array): boolean {
  const normal = plane[node];
  const point = normal + width;
  let sum = 0;
  for (let c = 0; c < width; c++) sum += (row[c] - planes[point + c]) * planes[normal + c];
  return sum <= 0;
}
