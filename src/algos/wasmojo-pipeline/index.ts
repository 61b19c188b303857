import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { cellsPerRow } from '../nested/read.js';
import { predsSize, readWasmojoPipeline } from './read.js';
import { loadWasmojoPipeline } from './score.js';

/** Networks whose hidden layers are features, members that read these, a team of the members: wasmojo's own, not H2O's. */
export const wasmojopipeline: Algorithm = {
  algo: 'wasmojo-pipeline',
  names: ['wasmojo Pipeline'],
  mojoVersions: ['1.00'],
  categories: ['Binomial', 'Multinomial', 'Ordinal', 'Regression', 'DimReduction'],
  answers: [],
  read(archive, info, context) {
    const data = readWasmojoPipeline(archive, info, context);
    const models = new Set([...data.layers, ...data.members].map(({ model }) => model));
    const blockRows = [...models].flatMap(({ data: { minBlockRows } }) => minBlockRows ?? []);
    return {
      inputs: autoInputs(info),
      predsSize: predsSize(data),
      ...(data.members.length === 0 && { outputNames: data.features.map(({ name }) => name) }),
      cellsPerRow: info.nFeatures + cellsPerRow(models),
      ...(blockRows.length > 0 && { minBlockRows: Math.min(...blockRows) }),
      singlePrecision: [...models].some(({ data: { singlePrecision } }) => singlePrecision),
      load: (kernels, capacity, precision = 'exact') =>
        loadWasmojoPipeline(data, kernels, capacity, precision),
    };
  },
};
