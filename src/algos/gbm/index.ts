import type { Algorithm } from '../algorithm.js';
import { treeContributions } from '../tree/contributions.js';
import { readTreeData } from '../tree/read.js';
import { readGbm } from './read.js';
import { loadGbm } from './score.js';

/** Gradient boosting machine: trees on the scale of a link function (GbmMojoModel). */
export const gbm: Algorithm = {
  algo: 'gbm',
  names: ['Gradient Boosting Machine', 'Gradient Boosting Method'],
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
    const data = readGbm(info, trees);
    return {
      inputs: trees.inputs,
      trees: trees.trees,
      ...trees.rows,
      calibrate: trees.calibrate,
      predsSize: data.predsSize,
      contributions: (multinomial, kernels) =>
        treeContributions(info, trees.described(), multinomial, kernels, Math.fround(data.initF)),
      ...(data.outputNames && { outputNames: data.outputNames }),
      load: (kernels, capacity) => loadGbm(data, kernels, capacity),
    };
  },
};
