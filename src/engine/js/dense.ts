// Fully connected layers in the order of sums of genmodel's NeuralNetwork: the order decides the last bits.
import type { DenseKernel, DenseSpec, Matrix } from '../kernels.js';

/** The layer of `spec`; its arrays are used as they are and must not change. */
export function createDense(spec: DenseSpec): DenseKernel {
  const run = spec.channels === 1 ? runPartialSums : runMaxout;
  return { run: (x, rows, y) => run(spec, x, rows, y) };
}

/** NeuralNetwork.formNNInputs: eight partial sums, as H2O's gemv_row_optimized makes them in training. */
function runPartialSums(spec: DenseSpec, x: Matrix, rows: number, y: Matrix): void {
  const { inputs, outputs, weights: w, bias } = spec;
  const xs = x.values;
  const ys = y.values;
  const even = inputs - (inputs % 8);
  for (let row = 0; row < rows; row++) {
    const at = row * inputs;
    for (let output = 0; output < outputs; output++) {
      const base = output * inputs;
      let [p0, p1, p2, p3, p4, p5, p6, p7] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let i = 0; i < even; i += 8) {
        p0 += w[base + i] * xs[at + i];
        p1 += w[base + i + 1] * xs[at + i + 1];
        p2 += w[base + i + 2] * xs[at + i + 2];
        p3 += w[base + i + 3] * xs[at + i + 3];
        p4 += w[base + i + 4] * xs[at + i + 4];
        p5 += w[base + i + 5] * xs[at + i + 5];
        p6 += w[base + i + 6] * xs[at + i + 6];
        p7 += w[base + i + 7] * xs[at + i + 7];
      }
      let sum = p0 + p1 + p2 + p3;
      sum += p4 + p5 + p6 + p7;
      for (let i = even; i < inputs; i++) sum += w[base + i] * xs[at + i];
      ys[row * outputs + output] = sum + bias[output];
    }
  }
}

/** NeuralNetwork.formNNInputsMaxOut: one plain sum per output and channel. */
function runMaxout(spec: DenseSpec, x: Matrix, rows: number, y: Matrix): void {
  const { inputs, outputs, weights, bias, channels } = spec;
  const xs = x.values;
  const ys = y.values;
  const cells = outputs * channels;
  for (let row = 0; row < rows; row++) {
    for (let cell = 0; cell < cells; cell++) {
      const channel = cell % channels;
      const base = (cell - channel) * inputs + channel;
      let sum = 0;
      for (let i = 0; i < inputs; i++) sum += xs[row * inputs + i] * weights[base + i * channels];
      ys[row * cells + cell] = sum + bias[cell];
    }
  }
}
