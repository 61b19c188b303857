import { ArgumentError } from '../errors.js';
import type { NumberColumn } from './column.js';
import { rowsToColumns } from './rows-to-columns.js';

/** Rows of numbers one after another: cell (r, c) is `values[r * width + c]`, NaN is NA. */
export interface NumberMatrix {
  readonly values: Float64Array | Float32Array | Uint8Array;
  readonly width: number;
}

/** to[c * rows + r] = from[r * width + c], cells of one type. */
export type Turn = (
  from: Float64Array | Float32Array,
  rows: number,
  width: number,
  to: Float64Array | Float32Array,
) => void;

/** Whole rows of a matrix with a name for each of its columns. */
export class NamedMatrix {
  readonly names: readonly string[];
  readonly matrix: NumberMatrix;
  readonly rowCount: number;
  readonly turn: Turn | undefined;

  /** Throws ArgumentError for other values, or when they are no whole rows. `turn`: what makes the columns [a loop]. */
  constructor(values: NumberMatrix['values'], names: readonly string[], turn?: Turn) {
    const isNumbers = [Float64Array, Float32Array, Uint8Array].some(
      (type) => values instanceof type,
    );
    if (!isNumbers)
      throw new ArgumentError('values', 'a Float64Array, Float32Array or Uint8Array', values);
    const width = names.length;
    const rows = width === 0 ? 0 : values.length / width;
    if (!Number.isInteger(rows) || rows * width !== values.length)
      throw new ArgumentError('values', `a multiple of ${width} numbers`, values.length);
    this.names = names;
    this.matrix = { values, width };
    this.rowCount = rows;
    this.turn = turn;
  }
}

/** The matrix in columns; bytes become floats. Memory: all columns, in one buffer. Cost: a pass over the cells. */
export function matrixColumns({ matrix, names, rowCount, turn }: NamedMatrix): NumberColumn[] {
  const { values, width } = matrix;
  const cells =
    values instanceof Float64Array
      ? new Float64Array(rowCount * width)
      : new Float32Array(rowCount * width);
  const columns = names.map((_, c) => cells.subarray(c * rowCount, (c + 1) * rowCount));
  if (turn && !(values instanceof Uint8Array)) turn(values, rowCount, width, cells);
  else rowsToColumns(values, width, rowCount, columns, 0);
  return names.map((name, c) => ({ kind: 'number', name, values: columns[c] }));
}
