// Columns that grow row by row while a block is read. Cells that are never set are NA: short rows and
// NA cells cost nothing.

import { lastParseFailed, parseJavaDoubleBytes } from '../../java/parse-bytes.js';
import type { CategoricalColumn, Column, NumberColumn } from '../column.js';
import { decodeJavaUtf8 } from './java-utf8.js';
import type { RecordRun } from './kernels/record-run.js';
import { LevelDictionary } from './level-dictionary.js';

/** Counts the bytes of text (new levels, invalid cells) that the columns of a block keep besides their cells. */
export interface KeptText {
  bytes: number;
}

/** A column of which runs of records bring many cells at once. */
export interface RunColumn {
  /** Sets the rows from `row` on to the rows [from, to) of a run's field. */
  setRun(row: number, run: RecordRun, field: number, from: number, to: number): void;
}

/** One column of the block that is being read. */
export interface ColumnBuilder {
  readonly name: string;
  /** Bytes of one row. */
  readonly cellBytes: number;
  /** Sets the cell of a row; setting it again replaces it, as RowData.put of a repeated name does. */
  set(row: number, bytes: Uint8Array, start: number, end: number): void;
  /** Makes room for that many rows. */
  resize(rows: number): void;
  /** The column with its first `rows` rows; the builder is empty again, with room for `capacity`. */
  take(rows: number, capacity: number): Column;
}

/** Numbers by Java's Double.parseDouble; other text is NaN and remembered, and so is the text NaN. */
export class NumberColumnBuilder implements ColumnBuilder, RunColumn {
  readonly name: string;
  readonly cellBytes = 8;
  readonly #kept: KeptText;
  #values = new Float64Array(0);
  /** Rows before this one hold a number or NaN, those behind it nothing in particular. */
  #ready = 0;
  #invalidRows: number[] = [];
  #invalidTexts: string[] = [];
  #nanRows: number[] = [];
  /** Of the row that was last remembered. */
  #lastInvalid = -1;
  #lastNaN = -1;

  constructor(name: string, kept: KeptText) {
    this.name = name;
    this.#kept = kept;
  }

  set(row: number, bytes: Uint8Array, start: number, end: number): void {
    if (row >= this.#ready) this.#makeReady(this.#values.length);
    if (row === this.#lastInvalid) this.#forgetInvalid();
    else if (row === this.#lastNaN) this.#forgetNaN();
    if (end - start === 1) {
      // Images and flags are mostly single digits: a quarter faster than the call.
      const digit = bytes[start] - 0x30;
      if (digit >= 0 && digit <= 9) {
        this.#values[row] = digit;
        return;
      }
    }
    const value = parseJavaDoubleBytes(bytes, start, end);
    this.#values[row] = value;
    if (value === value) return;
    if (lastParseFailed()) this.#keepInvalid(row, bytes, start, end);
    else this.#keepNaN(row);
  }

  setRun(row: number, run: RecordRun, field: number, from: number, to: number): void {
    this.#makeReady(row);
    this.#values.set(run.numbers(field, from, to), row);
    this.#ready = Math.max(this.#ready, row + to - from);
  }

  resize(rows: number): void {
    const values = new Float64Array(rows);
    values.set(this.#values.subarray(0, this.#ready));
    this.#values = values;
  }

  take(rows: number, capacity: number): NumberColumn {
    this.#makeReady(rows);
    const column: NumberColumn = {
      kind: 'number',
      name: this.name,
      values: rows === this.#values.length ? this.#values : this.#values.slice(0, rows),
      ...(this.#invalidRows.length > 0 && {
        invalid: { rows: this.#invalidRows, texts: this.#invalidTexts },
      }),
      ...(this.#nanRows.length > 0 && { nanRows: this.#nanRows }),
    };
    this.#values = new Float64Array(capacity);
    this.#ready = 0;
    this.#invalidRows = [];
    this.#invalidTexts = [];
    this.#nanRows = [];
    this.#lastInvalid = -1;
    this.#lastNaN = -1;
    return column;
  }

  #makeReady(rows: number): void {
    if (rows <= this.#ready) return;
    this.#values.fill(NaN, this.#ready, rows);
    this.#ready = rows;
  }

  #keepInvalid(row: number, bytes: Uint8Array, start: number, end: number): void {
    this.#invalidRows.push(row);
    this.#invalidTexts.push(decodeJavaUtf8(bytes, start, end));
    this.#lastInvalid = row;
    this.#kept.bytes += end - start;
  }

  #forgetInvalid(): void {
    this.#invalidRows.pop();
    this.#invalidTexts.pop();
    this.#lastInvalid = -1;
  }

  #keepNaN(row: number): void {
    this.#nanRows.push(row);
    this.#lastNaN = row;
  }

  #forgetNaN(): void {
    this.#nanRows.pop();
    this.#lastNaN = -1;
  }
}

/** Levels as codes: those of the planned domain first, then the others of this block as they appear. */
export class CategoricalColumnBuilder implements ColumnBuilder, RunColumn {
  readonly name: string;
  readonly cellBytes = 4;
  /** The levels that have their codes from the start. */
  readonly domain: readonly string[];
  readonly #dictionary: LevelDictionary;
  readonly #kept: KeptText;
  #levelCount: number;
  #codes = new Int32Array(0);

  constructor(name: string, domain: readonly string[], kept: KeptText) {
    this.name = name;
    this.#kept = kept;
    this.domain = domain;
    this.#dictionary = new LevelDictionary(domain);
    this.#levelCount = domain.length;
  }

  set(row: number, bytes: Uint8Array, start: number, end: number): void {
    const code = this.#dictionary.codeOf(bytes, start, end);
    this.#codes[row] = code;
    if (code === this.#levelCount) {
      this.#levelCount++;
      this.#kept.bytes += end - start;
    }
  }

  setRun(row: number, run: RecordRun, field: number, from: number, to: number): void {
    this.#codes.set(run.codes(field, from, to), row);
  }

  resize(rows: number): void {
    const codes = new Int32Array(rows).fill(-1, this.#codes.length);
    codes.set(this.#codes);
    this.#codes = codes;
  }

  take(rows: number, capacity: number): CategoricalColumn {
    const column: CategoricalColumn = {
      kind: 'categorical',
      name: this.name,
      codes: rows === this.#codes.length ? this.#codes : this.#codes.slice(0, rows),
      domain: this.#dictionary.levels(),
    };
    this.#codes = new Int32Array(capacity).fill(-1);
    this.#levelCount = this.#dictionary.reset();
    return column;
  }
}
