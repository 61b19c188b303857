import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { numberUnknownLevels } from '../encoding/unknown-levels.js';
import { readRuleFit } from './read.js';
import { loadRuleFit } from './score.js';

/** RuleFit: a GLM on the rules that a row fulfils and on the columns themselves (RuleFitMojoModel). */
export const rulefit: Algorithm = {
  algo: 'rulefit',
  names: ['RuleFit'],
  mojoVersions: ['1.00'],
  categories: ['Binomial', 'Multinomial', 'Regression'],
  answers: [],
  read(archive, info, context) {
    const data = readRuleFit(archive, info, context);
    const { linear } = data;
    const inputs = autoInputs(info);
    return {
      inputs,
      trainerInputs: numberUnknownLevels(inputs),
      predsSize: linear.data.predsSize,
      cellsPerRow: info.nFeatures + linear.info.nFeatures,
      load: (kernels, capacity) => loadRuleFit(data, kernels, capacity),
    };
  },
};
