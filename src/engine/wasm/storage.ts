// Blocks and matrices in the kernels' memory.
import { ALIGNMENT, BLOCK_BYTES } from '../../../assembly/layout.js';
import { ArgumentError } from '../../errors.js';
import type { Block, Matrix, NumberColumns, SharedCells } from '../kernels.js';
import type { Arena } from './arena.js';

const DOUBLE_BYTES = 8;

/** Columns of doubles with the record that kernels read (`address`; picture in assembly/layout.ts). */
export class WasmBlock implements Block {
  readonly width: number;
  readonly capacity: number;
  readonly strideBytes: number;
  readonly stride: number;
  readonly address: number;
  readonly #arena: Arena;
  #address: number;
  #columns: readonly Float64Array[] = [];
  #cells: Float64Array = new Float64Array();
  /** Whose memory `columns` and `cells` show. */
  #buffer: ArrayBuffer | undefined;

  constructor(arena: Arena, width: number, capacity: number) {
    this.width = width;
    this.capacity = capacity;
    this.strideBytes = columnStride(capacity);
    this.stride = this.strideBytes / DOUBLE_BYTES;
    this.#arena = arena;
    this.#address = arena.allocate(width * this.strideBytes);
    // Not placed: it is written again when the cells move.
    this.address = arena.allocate(BLOCK_BYTES);
    this.#writeRecord();
    arena.onRelease(() => {
      this.#columns = [];
      this.#cells = new Float64Array();
      this.#buffer = undefined;
    });
  }

  get columns(): readonly Float64Array[] {
    if (this.#buffer !== this.#arena.buffer) this.#show();
    return this.#columns;
  }

  get cells(): Float64Array {
    if (this.#buffer !== this.#arena.buffer) this.#show();
    return this.#cells;
  }

  columnAddress(column: number): number {
    return this.#address + column * this.strideBytes;
  }

  /** To cells in the same memory. */
  moveTo({ memory, byteOffset }: SharedCells): void {
    const bytes = this.width * this.strideBytes;
    const most = this.#arena.look().byteLength - bytes;
    if (memory !== undefined || byteOffset > most) {
      throw new ArgumentError('cells', `${bytes} bytes of the kernels' own memory`, byteOffset);
    }
    this.#address = byteOffset;
    this.#buffer = undefined;
    this.#writeRecord();
  }

  #show(): void {
    const arena = this.#arena;
    this.#buffer = arena.buffer;
    this.#cells = arena.doubles(this.#address, this.width * this.stride);
    this.#columns = Array.from({ length: this.width }, (_, column) =>
      arena.doubles(this.columnAddress(column), this.capacity),
    );
  }

  #writeRecord(): void {
    new Uint32Array(this.#arena.buffer, this.address, 2).set([this.#address, this.strideBytes]);
  }
}

/** Rows of doubles. */
export class WasmMatrix implements Matrix {
  readonly width: number;
  readonly capacity: number;
  readonly address: number;
  readonly #arena: Arena;
  #values: Float64Array = new Float64Array();
  /** Whose memory `values` shows. */
  #buffer: ArrayBuffer | undefined;

  constructor(arena: Arena, width: number, capacity: number) {
    this.width = width;
    this.capacity = capacity;
    this.#arena = arena;
    this.address = arena.allocate(width * capacity * DOUBLE_BYTES);
    arena.onRelease(() => {
      this.#values = new Float64Array();
      this.#buffer = undefined;
    });
  }

  get values(): Float64Array {
    const { buffer } = this.#arena;
    if (this.#buffer !== buffer) {
      this.#buffer = buffer;
      this.#values = this.#arena.doubles(this.address, this.width * this.capacity);
    }
    return this.#values;
  }
}

/** The block as one of this back end: other memory is out of the kernels' reach. */
export function asWasmBlock(block: Block | NumberColumns): WasmBlock {
  if (block instanceof WasmBlock) return block;
  throw new ArgumentError('block', 'a block made by these kernels', block);
}

/** The matrix as one of this back end. */
export function asWasmMatrix(matrix: Matrix): WasmMatrix {
  if (matrix instanceof WasmMatrix) return matrix;
  throw new ArgumentError('matrix', 'a matrix made by these kernels', matrix);
}

/** An odd multiple of ALIGNMENT bytes that holds `capacity` doubles. */
function columnStride(capacity: number): number {
  const lines = Math.ceil((capacity * DOUBLE_BYTES) / ALIGNMENT);
  return (lines % 2 === 0 ? lines + 1 : lines) * ALIGNMENT;
}
