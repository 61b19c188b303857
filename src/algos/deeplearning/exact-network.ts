import type {
  Block,
  FirstLayerKernel,
  Kernels,
  Matrix,
  NetworkLayer,
  NumberColumns,
  NumberRows,
  SingleNetworkKernel,
  UnitsKernel,
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
  const [{ inputs }] = data.layers;
  const listed = kernels.firstLayer?.(data, data.layers[0]);
  // Then the last layer writes to the answer, which does not come back.
  const kept = kernels.readsColumns ? data.layers.slice(0, -1) : data.layers;
  const chunk = chunkRows(listed ? 0 : inputs, kept);
  const units = kernels.units(data);
  const steps = data.layers.map((layer) => loadStep(layer, kernels, chunk));
  const enter = listed ?? loadFirstLayer(data, units, kernels, chunk);
  const dense = data.layers.slice(1).map((layer) => kernels.dense(layer));
  return {
    run(from, rows, layers, out, restored) {
      const { output } = steps[layers - 1];
      const { width } = output;
      for (let first = 0; first < rows; first += chunk) {
        const count = Math.min(chunk, rows - first);
        const values = out.subarray(first * width, (first + count) * width);
        const target = kernels.readsColumns ? { width, capacity: count, values } : output;
        for (let l = 0; l < layers; l++) {
          const to = l === layers - 1 ? target : steps[l].output;
          const sums = steps[l].sums ?? to;
          if (l === 0) enter.run(from, first, count, sums);
          else dense[l - 1].run(steps[l - 1].output, count, sums);
          steps[l].activate(sums, count, to);
        }
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

/** The first layer of units that are all in memory. */
function loadFirstLayer(
  { layers: [layer] }: DeepLearningData,
  units: UnitsKernel,
  kernels: Kernels,
  capacity: number,
): FirstLayerKernel {
  const input = kernels.matrix(layer.inputs, capacity);
  const dense = kernels.dense(layer);
  return {
    run(from, first, rows, y) {
      units.fill(from, first, rows, input);
      dense.run(input, rows, y);
    },
  };
}

/** What comes behind the products of a layer. */
interface Step {
  readonly output: Matrix;
  /** Where the products' sums go; undefined: to the output. */
  readonly sums: Matrix | undefined;
  readonly activate: (sums: Matrix, rows: number, to: Matrix) => void;
}

function loadStep(layer: NetworkLayer, kernels: Kernels, capacity: number): Step {
  const { outputs, channels, activation, factor } = layer;
  const maxout = activation === 'Maxout';
  return {
    output: kernels.matrix(outputs, capacity),
    sums: maxout ? kernels.matrix(outputs * channels, capacity) : undefined,
    activate(sums, rows, to) {
      if (activation === 'Maxout') kernels.maxout(sums, channels, to, rows);
      else if (activation === 'Softmax') kernels.softmaxRows(to, rows);
      else if (activation !== 'Linear') kernels.activate(activation, to, rows);
      if (factor !== 1) kernels.scale(to, rows, factor);
    },
  };
}
