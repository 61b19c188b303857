import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { readGlrm } from './read.js';
import { reconstructor } from './reconstruct.js';
import { loadGlrm } from './score.js';

/** Generalized low rank model: the factors of a row, found by iteration, and the row that they give (GlrmMojoModel). */
export const glrm: Algorithm = {
  algo: 'glrm',
  names: ['Generalized Low Rank Modeling', 'Generalized Low Rank Model'],
  mojoVersions: ['1.00', '1.10'],
  categories: ['DimReduction'],
  answers: ['glrm-reconstruct'],
  read(archive, info) {
    const data = readGlrm(archive, info);
    const { rank } = data;
    return {
      inputs: autoInputs(info),
      predsSize: rank,
      outputNames: Array.from({ length: rank }, (_, i) => `Arch${i + 1}`),
      lowRank: { width: info.nFeatures, reconstruct: reconstructor(data) },
      load: (kernels, capacity) => loadGlrm(data, kernels, capacity),
    };
  },
};
