// Answers of rows that have a file of their own, as those of images do: `--labels`.
import { Frame, InputFormatError, type NumberColumn } from '../node.js';
import { readLabels } from '../imaging/node.js';
import { errorOfRows } from './errors.js';

/** A whole number for each row. */
export class RowLabels {
  readonly #file: string;
  readonly #values: Int32Array;

  private constructor(file: string, values: Int32Array) {
    this.#file = file;
    this.#values = values;
  }

  /** Reads an idx file. Throws FileError, RowsError. Memory: four bytes a row. */
  static async read(file: string): Promise<RowLabels> {
    try {
      return new RowLabels(file, await readLabels(file));
    } catch (error) {
      throw errorOfRows(file, error);
    }
  }

  /** Those of some rows as a column. Throws RowsError where they end before. */
  column(name: string, firstRow: number, rows: number): NumberColumn {
    const values = Float64Array.from(this.#values.subarray(firstRow, firstRow + rows));
    if (values.length < rows) throw this.#otherCount('and more rows');
    return { kind: 'number', name, values, integer: true };
  }

  /** Throws RowsError where there are others than for so many rows. */
  requireAll(rows: number): void {
    if (this.#values.length !== rows) throw this.#otherCount(`for ${rows} rows`);
  }

  /** Frames with their labels as a last column, in place of one of that name. */
  async *beside(frames: AsyncIterable<Frame>, name: string): AsyncGenerator<Frame> {
    let firstRow = 0;
    for await (const { columns, rowCount, origin } of frames) {
      const others = columns.filter((column) => column.name !== name);
      yield new Frame([...others, this.column(name, firstRow, rowCount)], rowCount, origin);
      firstRow += rowCount;
    }
    this.requireAll(firstRow);
  }

  #otherCount(rows: string): unknown {
    const message = `${this.#values.length} labels, ${rows}`;
    return errorOfRows(this.#file, new InputFormatError(message, { file: this.#file }));
  }
}
