import type { Block } from '../../engine/kernels.js';
import { rowsToColumns } from '../../frame/rows-to-columns.js';

/** A column that a model of the pipeline can read: of the rows (block 0) or of the units of layer k (block k + 1). */
export interface Cell {
  readonly block: number;
  readonly column: number;
}

/** Columns that stand one behind another in a block, and where they go. */
export interface Run {
  readonly block: number;
  readonly first: number;
  readonly count: number;
  readonly target: number;
}

/** The units of a layer, row by row: unit u of row r is `values[r * units + u]`. */
export interface LayerUnits {
  readonly units: number;
  readonly values: Float64Array;
}

/** The columns that `cells` names, in pieces as long as possible. */
export function toRuns(cells: readonly Cell[]): Run[] {
  const runs: Run[] = [];
  cells.forEach(({ block, column }, target) => {
    const last = runs.at(-1);
    if (last?.block === block && last.first + last.count === column) {
      runs[runs.length - 1] = { ...last, count: last.count + 1 };
    } else runs.push({ block, first: column, count: 1, target });
  });
  return runs;
}

/** Fills `to` with the columns of runs; what stands behind the last of them is left as it is. */
export function copyRuns(
  runs: readonly Run[],
  input: Block,
  layers: readonly LayerUnits[],
  rows: number,
  to: Block,
): void {
  const from = input.columns;
  const columns = to.columns;
  for (const { block, first, count, target } of runs) {
    if (block === 0) {
      for (let c = 0; c < count; c++) {
        columns[target + c].set(from[first + c].subarray(0, rows));
      }
    } else {
      const { units, values } = layers[block - 1];
      const targets = columns.slice(target, target + count);
      rowsToColumns(values.subarray(first), units, rows, targets, 0);
    }
  }
}
