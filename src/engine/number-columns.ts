import type { Block, NumberColumns, NumberRows } from './kernels.js';

/** Whether columns come as they lie, rather than in a block. */
export function isColumns(from: Block | NumberColumns | NumberRows): from is NumberColumns {
  return 'columns' in from && 'at' in from;
}

/** The first `rows` rows, in columns that begin with them. */
export function columnsFromStart(
  from: Block | NumberColumns,
  rows: number,
): readonly Float64Array[] {
  if (!isColumns(from)) return from.columns;
  return from.columns.map((column) => column.subarray(from.at, from.at + rows));
}
