import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { readIsotonicCurve } from '../isotonic.js';
import { loadIsotonic } from './score.js';

/** Isotonic regression: a monotone curve of one column (IsotonicRegressionMojoModel). */
export const isotonicregression: Algorithm = {
  algo: 'isotonicregression',
  names: ['Isotonic Regression'],
  mojoVersions: ['1.00'],
  categories: ['Regression'],
  answers: [],
  read(archive, info) {
    if (info.nFeatures < 1) throw info.wrong('n_features', 'at least 1');
    const curve = readIsotonicCurve(archive, info);
    return {
      inputs: autoInputs(info),
      predsSize: 1,
      load: (kernels, capacity) => loadIsotonic(curve, info.nFeatures, kernels, capacity),
    };
  },
};
