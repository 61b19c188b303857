import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { readPca } from './read.js';
import { loadPca } from './score.js';

/** Principal components: a row times the eigenvectors (PCAMojoModel). */
export const pca: Algorithm = {
  algo: 'pca',
  names: ['Principal Components Analysis', 'Principal Component Analysis'],
  mojoVersions: ['1.00'],
  categories: ['DimReduction'],
  answers: [],
  read(archive, info) {
    const data = readPca(archive, info);
    const { k } = data;
    return {
      inputs: autoInputs(info),
      predsSize: k,
      outputNames: Array.from({ length: k }, (_, i) => `PC${i + 1}`),
      load: (kernels, capacity) => loadPca(data, kernels, capacity),
    };
  },
};
