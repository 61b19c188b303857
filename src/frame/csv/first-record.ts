import { LimitError } from '../../errors.js';
import { decodeJavaUtf8 } from './java-utf8.js';
import type { RecordSink } from './record-scanner.js';

/** Keeps the cells of the first record, which decides what the columns are. */
export class FirstRecord implements RecordSink {
  readonly #cells: Uint8Array[] = [];
  readonly #maxColumns: number;
  readonly #complete: (record: FirstRecord) => void;

  /** `complete` is called at the end of the record. */
  constructor(maxColumns: number, complete: (record: FirstRecord) => void) {
    this.#maxColumns = maxColumns;
    this.#complete = complete;
  }

  cell(field: number, bytes: Uint8Array, start: number, end: number): void {
    if (field >= this.#maxColumns) {
      throw new LimitError('columns of the CSV', 'maxColumns', this.#maxColumns, field + 1);
    }
    this.#cells.push(bytes.slice(start, end));
  }

  endRecord(): void {
    this.#complete(this);
  }

  /** The cells as column names. */
  texts(): string[] {
    return this.#cells.map((cell) => decodeJavaUtf8(cell, 0, cell.length));
  }

  /** The names C1, C2, ... that H2O gives to columns without a header. */
  numberedNames(): string[] {
    return this.#cells.map((_, field) => `C${field + 1}`);
  }

  /** Hands the record on as data. */
  replay(sink: RecordSink): void {
    for (const [field, cell] of this.#cells.entries()) sink.cell(field, cell, 0, cell.length);
    sink.endRecord(this.#cells.length);
  }
}
