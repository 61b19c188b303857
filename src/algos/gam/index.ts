import type { Algorithm } from '../algorithm.js';
import { gamInputs } from './inputs.js';
import { readGam } from './read.js';
import { loadGam } from './score.js';

/** Generalized additive model: a GLM on columns and on spline bases of columns (hex.genmodel.algos.gam). */
export const gam: Algorithm = {
  algo: 'gam',
  names: ['Generalized Additive Model'],
  mojoVersions: ['1.00'],
  categories: ['Binomial', 'Multinomial', 'Ordinal', 'Regression'],
  answers: [],
  read(archive, info) {
    const data = readGam(archive, info);
    const { inputs, splineInputs } = gamInputs(info, data);
    return {
      inputs,
      predsSize: data.predsSize,
      load: (kernels, capacity) => loadGam(data, inputs.width, splineInputs, kernels, capacity),
    };
  },
};
