import type { Block, Kernels } from '../../engine/kernels.js';
import type { ModelData, Precision, Scorer } from '../algorithm.js';
import type { NestedModel } from './read.js';

/** Scorers of models that run one after another: a model that stands in several places has one. */
export function loadOnce(
  models: readonly NestedModel[],
  kernels: Kernels,
  capacity: number,
  precision?: Precision,
): Scorer[] {
  const scorers = new Map<ModelData, Scorer>();
  return models.map(({ data }) => {
    const scorer = scorers.get(data) ?? data.load(kernels, capacity, precision);
    scorers.set(data, scorer);
    return scorer;
  });
}

/**
 * Fills the input of a model within a model: its cell i is column `positions[i]` of `source`. Numbers of levels go in as they
 * are, as in Java: they count in the domains of the outer model. Cells without a position are NaN.
 */
export function fillInput(
  { input }: Scorer,
  positions: Int32Array,
  source: Block,
  rows: number,
): void {
  const from = source.columns;
  input.columns.forEach((column, cell) => {
    const position = cell < positions.length ? positions[cell] : -1;
    if (position < 0) column.fill(NaN, 0, rows);
    else column.set(from[position].subarray(0, rows));
  });
}
