// Splits whole lines into cells and records. A cell without quote or backslash is handed on where it
// stands; others are unescaped first (quoted-cell.ts). No string and no object is made.

import { byteClasses, CR, LF, LINE_END, PLAIN, SPECIAL } from './byte-classes.js';
import type { CellLimit } from './cell-limit.js';
import { QuotedCell } from './quoted-cell.js';

/** Takes what the scanner finds: the cells of a record in order, then its end. */
export interface RecordSink {
  /** Cell number `field` is `bytes[start, end)`, valid during the call. */
  cell(field: number, bytes: Uint8Array, start: number, end: number): void;
  /** The record is complete; it had `cells` cells. */
  endRecord(cells: number): void;
}

/** Reads plain records faster than the scanner: those whose cells stand between separators, in quotes or not, as they are. */
export interface RecordRuns {
  /** opencsv's `inField` behind the records that were read last; undefined where they leave it as it was. */
  readonly inField: boolean | undefined;
  /** The next lines are in `bytes`, up to `end`. */
  open(bytes: Uint8Array, end: number): void;
  /** Reads records from the start of a line on and answers the place behind them: `at` where the next one is not plain. */
  read(at: number): number;
}

/** A cell whose quote was still open at the end of the file. */
export interface LostCell {
  /** Number of the cell in its record. */
  readonly field: number;
  /** Lines that were read as part of it, besides the first one. */
  readonly lines: number;
}

/** Finds records as opencsv 2.3's CSVReader does over Java's BufferedReader.readLine. */
export class RecordScanner {
  /** Gets the cells; a new one is used from the next line on. */
  sink: RecordSink;
  /** Reads what it can in the scanner's place. */
  runs: RecordRuns | undefined;
  readonly #classes: Uint8Array;
  readonly #quoted: QuotedCell;
  readonly #limit: CellLimit;
  // Next cell of the record; not 0 between lines only while a quoted cell is open.
  #field = 0;
  // Lines on which the open cell has gone on.
  #continued = 0;

  constructor(sink: RecordSink, separator: number, limit: CellLimit) {
    this.sink = sink;
    this.#classes = byteClasses(separator);
    this.#limit = limit;
    this.#quoted = new QuotedCell(this.#classes, separator, limit);
  }

  /** Reads `bytes[start, end)`, which must end with a line end, and not within a CR LF. */
  scan(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    let opened: RecordRuns | undefined;
    while (at < end) {
      // They appear with the first record.
      const { runs } = this;
      if (runs !== opened) (opened = runs)?.open(bytes, end);
      if (runs !== undefined && !this.#quoted.open) {
        const next = runs.read(at);
        if (next > at) {
          this.#quoted.inField = runs.inField ?? this.#quoted.inField;
          at = next;
          continue;
        }
      }
      at = this.#line(bytes, at);
      at += bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF ? 2 : 1;
    }
  }

  /**
   * No more lines. As in opencsv an unfinished quoted cell is lost, with its record if it was the first; `lost` is told of it
   * before the record ends.
   */
  end(lost: (cell: LostCell) => void): void {
    if (!this.#quoted.open) return;
    lost({ field: this.#field, lines: this.#continued });
    if (this.#field > 0) this.sink.endRecord(this.#field);
    this.#quoted.open = false;
  }

  /** Reads one line and returns the place of its end. */
  #line(bytes: Uint8Array, lineStart: number): number {
    const classes = this.#classes;
    const maxCellBytes = this.#limit.maxBytes;
    const sink = this.sink;
    const quoted = this.#quoted;
    let field = this.#field;
    let at = lineStart;
    this.#continued = quoted.open ? this.#continued + 1 : 0;
    for (;;) {
      const start = at;
      if (!quoted.open) while (classes[bytes[at]] === PLAIN) at++;
      if (quoted.open || classes[bytes[at]] === SPECIAL) {
        if (start > lineStart) quoted.inField = false;
        at = quoted.read(bytes, lineStart, start);
        if (quoted.open) {
          this.#field = field;
          return at;
        }
        sink.cell(field++, quoted.bytes, 0, quoted.take());
        if (classes[bytes[at]] === LINE_END) break;
      } else {
        if (at - start > maxCellBytes) this.#limit.check(at - start);
        sink.cell(field++, bytes, start, at);
        if (classes[bytes[at]] === LINE_END) {
          // An empty line leaves opencsv's state as it was.
          if (at > lineStart) quoted.inField = at > start;
          break;
        }
      }
      at++;
    }
    this.#field = 0;
    sink.endRecord(field);
    return at;
  }
}
