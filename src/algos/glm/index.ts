import type { Kernels } from '../../engine/kernels.js';
import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { numberUnknownLevels } from '../encoding/unknown-levels.js';
import { LIGHT_CELLS } from '../light-rows.js';
import { readGlm } from './read.js';
import { loadGlmRow } from './row.js';
import { loadGlm } from './score.js';

/** Generalized linear model, every family and link that a MOJO can carry (hex.genmodel.algos.glm). */
export const glm: Algorithm = {
  algo: 'glm',
  names: ['Generalized Linear Model', 'Generalized Linear Modeling'],
  mojoVersions: ['1.00'],
  categories: ['Binomial', 'Multinomial', 'Ordinal', 'Regression'],
  answers: [],
  read(_, info) {
    const data = readGlm(info);
    const { outcome } = data;
    const single = outcome.kind === 'value' || outcome.kind === 'binomial' ? outcome : undefined;
    const inputs = autoInputs(info);
    return {
      inputs,
      // An unknown level of a model that skips missing values has no coefficient (hex.DataInfo.getCategoricalId).
      ...(data.imputation === undefined && { trainerInputs: numberUnknownLevels(inputs) }),
      predsSize: data.predsSize,
      ...(single && { linear: { ...data, beta: data.predictors[0] } }),
      ...(data.predictors.length * data.width <= LIGHT_CELLS && {
        rowBackend: () => 'js',
        ...(single && { loadRow: (kernels: Kernels) => loadGlmRow(data, single, kernels) }),
      }),
      ...(data.outputNames && { outputNames: data.outputNames }),
      load: (kernels, capacity) => loadGlm(data, kernels, capacity),
    };
  },
};
