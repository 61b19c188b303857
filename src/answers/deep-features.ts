import type { LoadedModel } from '../algos/algorithm.js';
import { h2oNames, unitNames } from '../algos/unit-names.js';
import { ArgumentError, ModelCategoryError } from '../errors.js';
import { rowsToColumns } from '../frame/rows-to-columns.js';
import type { Answer } from './answer.js';
import { unitRowsAnswer } from './unit-rows.js';

/**
 * The outputs of a hidden layer of a network, a column per unit, named as H2O names them: `DF.L1.C1`, ... unless the model's own columns
 * are called so. Layer 1 is the first.
 */
export function deepFeaturesAnswer({ info, data, scorer }: LoadedModel, layer: number): Answer {
  const { hiddenLayers } = data;
  if (hiddenLayers === undefined) {
    throw new ModelCategoryError(
      `deep features need a deep learning model; this is ${info.algorithm}`,
      'deep learning',
      info.algorithm,
    );
  }
  const units = hiddenLayers[layer - 1];
  if (units === undefined) {
    throw new ArgumentError('layer', `a hidden layer from 1 to ${hiddenLayers.length}`, layer);
  }
  return {
    columns: h2oNames(info.columns, unitNames(layer, units)).map((name) => ({
      name,
      kind: 'number',
    })),
    ...unitRowsAnswer(scorer, layer),
    readsColumns: scorer.readsColumns,
    run(rows, _, out, at, _context, from) {
      const cells = new Float64Array(rows * units);
      scorer.unitRows?.(layer, rows, cells, from);
      rowsToColumns(cells, units, rows, out, at);
      return [];
    },
  };
}
