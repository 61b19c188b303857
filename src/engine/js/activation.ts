// Activations of deep learning layers, as ActivationUtils.
import { exp } from '../../../assembly/math.js';
import type { Activation, Matrix } from '../kernels.js';

const ACTIVATIONS: Record<Activation, (x: number) => number> = {
  Tanh: (x) => 1 - 2 / (1 + exp(2 * x)),
  Rectifier: (x) => 0.5 * (x + Math.abs(x)),
  ExpRectifier: (x) => (x >= 0 ? x : exp(x) - 1),
};

/** In place over the first `rows` rows. */
export function activate(activation: Activation, matrix: Matrix, rows: number): void {
  const { values } = matrix;
  const apply = ACTIVATIONS[activation];
  const count = rows * matrix.width;
  for (let i = 0; i < count; i++) values[i] = apply(values[i]);
}

/**
 * ActivationUtils.MaxoutOut. Step k moves k cells on, so that three channels look at cells 0, 1 and 3, the last of
 * which is the next output's. Behind the last cell of a row Java throws; here such cells are left out.
 */
export function maxout(from: Matrix, channels: number, to: Matrix, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const cells = from.values.subarray(row * from.width, (row + 1) * from.width);
    for (let output = 0; output < to.width; output++) {
      let at = output * channels;
      let max = cells[at];
      for (let k = 0; k < channels; k++) {
        at += k;
        if (at < cells.length) max = max > cells[at] ? max : cells[at];
      }
      to.values[row * to.width + output] = max;
    }
  }
}

/** matrix *= factor over the first `rows` rows. */
export function scale(matrix: Matrix, rows: number, factor: number): void {
  const { values } = matrix;
  const count = rows * matrix.width;
  for (let i = 0; i < count; i++) values[i] *= factor;
}
