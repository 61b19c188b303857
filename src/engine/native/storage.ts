// Blocks and matrices that the addon can read: each is one array of JavaScript's own.
import { ArgumentError, LimitError } from '../../errors.js';
import type { Block, Matrix, SharedCells } from '../kernels.js';
import { sharedDoubles } from '../shared-cells.js';

/** Doubles of a cache line. */
const LINE = 8;

/** Columns of doubles in one array, `stride` apart. */
export class NativeBlock implements Block {
  readonly width: number;
  readonly capacity: number;
  readonly stride: number;
  #cells: Float64Array;
  #columns: readonly Float64Array[] | undefined;
  #from: Float64Array[] = [];

  constructor(width: number, capacity: number) {
    this.width = width;
    this.capacity = capacity;
    this.stride = columnStride(capacity);
    this.#cells = allocate(width * this.stride);
  }

  get cells(): Float64Array {
    return this.#cells;
  }

  /** Made when they are first asked for: the addon reads `cells`. */
  get columns(): readonly Float64Array[] {
    return (this.#columns ??= Array.from({ length: this.width }, (_, column) =>
      this.#cells.subarray(column * this.stride, column * this.stride + this.capacity),
    ));
  }

  moveTo(cells: SharedCells): void {
    this.#cells = sharedDoubles(cells, this.width * this.stride);
    this.#columns = undefined;
    this.#from = [];
  }

  /** The cells from a column on. Kept: making a view takes longer than scoring a row of a small model. */
  from(column: number): Float64Array {
    return (this.#from[column] ??= this.#cells.subarray(column * this.stride));
  }
}

/** Rows of doubles. */
export class NativeMatrix implements Matrix {
  readonly width: number;
  readonly capacity: number;
  readonly values: Float64Array;

  constructor(width: number, capacity: number) {
    this.width = width;
    this.capacity = capacity;
    this.values = allocate(width * capacity);
  }
}

/** The block as one of this back end: others have columns here and there. */
export function asNativeBlock(block: Block): NativeBlock {
  if (block instanceof NativeBlock) return block;
  throw new ArgumentError('block', 'a block made by these kernels', block);
}

function allocate(length: number): Float64Array {
  try {
    return new Float64Array(length);
  } catch {
    throw new LimitError(
      'memory of the kernels',
      'bytes that the system grants',
      0,
      length * Float64Array.BYTES_PER_ELEMENT,
    );
  }
}

/** An odd number of cache lines: the same row of neighbouring columns falls into different sets of the cache. */
function columnStride(capacity: number): number {
  const lines = Math.ceil(capacity / LINE);
  return (lines % 2 === 0 ? lines + 1 : lines) * LINE;
}
