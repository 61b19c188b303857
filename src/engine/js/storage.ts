// Blocks and matrices on the JavaScript heap.
import { ArgumentError } from '../../errors.js';
import type { Block, Matrix, SharedCells } from '../kernels.js';
import { sharedDoubles } from '../shared-cells.js';

/** Columns one behind the other. */
class JsBlock implements Block {
  readonly width: number;
  readonly capacity: number;
  readonly stride: number;
  cells: Float64Array;
  columns: readonly Float64Array[];

  constructor(width: number, capacity: number) {
    this.width = width;
    this.capacity = capacity;
    this.stride = capacity;
    this.cells = new Float64Array(width * capacity);
    this.columns = columnsOf(this.cells, width, capacity);
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

export function strideBytes({ capacity }: Block): number {
  return capacity * Float64Array.BYTES_PER_ELEMENT;
}

export function moveCells(block: Block, cells: SharedCells): void {
  if (!(block instanceof JsBlock)) {
    throw new ArgumentError('block', 'a block made by these kernels', block);
  }
  const { width, capacity } = block;
  block.cells = sharedDoubles(cells, width * capacity);
  block.columns = columnsOf(block.cells, width, capacity);
}

function columnsOf(cells: Float64Array, width: number, capacity: number): Float64Array[] {
  return Array.from({ length: width }, (_, column) =>
    cells.subarray(column * capacity, (column + 1) * capacity),
  );
}
