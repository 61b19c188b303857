import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { cellsPerRow } from '../nested/read.js';
import { PIPELINE_CATEGORIES, readPipeline } from './read.js';
import { loadPipeline } from './score.js';

/** MOJO pipeline: predictions of some models are columns of another (MojoPipeline). */
export const pipeline: Algorithm = {
  algo: 'pipeline',
  names: ['MOJO Pipeline'],
  mojoVersions: ['1.00'],
  categories: PIPELINE_CATEGORIES,
  answers: [],
  read(archive, info, context) {
    const data = readPipeline(archive, info, context);
    const { predsSize, outputNames } = data.main.data;
    const models = [data.main, ...data.models.map(({ model }) => model)];
    return {
      inputs: autoInputs(info),
      predsSize,
      ...(outputNames && { outputNames }),
      cellsPerRow: info.nFeatures + cellsPerRow(models),
      load: (kernels, capacity) => loadPipeline(data, kernels, capacity),
    };
  },
};
