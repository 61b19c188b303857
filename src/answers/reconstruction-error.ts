import type { LoadedModel } from '../algos/algorithm.js';
import type { Answer, OutputArrays } from './answer.js';
import { predictionColumns } from './prediction.js';
import { requireAutoencoder } from './reconstruction.js';

/**
 * How far an autoencoder's reconstruction is from the input, as `h2o.anomaly` in H2O: squared errors on the network's own scale,
 * where a missing number is the mean. Per feature `reconstr_....SE`, a column per unit (a categorical column has one per level and
 * one for NA); else their mean, `Reconstruction.MSE`.
 */
export function reconstructionErrorAnswer(model: LoadedModel, perFeature: boolean): Answer {
  requireAutoencoder(model);
  const { info, data, scorer } = model;
  const names = perFeature
    ? predictionColumns(info, data).map(({ name }) => `${name}.SE`)
    : ['Reconstruction.MSE'];
  const write = perFeature ? writeCells : writeMeans;
  return {
    columns: names.map((name) => ({ name, kind: 'number' })),
    run(rows, _, out, at) {
      write(scorer.squaredErrors?.(rows).columns ?? [], rows, out, at);
      return [];
    },
  };
}

function writeCells(
  errors: readonly Float64Array[],
  rows: number,
  out: OutputArrays,
  at: number,
): void {
  errors.forEach((error, c) => out[c].set(error.subarray(0, rows), at));
}

/** Sums in the order of the units, as H2O makes them. */
function writeMeans(
  errors: readonly Float64Array[],
  rows: number,
  [means]: OutputArrays,
  at: number,
): void {
  const sums = new Float64Array(rows);
  for (const error of errors) {
    for (let r = 0; r < rows; r++) sums[r] += error[r];
  }
  for (let r = 0; r < rows; r++) means[at + r] = sums[r] / errors.length;
}
