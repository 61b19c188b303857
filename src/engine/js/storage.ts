// Blocks and matrices on the JavaScript heap.
import type { Block, Matrix } from '../kernels.js';

/** Zeroed columns, each an array of its own. */
export function createBlock(width: number, capacity: number): Block {
  const columns = Array.from({ length: width }, () => new Float64Array(capacity));
  return { width, capacity, columns };
}

/** Zeroed rows in one array. */
export function createMatrix(width: number, capacity: number): Matrix {
  return { width, capacity, values: new Float64Array(width * capacity) };
}
