import type { Kernels } from '../../engine/kernels.js';
import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { numberUnknownLevels } from '../encoding/unknown-levels.js';
import { LIGHT_CELLS } from '../light-rows.js';
import { readKMeans } from './read.js';
import { loadKMeansRow } from './row.js';
import { loadKMeans } from './score.js';

/** K-means: the number of the nearest centre, and the distances to all centres (KMeansMojoModel). */
export const kmeans: Algorithm = {
  algo: 'kmeans',
  names: ['K-means'],
  mojoVersions: ['1.00'],
  categories: ['Clustering'],
  answers: ['distances'],
  read(_, info) {
    const data = readKMeans(info);
    const inputs = autoInputs(info);
    return {
      inputs,
      trainerInputs: numberUnknownLevels(inputs),
      predsSize: 1,
      ...(data.centers.length * data.width <= LIGHT_CELLS && {
        rowBackend: () => 'js',
        loadRow: (kernels: Kernels) => loadKMeansRow(data, kernels),
      }),
      load: (kernels, capacity) => loadKMeans(data, kernels, capacity),
    };
  },
};
