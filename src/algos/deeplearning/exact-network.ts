import type { Block, Kernels, Matrix, NetworkLayer } from '../../engine/kernels.js';
import { expandRows } from './expand.js';
import type { DeepLearningData } from './read.js';
import { toColumns } from './to-columns.js';

/** The layers of a network in the kernels' memory. */
export interface Network {
  /** out.columns[first + u][r] = unit u of layer `layers` (1 is the first) for row r of `input`. Runs only the layers up to it. */
  run(input: Block, rows: number, layers: number, out: Block, first: number): void;
}

/** DeeplearningMojoModel.score0 between input and output: NeuralNetwork.fprop1Layer for each layer. */
export function loadExactNetwork(
  data: DeepLearningData,
  kernels: Kernels,
  capacity: number,
): Network {
  const units = kernels.matrix(data.layers[0].inputs, capacity);
  const steps: { forward: (rows: number) => void; output: Matrix }[] = [];
  let from = units;
  for (const layer of data.layers) {
    const step = loadLayer(layer, from, kernels, capacity);
    steps.push(step);
    from = step.output;
  }
  return {
    run(input: Block, rows: number, layers: number, out: Block, first: number) {
      expandRows(data, input, rows, units);
      for (let i = 0; i < layers; i++) steps[i].forward(rows);
      toColumns(steps[layers - 1].output, rows, out, first);
    },
  };
}

function loadLayer(
  layer: NetworkLayer,
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
