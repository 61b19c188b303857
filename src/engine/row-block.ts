import type { Block, Matrix } from './kernels.js';

/** A row as a block, cell after cell: of scorers that take one at a time. */
export class RowBlock implements Block {
  readonly width: number;
  readonly capacity = 1;
  readonly stride = 1;
  readonly #row: Matrix;
  /** What `columns` show. */
  #shown: Float64Array | undefined;
  #columns: readonly Float64Array[] = [];

  /** `row`: room for one. */
  constructor(row: Matrix) {
    this.width = row.width;
    this.#row = row;
  }

  get cells(): Float64Array {
    return this.#row.values;
  }

  get columns(): readonly Float64Array[] {
    const { cells } = this;
    if (this.#shown !== cells) {
      this.#shown = cells;
      this.#columns = Array.from({ length: this.width }, (_, c) => cells.subarray(c, c + 1));
    }
    return this.#columns;
  }
}
