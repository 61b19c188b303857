import type { Kernels, Matrix } from '../../engine/kernels.js';
import type { Layer } from './read.js';

/** The layers of a network in the kernels' memory. */
export interface Network {
  /** First layer's inputs, one row after another: the caller fills it. */
  readonly input: Matrix;
  /** Runs `rows` rows through the first `layers` layers (default all) and returns what comes out of the last of them. */
  run(rows: number, layers?: number): Matrix;
}

/** DeeplearningMojoModel.score0 between input and output: NeuralNetwork.fprop1Layer for each layer. */
export function loadNetwork(layers: readonly Layer[], kernels: Kernels, capacity: number): Network {
  const input = kernels.matrix(layers[0].inputs, capacity);
  const steps: { forward: (rows: number) => void; output: Matrix }[] = [];
  let from = input;
  for (const layer of layers) {
    const step = loadLayer(layer, from, kernels, capacity);
    steps.push(step);
    from = step.output;
  }
  return {
    input,
    run(rows, count = steps.length) {
      for (let i = 0; i < count; i++) steps[i].forward(rows);
      return (steps[count - 1] as { output: Matrix }).output;
    },
  };
}

function loadLayer(
  layer: Layer,
  from: Matrix,
  kernels: Kernels,
  capacity: number,
): { forward: (rows: number) => void; output: Matrix } {
  const { outputs, channels, activation, factor } = layer;
  const dense = kernels.dense(layer);
  const output = kernels.matrix(outputs, capacity);
  const sums = activation === 'Maxout' ? kernels.matrix(outputs * channels, capacity) : output;
  const forward = (rows: number) => {
    dense.run(from, rows, sums);
    if (activation === 'Maxout') kernels.maxout(sums, channels, output, rows);
    else if (activation === 'Softmax') kernels.softmaxRows(output, rows);
    else if (activation !== 'Linear') kernels.activate(activation, output, rows);
    if (factor !== 1) kernels.scale(output, rows, factor);
  };
  return { forward, output };
}
