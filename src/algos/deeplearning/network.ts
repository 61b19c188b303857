import type { Block, Kernels, Matrix, NetworkKernel, NetworkLayer } from '../../engine/kernels.js';
import type { Precision } from '../algorithm.js';
import { expandRows } from './expand.js';
import type { DeepLearningData } from './read.js';
import { toColumns } from './to-columns.js';
import { withinFloats } from './within-floats.js';

/**
 * DeeplearningMojoModel.score0 between input and output: NeuralNetwork.fprop1Layer for each layer, in the kernels' memory. In
 * single precision where that is asked for and can be had: not with weights beyond floats, nor on back ends without vectors.
 */
export function loadNetwork(
  data: DeepLearningData,
  kernels: Kernels,
  capacity: number,
  precision: Precision,
): NetworkKernel {
  const exact = () => loadExact(data, kernels, capacity);
  if (precision === 'exact' || !kernels.singleNetwork || !data.layers.every(isFinite))
    return exact();
  const fast = kernels.singleNetwork({ units: data, layers: data.layers });
  return withinFloats(fast, exact, data.layers, kernels, capacity);
}

/** Products that are left out because an input is 0 are no products with Infinity then. */
function isFinite({ weights, bias }: NetworkLayer): boolean {
  return weights.every(Number.isFinite) && bias.every((x) => Number.isFinite(Math.fround(x)));
}

function loadExact(data: DeepLearningData, kernels: Kernels, capacity: number): NetworkKernel {
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
