import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { cellsPerRow } from '../nested/read.js';
import { readStackedEnsemble } from './read.js';
import { loadStackedEnsemble } from './score.js';

/** Stacked ensemble: a model on the predictions of other models (StackedEnsembleMojoModel). */
export const stackedensemble: Algorithm = {
  algo: 'stackedensemble',
  names: ['Stacked Ensemble', 'StackedEnsemble'],
  mojoVersions: ['1.00', '1.01'],
  categories: ['Binomial', 'Multinomial', 'Regression'],
  answers: [],
  read(archive, info, context) {
    const data = readStackedEnsemble(archive, info, context);
    const { metalearner, baseModels } = data;
    const models = [metalearner, ...baseModels.map(({ model }) => model)];
    return {
      inputs: autoInputs(info),
      predsSize: metalearner.data.predsSize,
      cellsPerRow: info.nFeatures + cellsPerRow(models),
      load: (kernels, capacity) => loadStackedEnsemble(data, kernels, capacity),
    };
  },
};
