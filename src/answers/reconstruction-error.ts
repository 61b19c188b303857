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
      const { values, width } = scorer.squaredErrors?.(rows) ?? { values: [], width: 0 };
      write(values, width, rows, out, at);
      return [];
    },
  };
}

function writeCells(
  values: ArrayLike<number>,
  width: number,
  rows: number,
  out: OutputArrays,
  at: number,
): void {
  out.forEach((column, c) => {
    for (let r = 0; r < rows; r++) column[at + r] = values[r * width + c];
  });
}

function writeMeans(
  values: ArrayLike<number>,
  width: number,
  rows: number,
  [means]: OutputArrays,
  at: number,
): void {
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += values[r * width + c];
    means[at + r] = sum / width;
  }
}
