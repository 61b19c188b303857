import type {
  Block,
  Kernels,
  Matrix,
  NetworkLayer,
  NumberColumns,
  NumberRows,
  SingleNetworkKernel,
} from '../../engine/kernels.js';
import type { DeepLearningData } from './read.js';

/** The layers of a network in the kernels' memory. */
export interface Network {
  /**
   * out[r * outputs + u] = unit u of layer `layers` (1 is the first) for row r of `from`, with `restored` numbers in their own units.
   * Runs only the layers up to it. `from` as for UnitsKernel.fill.
   */
  run(
    from: Block | NumberColumns | NumberRows,
    rows: number,
    layers: number,
    out: Float64Array,
    restored: boolean,
  ): void;
  /** Of single precision: as `run`, in floats. False: a row is beyond them, and `out` means nothing. */
  runSingle?: SingleNetworkKernel['run'];
}

/** Bytes of the rows that go through all layers together, so that they stay in the second-level cache. */
const CHUNK_BYTES = 2 ** 20;
const MAX_CHUNK_ROWS = 256;
/** Kernels multiply several rows at once. */
const TILE_ROWS = 4;

/** DeeplearningMojoModel.score0 between input and output: NeuralNetwork.fprop1Layer for each layer. */
export function loadExactNetwork(data: DeepLearningData, kernels: Kernels): Network {
  // Then the last layer writes to the answer, which does not come back.
  const kept = kernels.readsColumns ? data.layers.slice(0, -1) : data.layers;
  const chunk = chunkRows(data.layers[0].inputs, kept);
  const units = kernels.units(data);
  const input = kernels.matrix(data.layers[0].inputs, chunk);
  const steps: Step[] = [];
  let before = input;
  for (const layer of data.layers) {
    const step = loadLayer(layer, before, kernels, chunk);
    steps.push(step);
    before = step.output;
  }
  return {
    run(from, rows, layers, out, restored) {
      const { output } = steps[layers - 1];
      const { width } = output;
      for (let first = 0; first < rows; first += chunk) {
        const count = Math.min(chunk, rows - first);
        units.fill(from, first, count, input);
        for (let i = 0; i < layers - 1; i++) steps[i].forward(count);
        const values = out.subarray(first * width, (first + count) * width);
        const target = kernels.readsColumns ? { width, capacity: count, values } : output;
        steps[layers - 1].forward(count, target);
        if (restored) units.restore(target, count);
        if (target === output) values.set(output.values.subarray(0, values.length));
      }
    },
  };
}

function chunkRows(inputs: number, layers: readonly NetworkLayer[]): number {
  const cells = layers.reduce((sum, layer) => sum + layer.outputs * layer.channels, inputs);
  const tiles = Math.floor(CHUNK_BYTES / Float64Array.BYTES_PER_ELEMENT / cells / TILE_ROWS);
  return Math.min(MAX_CHUNK_ROWS, Math.max(1, tiles) * TILE_ROWS);
}

interface Step {
  readonly output: Matrix;
  /** Runs a layer for the rows that the one before has left in its output. `to`: where they go [output]. */
  readonly forward: (rows: number, to?: Matrix) => void;
}

function loadLayer(layer: NetworkLayer, from: Matrix, kernels: Kernels, capacity: number): Step {
  const { outputs, channels, activation, factor } = layer;
  const dense = kernels.dense(layer);
  const output = kernels.matrix(outputs, capacity);
  const maxout = activation === 'Maxout' ? kernels.matrix(outputs * channels, capacity) : undefined;
  const forward = (rows: number, to = output) => {
    const sums = maxout ?? to;
    dense.run(from, rows, sums);
    if (activation === 'Maxout') kernels.maxout(sums, channels, to, rows);
    else if (activation === 'Softmax') kernels.softmaxRows(to, rows);
    else if (activation !== 'Linear') kernels.activate(activation, to, rows);
    if (factor !== 1) kernels.scale(to, rows, factor);
  };
  return { forward, output };
}
