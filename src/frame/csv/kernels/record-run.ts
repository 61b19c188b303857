import {
  CELL_BYTES,
  CELL_END,
  CELL_FIELD,
  CELL_ROW,
  CELL_START,
  WIDTH_ENTRY,
} from '../../../../assembly/csv/layout.js';
import type { RecordLayout } from './record-layout.js';

const WORDS = CELL_BYTES / 4;

/** Whole records that the kernel has split: numbers and codes in columns, all other cells in a list. Valid during the call that gets it. */
export class RecordRun {
  /** Number of records. */
  rows = 0;
  /** Number of listed cells, in the order of the file. */
  cells = 0;
  /** What the listed cells are in. */
  bytes = new Uint8Array(0);
  #list = new Uint32Array(0);
  readonly #memory: WebAssembly.Memory;
  readonly #layout: RecordLayout;

  constructor(memory: WebAssembly.Memory, layout: RecordLayout) {
    this.#memory = memory;
    this.#layout = layout;
  }

  /** The kernel has left so much. */
  begin(rows: number, cells: number): void {
    const { buffer } = this.#memory;
    this.rows = rows;
    this.cells = cells;
    if (this.bytes.buffer !== buffer) this.bytes = new Uint8Array(buffer);
    this.#list = new Uint32Array(buffer, this.#layout.cells, cells * WORDS);
  }

  /** Rows [from, to) of a field of numbers; NaN where a cell is NA, absent or listed. */
  numbers(field: number, from: number, to: number): Float64Array {
    const address = this.#layout.columns[field] + from * Float64Array.BYTES_PER_ELEMENT;
    return new Float64Array(this.#memory.buffer, address, to - from);
  }

  /** Rows [from, to) of a field of levels, as codes; -1 where a cell is NA, absent or listed. */
  codes(field: number, from: number, to: number): Int32Array {
    const address = this.#layout.columns[field] + from * Int32Array.BYTES_PER_ELEMENT;
    return new Int32Array(this.#memory.buffer, address, to - from);
  }

  /** The record, from 0, that a listed cell is of. */
  rowOf(cell: number): number {
    return this.#list[cell * WORDS + CELL_ROW / 4];
  }

  /** Its field, or -1: then it is no cell, but says that the record has `start` cells, not as many as the header. */
  fieldOf(cell: number): number {
    const field = this.#list[cell * WORDS + CELL_FIELD / 4];
    return field === WIDTH_ENTRY ? -1 : field;
  }

  /** Where its text starts in `bytes`. */
  startOf(cell: number): number {
    return this.#list[cell * WORDS + CELL_START / 4];
  }

  /** Where it ends. */
  endOf(cell: number): number {
    return this.#list[cell * WORDS + CELL_END / 4];
  }
}
