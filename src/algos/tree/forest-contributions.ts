import type { DescribedForest } from '../../engine/forest-table.js';
import { TreeShap, type TreeRange } from '../../engine/js/tree-shap.js';
import type { Block, Kernels, ShapKernel } from '../../engine/kernels.js';
import type { Contributions } from '../algorithm.js';

/** What an algorithm makes of the contributions to a forest's sums. */
export interface Finish {
  /** Changes the contributions of some rows to one sum at the end, in place. */
  readonly contributions: (contributions: Float32Array) => void;
  /** What interactions are divided by. */
  readonly divisor: number;
}

/** A forest whose sums are explained. */
export interface ExplainedForest extends Pick<Contributions, 'names' | 'classes' | 'columns'> {
  readonly kernels: Kernels;
  readonly forest: DescribedForest;
  /** What each split of the forest counts for. */
  readonly features: Int32Array;
  /** What a sum begins with. */
  readonly bias: number;
  readonly finish?: Finish;
  /** Writes the cells that the trees test, of rows of the scorer's input, where they are not the input itself. */
  readonly read?: (input: Block, first: number, rows: number, cells: Block) => void;
}

/** Contributions and interactions of all sums of a forest. */
export function forestContributions(explained: ExplainedForest): Contributions {
  const { kernels, forest, features, names, classes, columns, bias, finish, read } = explained;
  const width = names.length - 1;
  const treesOf = (sum: number): TreeRange => ({
    from: sum * forest.groupCount,
    to: (classes ? sum + 1 : forest.treesPerGroup) * forest.groupCount,
  });
  // Each is loaded when it is first needed.
  let shap: ShapKernel | undefined;
  let treeShap: TreeShap | undefined;
  let cells: Block | undefined;

  /** Rows of the input as the trees see them, and where they start. */
  function cellsOf(input: Block, first: number, rows: number): readonly [Block, number] {
    if (!read) return [input, first];
    cells ??= kernels.block(forest.columnCount, input.capacity);
    read(input, first, rows, cells);
    return [cells, 0];
  }

  return {
    names,
    classes,
    ...(columns && { columns }),
    of(input, first, rows, out, sum) {
      shap ??= kernels.shap({ table: forest, features, width: width + 1 });
      const sums = out.subarray(0, rows * (width + 1)).fill(0);
      for (let at = width; at < sums.length; at += width + 1) sums[at] = bias;
      const [block, from] = cellsOf(input, first, rows);
      const trees = treesOf(sum);
      shap.add(block, from, rows, trees.from, trees.to, sums);
      finish?.contributions(sums);
    },
    interactionsOf(input, row, matrix, out, sum) {
      treeShap ??= new TreeShap(forest, features);
      const [block, at] = cellsOf(input, row, 1);
      out.fill(0);
      out[width] = bias;
      treeShap.add(block.columns, at, out, treesOf(sum));
      finish?.contributions(out);
      matrix.fill(0, 0, width * width);
      treeShap.addInteractions(block.columns, at, matrix, width, treesOf(sum));
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
