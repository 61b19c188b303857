import type { Kernels } from '../../engine/kernels.js';
import { listsInputs } from '../../engine/listed-inputs.js';
import type { Algorithm } from '../algorithm.js';
import { readDeepLearning, type DeepLearningData } from './read.js';
import { loadDeepLearningRow } from './row.js';
import { loadDeepLearning, predsSize } from './score.js';

/** Rows of a block of a wide network, as long as they are no more bytes than these. */
const MIN_BLOCK_ROWS = 256;
const BLOCK_BYTES = 2 ** 23;

/** Products up to which one row takes WebAssembly less time than the calls of the addon, and the addon. */
const MOST_ROW_PRODUCTS = 2 ** 14;
/** Weights up to which they may be in memory once more for that. */
const MOST_ROW_WEIGHTS = 2 ** 20;

/** Deep learning, autoencoders included (DeeplearningMojoModel). */
export const deeplearning: Algorithm = {
  algo: 'deeplearning',
  names: ['Deep Learning', 'deep learning'],
  mojoVersions: ['1.00', '1.10'],
  categories: ['Binomial', 'Multinomial', 'Regression', 'AutoEncoder'],
  answers: ['reconstruction', 'reconstruction-error', 'deep-features'],
  read(archive, info) {
    const data = readDeepLearning(archive, info);
    const [, ...others] = data.layers;
    // The units of the first layer are never there for a whole block.
    const cellsPerRow =
      data.width +
      others.reduce((sum, layer) => sum + layer.inputs, 0) +
      data.layers.reduce((sum, layer) => sum + layer.outputs * layer.channels, 0);
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
      ...(isSmall(data) && {
        rowBackend: () => 'wasm',
        loadRow: (kernels: Kernels) => loadDeepLearningRow(data, kernels),
      }),
      load: (kernels, capacity, precision = 'exact') =>
        loadDeepLearning(data, kernels, capacity, precision),
    };
  },
};

function isSmall(data: DeepLearningData): boolean {
  const [first, ...others] = data.layers;
  const weights = data.layers.reduce((sum, layer) => sum + layer.weights.length, 0);
  if (weights > MOST_ROW_WEIGHTS) return false;
  const inputs = listsInputs(data, first) ? data.width : first.inputs;
  const products = others.reduce((sum, layer) => sum + layer.weights.length, 0);
  return inputs * first.outputs * first.channels + products <= MOST_ROW_PRODUCTS;
}
