import type { Table } from '../tables.js';

/** Whether a vector of that length times the transposed table has `size` cells, as ArrayUtils.multArray goes through them. */
export function fits(length: number, transposed: Table, size: number): boolean {
  if (size > transposed.length) return false;
  return size === 0 || length <= transposed[0].length;
}

/** cells[i] = vector * row i of the transposed table, for all cells. */
export function multiply(vector: Float64Array, transposed: Table, cells: Float64Array): void {
  for (let i = 0; i < cells.length; i++) {
    const row = transposed[i];
    let sum = 0;
    for (let k = 0; k < vector.length; k++) sum += vector[k] * row[k];
    cells[i] = sum;
  }
}
