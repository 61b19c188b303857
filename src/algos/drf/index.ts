import type { Algorithm } from '../algorithm.js';
import { readTreeData } from '../tree/read.js';
import { drfContributions } from './contributions.js';
import { readDrf } from './read.js';
import { loadDrf } from './score.js';

/** Distributed random forest: means and votes of trees (DrfMojoModel). */
export const drf: Algorithm = {
  algo: 'drf',
  names: ['Distributed Random Forest'],
  mojoVersions: ['1.00', '1.10', '1.20', '1.30', '1.40'],
  categories: ['Binomial', 'Multinomial', 'Regression'],
  answers: [
    'leaf-node-assignment',
    'staged-probabilities',
    'calibrated',
    'contributions',
    'contribution-interactions',
    'feature-frequencies',
  ],
  read(archive, info) {
    const trees = readTreeData(archive, info);
    const data = readDrf(info, trees);
    return {
      inputs: trees.inputs,
      trees: trees.trees,
      ...trees.rows,
      calibrate: trees.calibrate,
      predsSize: data.predsSize,
      contributions: (multinomial, kernels) =>
        drfContributions(archive, info, data, trees.described(), multinomial, kernels),
      load: (kernels, capacity) => loadDrf(data, kernels, capacity),
    };
  },
};
