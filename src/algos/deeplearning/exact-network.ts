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
  const chunk = chunkRows(data.layers);
  const units = kernels.units(data);
  const input = kernels.matrix(data.layers[0].inputs, chunk);
  const steps: { forward: (rows: number) => void; output: Matrix }[] = [];
  let before = input;
  for (const layer of data.layers) {
    const step = loadLayer(layer, before, kernels, chunk);
    steps.push(step);
    before = step.output;
  }
  return {
    run(from, rows, layers, out, restored) {
      const { output } = steps[layers - 1];
      for (let first = 0; first < rows; first += chunk) {
        const count = Math.min(chunk, rows - first);
        units.fill(from, first, count, input);
        for (let i = 0; i < layers; i++) steps[i].forward(count);
        if (restored) units.restore(output, count);
        out.set(output.values.subarray(0, count * output.width), first * output.width);
      }
    },
  };
}

function chunkRows(layers: readonly NetworkLayer[]): number {
  const cells = layers.reduce(
    (sum, layer) => sum + layer.outputs * layer.channels,
    layers[0].inputs,
  );
  const tiles = Math.floor(CHUNK_BYTES / Float64Array.BYTES_PER_ELEMENT / cells / TILE_ROWS);
  return Math.min(MAX_CHUNK_ROWS, Math.max(1, tiles) * TILE_ROWS);
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
