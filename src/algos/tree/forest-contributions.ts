import type { ForestTable } from '../../engine/forest-table.js';
import type { Block } from '../../engine/kernels.js';
import type { Contributions } from '../algorithm.js';
import type { TreeRange, TreeShap } from './shap.js';

/** What an algorithm makes of the contributions to a forest's sums. */
export interface Finish {
  /** Changes the contributions to one sum at the end, in place. */
  readonly contributions: (contributions: Float32Array) => void;
  /** What interactions are divided by. */
  readonly divisor: number;
}

/** A forest whose sums are explained. */
export interface ExplainedForest extends Pick<Contributions, 'names' | 'classes' | 'columns'> {
  readonly forest: ForestTable;
  readonly shap: TreeShap;
  /** What a sum begins with. */
  readonly bias: number;
  readonly finish?: Finish;
  /** The cells that the trees test, of a row of the scorer's input, where they are not the row itself. */
  readonly cellsOf?: (input: Block, row: number) => readonly Float64Array[];
}

/** Contributions and interactions of all sums of a forest. */
export function forestContributions(explained: ExplainedForest): Contributions {
  const { forest, shap, names, classes, columns, bias, finish, cellsOf } = explained;
  const width = names.length - 1;
  const treesOf = (sum: number): TreeRange => ({
    from: sum * forest.groupCount,
    to: (classes ? sum + 1 : forest.treesPerGroup) * forest.groupCount,
  });
  const fill = (cells: readonly Float64Array[], row: number, out: Float32Array, sum: number) => {
    out.fill(0);
    out[width] = bias;
    shap.add(cells, row, out, treesOf(sum));
    finish?.contributions(out);
  };
  return {
    names,
    classes,
    ...(columns && { columns }),
    of(input, row, out, sum) {
      if (cellsOf) fill(cellsOf(input, row), 0, out, sum);
      else fill(input.columns, row, out, sum);
    },
    interactionsOf(input, row, matrix, out, sum) {
      const cells = cellsOf?.(input, row) ?? input.columns;
      const at = cellsOf ? 0 : row;
      fill(cells, at, out, sum);
      matrix.fill(0, 0, width * width);
      shap.addInteractions(cells, at, matrix, width, treesOf(sum));
      fillDiagonal(matrix, out, width, finish?.divisor ?? 1);
    },
  };
}

/** What a feature contributes by itself is its contribution without its parts in the pairs. */
function fillDiagonal(
  matrix: Float64Array,
  contributions: Float32Array,
  width: number,
  divisor: number,
): void {
  for (let a = 0; a < width; a++) {
    let pairs = 0;
    for (let b = 0; b < width; b++) pairs += matrix[a * width + b] /= divisor;
    matrix[a * width + a] = contributions[a] - pairs;
  }
}
