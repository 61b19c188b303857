import type { Kernels } from '../../engine/kernels.js';
import type { Algorithm } from '../algorithm.js';
import { readDeepLearning } from './read.js';
import { loadDeepLearningRow } from './row.js';
import { loadDeepLearning, predsSize } from './score.js';

/** Rows of a block of a wide network, as long as they are no more bytes than these. */
const MIN_BLOCK_ROWS = 256;
const BLOCK_BYTES = 2 ** 23;

/** Weights up to which one row takes WebAssembly less time than the calls of the addon, and the addon. */
const MOST_ROW_WEIGHTS = 2 ** 14;

/** Deep learning, autoencoders included (DeeplearningMojoModel). */
export const deeplearning: Algorithm = {
  algo: 'deeplearning',
  names: ['Deep Learning', 'deep learning'],
  mojoVersions: ['1.00', '1.10'],
  categories: ['Binomial', 'Multinomial', 'Regression', 'AutoEncoder'],
  answers: ['reconstruction', 'reconstruction-error', 'deep-features'],
  read(archive, info) {
    const data = readDeepLearning(archive, info);
    const cellsPerRow = data.layers.reduce(
      (sum, layer) => sum + layer.inputs + layer.outputs * layer.channels,
      0,
    );
    const weights = data.layers.reduce((sum, layer) => sum + layer.weights.length, 0);
    return {
      inputs: data.inputs,
      predsSize: predsSize(data),
      hiddenLayers: data.layers.slice(0, -1).map(({ outputs }) => outputs),
      cellsPerRow,
      minBlockRows: Math.min(MIN_BLOCK_ROWS, Math.floor(BLOCK_BYTES / 8 / cellsPerRow)),
      ...(data.kind === 'autoencoder' && {
        autoencoder: { nums: data.nums, normMul: data.normMul },
      }),
      singlePrecision: true,
      ...(weights <= MOST_ROW_WEIGHTS && {
        rowBackend: () => 'wasm',
        loadRow: (kernels: Kernels) => loadDeepLearningRow(data, kernels),
      }),
      load: (kernels, capacity, precision = 'exact') =>
        loadDeepLearning(data, kernels, capacity, precision),
    };
  },
};
