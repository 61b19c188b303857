import type { Answer } from '../answers/answer.js';
import type { NumberColumns, NumberRows } from '../engine/kernels.js';

/**
 * The answers to a frame's rows, one after another. In single precision they are floats, half of the memory, until a row comes whose answer
 * is beyond floats: then all of them become doubles, the same numbers.
 */
export class AnswerRows {
  readonly #rows: NonNullable<Answer['rows']>;
  readonly #singleRows: Answer['singleRows'];
  readonly #width: number;
  #cells: Float64Array | Float32Array;

  constructor(
    rows: NonNullable<Answer['rows']>,
    { columns, singleRows }: Answer,
    rowCount: number,
  ) {
    this.#rows = rows;
    this.#singleRows = singleRows;
    this.#width = columns.length;
    const length = rowCount * columns.length;
    this.#cells = singleRows ? new Float32Array(length) : new Float64Array(length);
  }

  get cells(): Float64Array | Float32Array {
    return this.#cells;
  }

  /** Answers rows `from` .. `to - 1` of the frame: those in the scorer's input, or those that lie somewhere else. */
  score(from: number, to: number, lying: NumberColumns | NumberRows | undefined): void {
    const [start, end] = [from * this.#width, to * this.#width];
    if (this.#cells instanceof Float32Array) {
      if (this.#singleRows?.(to - from, this.#cells.subarray(start, end), lying)) return;
      this.#cells = Float64Array.from(this.#cells);
    }
    this.#rows(to - from, this.#cells.subarray(start, end), lying);
  }
}
