// Walks of the forest table, one row and one tree at a time: the definition that faster walks must match.
import { CATEGORICAL, NA_RIGHT, OUTSIDE_RIGHT, type ForestTable } from '../forest-table.js';
import { toJavaInt } from '../java-int.js';
import type { Block, ForestKernel, ForestOptions, NumberColumns } from '../kernels.js';
import { columnsFromStart } from '../number-columns.js';

type Columns = readonly Float64Array[];

/** The table itself serves as the kernel's memory: nothing is copied. */
export function createForest(
  table: ForestTable,
  { sums = 'double' }: ForestOptions = {},
): ForestKernel {
  const rounded = sums === 'float' ? Math.fround : (sum: number) => sum;
  return {
    sums: (input, rows, fromGroup, toGroup, out, first) =>
      addSums(table, rounded, input, rows, fromGroup, toGroup, out, first),
    leaves: (input, rows, out) => writeLeaves(table, input, rows, out),
  };
}

function addSums(
  table: ForestTable,
  rounded: (sum: number) => number,
  input: Block | NumberColumns,
  rows: number,
  fromGroup: number,
  toGroup: number,
  out: Block,
  first: number,
): void {
  const { groupCount, treesPerGroup, treeStart, threshold } = table;
  const columns = columnsFromStart(input, rows);
  for (let k = 0; k < treesPerGroup; k++) {
    const sums = out.columns[first + k];
    for (let group = fromGroup; group < toGroup; group++) {
      const tree = k * groupCount + group;
      if (treeStart[tree] === treeStart[tree + 1]) continue;
      for (let row = 0; row < rows; row++) {
        sums[row] = rounded(sums[row] + threshold[walk(table, tree, columns, row)]);
      }
    }
  }
}

function writeLeaves(table: ForestTable, input: Block, rows: number, out: Int32Array): void {
  const { treeStart } = table;
  const { columns } = input;
  for (let tree = 0; tree < treeStart.length - 1; tree++) {
    const absent = treeStart[tree] === treeStart[tree + 1];
    for (let row = 0; row < rows; row++) {
      out[tree * rows + row] = absent ? -1 : walk(table, tree, columns, row);
    }
  }
}

/** The table's node number of the leaf that the row reaches. */
function walk(table: ForestTable, tree: number, columns: Columns, row: number): number {
  const { column, left, treeStart } = table;
  const root = treeStart[tree];
  let node = root;
  while (column[node] >= 0) {
    const x = columns[column[node]][row];
    node = root + left[node] + (goesRight(table, node, x) ? 1 : 0);
  }
  return node;
}

/** SharedTreeMojoModel.scoreTree's decision at one split, with the rules of forest-table.ts. */
export function goesRight(table: ForestTable, node: number, x: number): boolean {
  const flags = table.flags[node];
  if (Number.isNaN(x)) return (flags & NA_RIGHT) !== 0;
  if ((flags & CATEGORICAL) === 0) return x >= table.threshold[node];
  const bitset = table.bitset[node];
  const bit = toJavaInt(x) - table.bitsetFirst[bitset];
  if (bit < 0 || bit >= table.bitsetLength[bitset]) return (flags & OUTSIDE_RIGHT) !== 0;
  return ((table.bits[table.bitsetStart[bitset] + (bit >> 3)] >> (bit & 7)) & 1) !== 0;
}
