import type { Block, Kernels } from '../../engine/kernels.js';
import { ScoringError } from '../../errors.js';
import type { RowFailure, Scorer } from '../algorithm.js';
import { predictLabels } from '../labels.js';
import type { Booster } from './booster.js';
import { numericFeature, type Features } from './features.js';
import { addLinear } from './linear.js';
import { applyTransform } from './objective.js';
import type { XGBoostData } from './read.js';
import type { TreeBooster } from './trees.js';

/** XGBoostJavaMojoModel.score0: all sums are floats, in the order of the trees or features. */
export function loadXGBoost(data: XGBoostData, kernels: Kernels, capacity: number): Scorer {
  const { booster, labels } = data;
  const input = kernels.block(data.inputWidth, capacity);
  const preds = kernels.block(data.predsSize, capacity);
  const groups = data.nClasses > 2 ? data.nClasses : 1;
  const sums = Array.from({ length: groups }, () => new Float32Array(capacity));
  const adder = loadBooster(data, input, kernels, capacity);

  return {
    input,
    preds,
    score(rows, offsets) {
      const bases = baseMargins(data, rows, offsets);
      for (const sum of sums) {
        if (booster.baseLast) sum.fill(0, 0, rows);
        else sum.set(bases);
      }
      zeroUnnamed(data, input, rows);
      adder.add(rows, sums);
      if (booster.baseLast) {
        for (const sum of sums) for (let r = 0; r < rows; r++) sum[r] += bases[r];
      }
      applyTransform(booster.transform, sums, rows);
      writePredictions(data, sums, rows, preds);
      if (data.nClasses > 1) {
        predictLabels(preds, input, rows, labels.priorClassDistrib, labels.defaultThreshold);
      }
      return data.hasOffset ? [] : offsetFailures(rows, offsets);
    },
    ...(adder.leaves && {
      leaves(rows, out) {
        zeroUnnamed(data, input, rows);
        adder.leaves?.(rows, out);
      },
    }),
  };
}

/** A booster in the kernels' memory. */
interface Adder {
  add(rows: number, sums: readonly Float32Array[]): void;
  leaves?(rows: number, out: Int32Array): void;
}

function loadBooster(
  { booster, features }: { booster: Booster; features: Features },
  input: Block,
  kernels: Kernels,
  capacity: number,
): Adder {
  return booster.kind === 'trees'
    ? loadTrees(booster, features, input, kernels, capacity)
    : { add: (rows, sums) => addLinear(booster, features, input.columns, rows, sums) };
}

function loadTrees(
  { forest, values }: TreeBooster,
  features: Features,
  input: Block,
  kernels: Kernels,
  capacity: number,
): Adder {
  const { groupCount, treesPerGroup } = forest;
  const kernel = kernels.forest({ ...forest, threshold: values }, { sums: 'float' });
  // The row itself is still needed as it is: ties of classes are broken by its bits.
  const row = kernels.block(features.cats + features.nums, capacity);
  const totals = kernels.block(treesPerGroup, capacity);
  return {
    leaves: (rows, out) => {
      toFeatures(features, input, rows, row);
      kernel.leaves(row, rows, out);
    },
    add(rows, sums) {
      toFeatures(features, input, rows, row);
      sums.forEach((sum, k) => totals.columns[k].set(sum.subarray(0, rows)));
      kernel.sums(row, rows, 0, groupCount, totals, 0);
      sums.forEach((sum, k) => {
        const total = totals.columns[k];
        // GBTree.predict adds the sum to 0, which makes 0 of -0.
        for (let r = 0; r < rows; r++) sum[r] = total[r] + 0;
      });
    },
  };
}

/** Levels as they are, numbers in float. */
function toFeatures({ cats, sparse }: Features, input: Block, rows: number, row: Block): void {
  const columns = input.columns;
  row.columns.forEach((to, c) => {
    const from = columns[c];
    if (c < cats) to.set(from.subarray(0, rows));
    else for (let r = 0; r < rows; r++) to[r] = numericFeature(from[r], sparse);
  });
}

/** Columns that an old MOJO needs but does not name. */
function zeroUnnamed({ namedColumns }: XGBoostData, input: Block, rows: number): void {
  for (const column of input.columns.slice(namedColumns)) column.fill(0, 0, rows);
}

function baseMargins(
  { hasOffset, booster }: XGBoostData,
  rows: number,
  offsets: Float64Array | undefined,
): Float32Array {
  const bases = new Float32Array(rows);
  if (!hasOffset) bases.fill(booster.baseMargin);
  else if (offsets !== undefined) bases.set(offsets.subarray(0, rows));
  return bases;
}

/** XGBoostMojoModel.toPreds. */
function writePredictions(
  { nClasses }: XGBoostData,
  sums: readonly Float32Array[],
  rows: number,
  preds: Block,
): void {
  const columns = preds.columns;
  if (nClasses !== 2) {
    const first = nClasses > 2 ? 1 : 0;
    sums.forEach((sum, k) => {
      columns[first + k].set(sum.subarray(0, rows));
    });
    return;
  }
  const [, p0, p1] = columns;
  const sum = sums[0];
  for (let r = 0; r < rows; r++) {
    p0[r] = Math.fround(1 - sum[r]);
    p1[r] = sum[r];
  }
}

function offsetFailures(rows: number, offsets: Float64Array | undefined): RowFailure[] {
  const failures: RowFailure[] = [];
  if (offsets === undefined) return failures;
  for (let row = 0; row < rows; row++) {
    if (offsets[row] === 0) continue;
    failures.push({
      row,
      error: (n) =>
        new ScoringError('an offset other than 0, but the model was trained without offsets', {
          row: n,
        }),
    });
  }
  return failures;
}
