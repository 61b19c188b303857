import type { LoadedModel } from '../algos/algorithm.js';
import { ArgumentError, ModelCategoryError } from '../errors.js';
import type { Answer } from './answer.js';

/** The outputs of a hidden layer of a network, a column per unit, `DF.L1.C1`, ... (H2O's deep features); layer 1 is the first. */
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
    columns: Array.from({ length: units }, (_, unit) => ({
      name: `DF.L${layer}.C${unit + 1}`,
      kind: 'number',
    })),
    run(rows, _, out, at) {
      const { columns } = scorer.hidden?.(layer, rows) ?? { columns: [] };
      out.forEach((column, unit) => column.set(columns[unit].subarray(0, rows), at));
      return [];
    },
  };
}
