import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { readTargetEncoder } from './read.js';
import { loadTargetEncoder } from './score.js';

/** Target encoder: means of the response in place of levels and of combinations of levels (TargetEncoderMojoModel). */
export const targetencoder: Algorithm = {
  algo: 'targetencoder',
  names: ['TargetEncoder'],
  mojoVersions: ['1.00'],
  categories: ['TargetEncoder'],
  answers: [],
  read(archive, info) {
    const data = readTargetEncoder(archive, info);
    return {
      inputs: autoInputs(info),
      predsSize: data.outputNames.length,
      outputNames: data.outputNames,
      load: (kernels, capacity) => loadTargetEncoder(data, kernels, capacity),
    };
  },
};
