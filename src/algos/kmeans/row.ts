import type { Kernels } from '../../engine/kernels.js';
import { RowBlock } from '../../engine/row-block.js';
import type { RowFailure, Scorer } from '../algorithm.js';
import type { KMeansData } from './read.js';

const NONE: readonly RowFailure[] = [];

/**
 * As loadKMeans, of one row at a time, in plain code: less work than a call for each step. The sums of all centres grow side by side, so
 * that none waits for another, each in the order of the columns.
 */
export function loadKMeansRow(data: KMeansData, kernels: Kernels): Scorer {
  const { centers, categorical, standardize, width } = data;
  const count = centers.length;
  const input = new RowBlock(kernels.matrix(width, 1));
  const preds = new RowBlock(kernels.matrix(1, 1));
  const distances = new RowBlock(kernels.matrix(count, 1));
  const { cells } = input;
  const sums = distances.cells;
  const answer = preds.cells;
  const centerCells = new Float64Array(width * count);
  centers.forEach((center, k) => {
    for (let c = 0; c < width; c++) centerCells[c * count + k] = center[c];
  });

  /** Cell c as distances take it (GenModel.Kmeans_preprocessData). */
  function value(c: number): number {
    const x = cells[c];
    if (standardize === undefined) return x;
    const { means, mults, modes } = standardize;
    if (modes[c] !== -1) return Number.isNaN(x) ? modes[c] : x;
    return ((Number.isNaN(x) ? means[c] : x) - means[c]) * mults[c];
  }

  /** GenModel.KMeans_distance to all centres. */
  function measure(): void {
    let used = width;
    for (let k = 0; k < count; k++) sums[k] = 0;
    for (let c = 0, at = 0; c < width; c++, at += count) {
      const x = value(c);
      if (Number.isNaN(x)) used--;
      else if (categorical[c] !== 0) {
        for (let k = 0; k < count; k++) sums[k] += x === centerCells[at + k] ? 0 : 1;
      } else {
        for (let k = 0; k < count; k++) {
          const delta = x - centerCells[at + k];
          sums[k] += delta * delta;
        }
      }
    }
    if (used === 0 || used === width) return;
    for (let k = 0; k < count; k++) sums[k] *= width / used;
  }

  /** GenModel.KMeans_closest. */
  function nearest(): number {
    let least = Number.MAX_VALUE;
    let best = -1;
    for (let k = 0; k < count; k++) {
      if (sums[k] < least) {
        least = sums[k];
        best = k;
      }
    }
    return best;
  }

  return {
    input,
    preds,
    distances,
    score() {
      measure();
      answer[0] = nearest();
      return NONE;
    },
  };
}
