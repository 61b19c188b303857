import type { Algorithm } from '../algorithm.js';
import { readTreeData } from '../tree/read.js';
import { readIsolationForest } from './read.js';
import { loadIsolationForest } from './score.js';

/** Isolation forest: the shorter the mean path to a leaf, the more of an anomaly (IsolationForestMojoModel). */
export const isolationforest: Algorithm = {
  algo: 'isolationforest',
  names: ['Isolation Forest'],
  mojoVersions: ['1.30', '1.40'],
  categories: ['AnomalyDetection'],
  answers: ['leaf-node-assignment', 'staged-probabilities', 'feature-frequencies'],
  read(archive, info) {
    const trees = readTreeData(archive, info);
    const data = readIsolationForest(info, trees);
    return {
      inputs: trees.inputs,
      trees: trees.trees,
      ...trees.rows,
      predsSize: data.outputAnomalyFlag ? 3 : 2,
      load: (kernels, capacity) => loadIsolationForest(data, kernels, capacity),
    };
  },
};
