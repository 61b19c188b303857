// A kind of answer: which columns it has and how a block of rows fills them.
import type { BlockContext, RowFailure } from '../algos/algorithm.js';
import type { NumberColumns, NumberRows } from '../engine/kernels.js';
import type { Column } from '../frame/column.js';

/** One column of an answer. A categorical one is filled with codes of its domain, -1 for NA. */
export type OutputColumn =
  | { readonly name: string; readonly kind: 'number'; readonly integer?: true }
  | { readonly name: string; readonly kind: 'categorical'; readonly domain: readonly string[] };

/** One array per column: doubles or codes. */
export type OutputArrays = readonly (Float64Array | Int32Array)[];

export interface Answer {
  readonly columns: readonly OutputColumn[];
  /** Most rows of a frame, where the columns are so many that the memory for the answer must be bounded. */
  readonly maxRows?: number;
  /**
   * Where all columns are numbers that are made row by row: the answers to the first `rows` rows, one after another. `from` as for
   * Scorer.unitRows. No row fails.
   */
  readonly rows?:
    ((rows: number, out: Float64Array, from?: NumberColumns | NumberRows) => void) | undefined;
  /** As `rows`, in single precision. False: a row is beyond floats, and `out` means nothing. */
  readonly singleRows?:
    ((rows: number, out: Float32Array, from?: NumberColumns | NumberRows) => boolean) | undefined;
  /** Whether `rows` and `run` take columns as they lie. */
  readonly readsColumns?: boolean | undefined;
  /**
   * Scores the first `rows` rows of the scorer's input and writes the answers to `out[column][at + row]`. Returns the rows
   * that have no answer. `context` and `from` as for Scorer.score.
   */
  run(
    rows: number,
    offsets: Float64Array | undefined,
    out: OutputArrays,
    at: number,
    context?: BlockContext,
    from?: NumberColumns,
  ): readonly RowFailure[];
}

/** Arrays for `rows` rows of an answer. */
export function allocate(columns: readonly OutputColumn[], rows: number): OutputArrays {
  return columns.map(({ kind }) =>
    kind === 'number' ? new Float64Array(rows) : new Int32Array(rows),
  );
}

/** The filled arrays as columns of a frame. */
export function toColumns(columns: readonly OutputColumn[], arrays: OutputArrays): Column[] {
  return columns.map((column, i): Column => {
    const values = arrays[i] as Float64Array & Int32Array;
    if (column.kind === 'categorical') return { ...column, codes: values };
    return { ...column, values };
  });
}
