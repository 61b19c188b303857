import type { Algorithm } from '../algorithm.js';
import { numberUnknownLevels } from '../encoding/unknown-levels.js';
import { coxphInputs } from './inputs.js';
import { readCoxPH } from './read.js';
import { loadCoxPH } from './score.js';

/** Cox proportional hazards: the linear predictor, with strata and interactions (CoxPHMojoModel). */
export const coxph: Algorithm = {
  algo: 'coxph',
  names: ['Cox Proportional Hazards'],
  mojoVersions: ['1.00'],
  categories: ['CoxPH'],
  answers: [],
  read(archive, info) {
    const data = readCoxPH(archive, info);
    const inputs = coxphInputs(info, data);
    return {
      inputs,
      trainerInputs: numberUnknownLevels(inputs),
      predsSize: 1,
      load: (kernels, capacity) => loadCoxPH(data, kernels, capacity),
    };
  },
};
