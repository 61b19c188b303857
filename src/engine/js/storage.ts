// Blocks and matrices on the JavaScript heap.
import { ArgumentError } from '../../errors.js';
import type { Block, Matrix, SharedCells } from '../kernels.js';
import { sharedDoubles } from '../shared-cells.js';

/** Columns that are arrays of their own until they are moved. */
class JsBlock implements Block {
  readonly width: number;
  readonly capacity: number;
  columns: readonly Float64Array[];

  constructor(width: number, capacity: number) {
    this.width = width;
    this.capacity = capacity;
    this.columns = Array.from({ length: width }, () => new Float64Array(capacity));
  }
}

/** Zeroed columns. */
export function createBlock(width: number, capacity: number): Block {
  return new JsBlock(width, capacity);
}

/** Zeroed rows in one array. */
export function createMatrix(width: number, capacity: number): Matrix {
  return { width, capacity, values: new Float64Array(width * capacity) };
}

/** Moved columns stand one behind the other. */
export function strideBytes({ capacity }: Block): number {
  return capacity * Float64Array.BYTES_PER_ELEMENT;
}

export function moveCells(block: Block, cells: SharedCells): void {
  if (!(block instanceof JsBlock)) {
    throw new ArgumentError('block', 'a block made by these kernels', block);
  }
  const { width, capacity } = block;
  const all = sharedDoubles(cells, width * capacity);
  block.columns = Array.from({ length: width }, (_, column) =>
    all.subarray(column * capacity, (column + 1) * capacity),
  );
}
