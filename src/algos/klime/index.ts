import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { cellsPerRow } from '../nested/read.js';
import { readKLime } from './read.js';
import { loadKLime } from './score.js';

/** k-LIME: explains a model by a linear model per cluster of rows (KLimeMojoModel). */
export const klime: Algorithm = {
  algo: 'klime',
  names: ['k-LIME'],
  mojoVersions: ['1.00'],
  unverifiedVersions: ['1.00'],
  categories: ['KLime', 'Regression'],
  answers: [],
  read(archive, info, context) {
    const data = readKLime(archive, info, context);
    const models = [data.clustering, ...data.regressions.map(({ model }) => model)];
    return {
      inputs: autoInputs(info),
      predsSize: data.predsSize,
      cellsPerRow: info.nFeatures + cellsPerRow(models),
      load: (kernels, capacity) => loadKLime(data, kernels, capacity),
    };
  },
};
