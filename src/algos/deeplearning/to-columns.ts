import type { Block, Matrix } from '../../engine/kernels.js';

/** Columns that are written together: a cache line of a row. */
const LINE = 8;

/** Cells of matrix rows to the columns of a block from `first` on. Cost: rows * width. */
export function toColumns(from: Matrix, rows: number, to: Block, first: number): void {
  const { values, width } = from;
  const { columns } = to;
  for (let start = 0; start < width; start += LINE) {
    const end = Math.min(start + LINE, width);
    for (let c = start; c < end; c++) {
      const column = columns[first + c];
      for (let r = 0, at = c; r < rows; r++, at += width) column[r] = values[at];
    }
  }
}
