// Contributions of blocks of rows, one row after another.
import type { ShapKernel, ShapSpec } from '../kernels.js';
import { TreeShap } from './tree-shap.js';

/** The table itself serves as the kernel's memory. Throws LimitError for a tree that is too deep. */
export function createShap({ table, features, width }: ShapSpec): ShapKernel {
  const shap = new TreeShap(table, features);
  return {
    add({ columns }, first, rows, from, to, sums) {
      for (let row = 0; row < rows; row++) {
        shap.add(columns, first + row, sums.subarray(row * width, (row + 1) * width), { from, to });
      }
    },
  };
}
