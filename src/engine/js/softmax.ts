// The three softmax functions of genmodel; they differ in their maximum and in how they divide.
import { exp } from '../../../assembly/math.js';
import type { Matrix } from '../kernels.js';

/** GenModel.GBM_rescale: a NaN score makes the whole row NaN. */
export function softmaxColumns(columns: readonly Float64Array[], rows: number): void {
  for (let row = 0; row < rows; row++) {
    let max = -Infinity;
    for (const column of columns) max = Math.max(max, column[row]);
    let sum = 0;
    for (const column of columns) sum += column[row] = exp(column[row] - max);
    for (const column of columns) column[row] /= sum;
  }
}

/** GlmMultinomialMojoModel.glmScore0: the maximum is at least 0, NaN is no maximum, and 1 / sum is a factor. */
export function softmaxColumnsGlm(columns: readonly Float64Array[], rows: number): void {
  for (let row = 0; row < rows; row++) {
    let max = 0;
    for (const column of columns) if (column[row] > max) max = column[row];
    let sum = 0;
    for (const column of columns) sum += column[row] = exp(column[row] - max);
    const factor = 1 / sum;
    for (const column of columns) column[row] *= factor;
  }
}

/** ActivationUtils.SoftmaxOut: a NaN counts as the maximum only in the first cell. */
export function softmaxRows(matrix: Matrix, rows: number): void {
  const { width, values } = matrix;
  for (let start = 0; start < rows * width; start += width) {
    const end = start + width;
    let max = values[start];
    for (let i = start; i < end; i++) if (max < values[i]) max = values[i];
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i] = exp(values[i] - max);
    for (let i = start; i < end; i++) values[i] /= sum;
  }
}
