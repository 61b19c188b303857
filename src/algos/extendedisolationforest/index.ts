import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { numberUnknownLevels } from '../encoding/unknown-levels.js';
import { readExtendedIsolationForest } from './read.js';
import { loadExtendedIsolationForest } from './score.js';

/** Extended isolation forest: trees that cut by sloping planes (ExtendedIsolationForestMojoModel). */
export const extendedisolationforest: Algorithm = {
  algo: 'extendedisolationforest',
  names: ['Extended Isolation Forest'],
  mojoVersions: ['1.00'],
  categories: ['AnomalyDetection'],
  answers: [],
  read(archive, info) {
    const data = readExtendedIsolationForest(archive, info);
    const inputs = autoInputs(info);
    return {
      inputs,
      trainerInputs: numberUnknownLevels(inputs),
      predsSize: 2,
      outputNames: ['anomaly_score', 'mean_length'],
      load: (kernels, capacity) => loadExtendedIsolationForest(data, kernels, capacity),
    };
  },
};
