import type { LoadedModel } from '../algos/algorithm.js';
import { ArgumentError, ModelCategoryError } from '../errors.js';
import { rowsToColumns } from '../frame/rows-to-columns.js';
import type { Answer } from './answer.js';

/** `DF.L1.C1`, `DF.L1.C2`, ...: the units of a layer. */
export function unitNames(layer: number, units: number): string[] {
  return Array.from({ length: units }, (_, unit) => `DF.L${layer}.C${unit + 1}`);
}

/**
 * The names as H2O gives them to the units of a model with these columns: it adds the units to a frame of the model's columns, where
 * one that would be called as a column, or as a unit before it, gets the smallest number behind its name with which it is not
 * (water.fvec.Frame.uniquify). So a model that reads `DF.L1.C1` to `DF.L1.C24` gives `DF.L1.C110`, `DF.L1.C25`, `DF.L1.C30`, ...
 */
function h2oNames(columns: readonly string[], units: readonly string[]): string[] {
  const taken = new Set(columns);
  return units.map((unit) => {
    let name = unit;
    for (let number = 0; taken.has(name); number++) name = `${unit}${number}`;
    taken.add(name);
    return name;
  });
}

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
    rows: (rows, out, from) => scorer.unitRows?.(layer, rows, out, from),
    run(rows, _, out, at) {
      const cells = new Float64Array(rows * units);
      scorer.unitRows?.(layer, rows, cells);
      rowsToColumns(cells, units, rows, out, at);
      return [];
    },
  };
}
