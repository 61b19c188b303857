import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { readSvm } from './read.js';
import { loadSvm } from './score.js';

/** Linear support vector machine of Sparkling Water (SvmMojoModel). H2O's own PSVM has no MOJO. */
export const svm: Algorithm = {
  algo: 'svm',
  names: ['Support Vector Machine (*Spark*)'],
  mojoVersions: ['1.00'],
  categories: ['Binomial', 'Regression'],
  answers: [],
  read(_, info) {
    const data = readSvm(info);
    return {
      inputs: autoInputs(info),
      predsSize: data.predsSize,
      load: (kernels, capacity) => loadSvm(data, kernels, capacity),
    };
  },
};
