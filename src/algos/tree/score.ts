import type { Block, Kernels, NumberColumns } from '../../engine/kernels.js';
import { MojoFormatError } from '../../errors.js';
import type { RowFailure, Scorer } from '../algorithm.js';
import type { ForestSource } from './read.js';

/** Turns sums of leaves in `preds` into predictions, in place (SharedTreeMojoModel.unifyPreds). `input`: the rows. */
export type UnifyPreds = (
  rows: number,
  offsets: Float64Array | undefined,
  input: Block | NumberColumns,
) => void;

/**
 * Scorer of a forest: sums of leaves to columns first .. of the predictions, then `unify`. Class k of a classifier
 * stands in column k + 1, column 0 is the label; other models sum in column 0. Throws MojoFormatError for more trees a group than
 * there are sums, which genmodel fails on at every row.
 */
export function treeScorer(
  { packed, table }: ForestSource,
  kernels: Kernels,
  capacity: number,
  shape: {
    readonly predsSize: number;
    readonly firstSum: number;
    /** Rows whose finished prediction genmodel cannot turn into an answer. */
    readonly failures?: (preds: Block, rows: number) => readonly RowFailure[];
  },
  makeUnify: (preds: Block, groupCount: number) => UnifyPreds,
): Scorer {
  const { columnCount, treesPerGroup, groupCount } = packed;
  const most = shape.predsSize - shape.firstSum;
  if (treesPerGroup > most) {
    throw new MojoFormatError(
      `model.ini: n_trees_per_class = ${treesPerGroup}, but predictions have room for ${most}`,
      { file: 'model.ini', key: 'n_trees_per_class', value: String(treesPerGroup) },
    );
  }
  const input = kernels.block(columnCount, capacity);
  const preds = kernels.block(shape.predsSize, capacity);
  const sums = kernels.block(treesPerGroup, capacity);
  const options = { again: table, mostRows: capacity };
  const kernel = kernels.packedForest?.(packed, options) ?? kernels.forest(table(), options);
  const unify = makeUnify(preds, groupCount);

  const clear = ({ columns }: Block, rows: number) => {
    for (const column of columns) {
      for (let r = 0; r < rows; r++) column[r] = 0;
    }
  };
  return {
    input,
    preds,
    readsColumns: kernels.readsColumns,
    score(rows, offsets, _, columns) {
      const from = columns ?? input;
      clear(preds, rows);
      kernel.sums(from, rows, 0, groupCount, preds, shape.firstSum);
      unify(rows, offsets, from);
      return shape.failures?.(preds, rows) ?? [];
    },
    leaves(rows, out) {
      kernel.leaves(input, rows, out);
    },
    staged(rows, stage) {
      // The sums run on from group to group; every stage unifies a copy of them.
      clear(sums, rows);
      for (let group = 0; group < groupCount; group++) {
        kernel.sums(input, rows, group, group + 1, sums, 0);
        clear(preds, rows);
        sums.columns.forEach((column, k) => {
          preds.columns[shape.firstSum + k]?.set(column.subarray(0, rows));
        });
        unify(rows, undefined, input);
        stage(group);
      }
    },
  };
}

/** Adds a constant and the offsets, in this order, to the first `rows` cells of a column. */
export function addToColumn(
  column: Float64Array,
  rows: number,
  constant: number,
  offsets: Float64Array | undefined,
): void {
  for (let r = 0; r < rows; r++) {
    column[r] = column[r] + constant + (offsets === undefined ? 0 : offsets[r]);
  }
}
