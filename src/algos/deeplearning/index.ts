import type { Algorithm } from '../algorithm.js';
import { readDeepLearning } from './read.js';
import { loadDeepLearning, predsSize } from './score.js';

/** Deep learning, autoencoders included (DeeplearningMojoModel). */
export const deeplearning: Algorithm = {
  algo: 'deeplearning',
  names: ['Deep Learning', 'deep learning'],
  mojoVersions: ['1.00', '1.10'],
  categories: ['Binomial', 'Multinomial', 'Regression', 'AutoEncoder'],
  answers: ['reconstruction', 'reconstruction-error', 'deep-features'],
  read(archive, info) {
    const data = readDeepLearning(archive, info);
    return {
      inputs: data.inputs,
      predsSize: predsSize(data),
      hiddenLayers: data.layers.slice(0, -1).map(({ outputs }) => outputs),
      cellsPerRow: data.layers.reduce(
        (sum, layer) => sum + layer.inputs + layer.outputs * layer.channels,
        0,
      ),
      ...(data.kind === 'autoencoder' && {
        autoencoder: { nums: data.nums, normMul: data.normMul },
      }),
      singlePrecision: true,
      load: (kernels, capacity, precision = 'exact') =>
        loadDeepLearning(data, kernels, capacity, precision),
    };
  },
};
