import type { Kernels } from '../../engine/kernels.js';
import { RowBlock } from '../../engine/row-block.js';
import type { RowFailure, Scorer } from '../algorithm.js';
import type { KMeansData } from './read.js';

const NONE: readonly RowFailure[] = [];

/** Centres whose sums grow side by side, so that none waits for another. */
const GROUP = 4;
/** Numbers of a column in a group's plan: its value for NA, what is taken away and multiplied by, whether it is categorical; the centres. */
const HEAD = 4;
const STEP = HEAD + GROUP;

/**
 * As loadKMeans, of one row at a time, in plain code: less work than a call for each step. Each sum adds in the order of the columns. All that
 * a group of centres takes lies side by side, in the order in which it is read: V8 looks after every array on its own.
 */
export function loadKMeansRow(data: KMeansData, kernels: Kernels): Scorer {
  const { width } = data;
  const count = data.centers.length;
  const input = new RowBlock(kernels.matrix(width, 1));
  const preds = new RowBlock(kernels.matrix(1, 1));
  const distances = new RowBlock(kernels.matrix(count, 1));
  const { cells } = input;
  const measured = distances.cells;
  const answer = preds.cells;
  const plan = planGroups(data);
  const sums = new Float64Array(Math.ceil(count / GROUP) * GROUP);

  /** The sums of GenModel.KMeans_distance to all centres; returns how many columns have values. */
  function measure(): number {
    let used = width;
    for (let k = 0, at = 0; k < count; k += GROUP) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      used = width;
      for (let i = 0; i < width; i++, at += STEP) {
        const cell = cells[i];
        const x = Number.isNaN(cell) ? plan[at] : (cell - plan[at + 1]) * plan[at + 2];
        if (Number.isNaN(x)) used--;
        else if (plan[at + 3] !== 0) {
          a += x === plan[at + 4] ? 0 : 1;
          b += x === plan[at + 5] ? 0 : 1;
          c += x === plan[at + 6] ? 0 : 1;
          d += x === plan[at + 7] ? 0 : 1;
        } else {
          const fromA = x - plan[at + 4];
          const fromB = x - plan[at + 5];
          const fromC = x - plan[at + 6];
          const fromD = x - plan[at + 7];
          a += fromA * fromA;
          b += fromB * fromB;
          c += fromC * fromC;
          d += fromD * fromD;
        }
      }
      sums[k] = a;
      sums[k + 1] = b;
      sums[k + 2] = c;
      sums[k + 3] = d;
    }
    return used;
  }

  return {
    input,
    preds,
    distances,
    score() {
      const used = measure();
      const share = used === 0 ? 1 : width / used;
      // GenModel.KMeans_closest.
      let least = Number.MAX_VALUE;
      let best = -1;
      for (let k = 0; k < count; k++) {
        const distance = (measured[k] = sums[k] * share);
        if (distance < least) {
          least = distance;
          best = k;
        }
      }
      answer[0] = best;
      return NONE;
    },
  };
}

/** Group by group, column by column STEP numbers; centres that the last group lacks are 0. A cell's value is GenModel.Kmeans_preprocessData's. */
function planGroups({ centers, categorical, standardize, width }: KMeansData): Float64Array {
  const groups = Math.ceil(centers.length / GROUP);
  const plan = new Float64Array(groups * width * STEP);
  for (let group = 0, at = 0; group < groups; group++) {
    const some = centers.slice(group * GROUP, (group + 1) * GROUP);
    for (let c = 0; c < width; c++, at += STEP) {
      const mode = standardize ? standardize.modes[c] : NaN;
      const isNumber = standardize !== undefined && mode === -1;
      const mean = isNumber ? standardize.means[c] : 0;
      const mult = isNumber ? standardize.mults[c] : 1;
      const forNa = isNumber ? (mean - mean) * mult : mode;
      plan.set([forNa, mean, mult, categorical[c], ...some.map((center) => center[c])], at);
    }
  }
  return plan;
}
