import type { Algorithm } from '../algorithm.js';
import { readTreeData } from '../tree/read.js';
import { loadUpliftDrf, PREDS_SIZE } from './score.js';

/** Uplift random forest: how much a treatment changes the probability of a response (UpliftDrfMojoModel). */
export const upliftdrf: Algorithm = {
  algo: 'upliftdrf',
  names: ['Uplift Distributed Random Forest'],
  mojoVersions: ['1.40'],
  categories: ['BinomialUplift'],
  answers: ['leaf-node-assignment', 'staged-probabilities', 'feature-frequencies'],
  read(archive, info) {
    const { forest, trees, inputs, rows } = readTreeData(archive, info);
    // A leaf with and one without treatment.
    if (forest.packed.treesPerGroup !== 2) throw info.wrong('n_trees_per_class', '2 trees a group');
    return {
      inputs,
      trees,
      ...rows,
      predsSize: PREDS_SIZE,
      load: (kernels, capacity) => loadUpliftDrf(forest, kernels, capacity),
    };
  },
};
