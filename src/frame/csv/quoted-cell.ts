// The slow path of the CSV reader: a cell with a quote or a backslash. The rules are those of opencsv
// 2.3 (CSVParser), odd ones included, because PredictCsv reads with it:
//
//   - A quote switches between inside and outside; outside, a separator ends the cell.
//   - "In a field" is a second switch: set by any kept character, cleared by a separator, flipped by
//     every quote, and *not* cleared at the end of a record: it goes on into the first cell of the next.
//   - Inside quotes or in a field, "" is one quote. A backslash there keeps a quote or backslash
//     after it; any other backslash vanishes.
//   - Any other quote vanishes, but for one with at least three characters before it on its line and
//     a next character, neither neighbour being a separator: that one is kept, or, if all before it
//     in the cell is white space, drops the white space instead.
//   - A line end inside quotes is LF, whatever it was.

import { BACKSLASH, LF, LINE_END, PLAIN, QUOTE, SEPARATOR } from './byte-classes.js';
import type { CellLimit } from './cell-limit.js';
import { decodeJavaUtf8 } from './java-utf8.js';
import { isAllWhiteSpace } from './white-space.js';

const encoder = new TextEncoder();

/** Collects the unescaped bytes of one cell, which may go over several lines. */
export class QuotedCell {
  /** The cell starts here and is as long as `take` says. Replaced when it grows. */
  bytes = new Uint8Array(256);
  /** Inside quotes: after `read` at a line end, the cell goes on in the next line. */
  open = false;
  /** opencsv's `inField`; the reader of plain cells has to keep it up to date. */
  inField = false;
  #length = 0;
  readonly #classes: Uint8Array;
  readonly #separator: number;
  readonly #limit: CellLimit;

  constructor(classes: Uint8Array, separator: number, limit: CellLimit) {
    this.#classes = classes;
    this.#separator = separator;
    this.#limit = limit;
  }

  /**
   * Reads on from `start` to the separator or line end that stops the cell, and returns its place. The
   * line starts at `lineStart` and must end within `bytes`.
   */
  read(bytes: Uint8Array, lineStart: number, start: number): number {
    const classes = this.#classes;
    let at = start;
    for (;;) {
      const from = at;
      while (classes[bytes[at]] === PLAIN || (this.open && bytes[at] === this.#separator)) at++;
      if (at > from) {
        if ((bytes[from] & 0xc0) === 0x80) this.#keepMalformed(bytes, from, at);
        else this.#keep(bytes, from, at);
        this.inField = true;
      }
      switch (classes[bytes[at]]) {
        case SEPARATOR:
          return at;
        case LINE_END:
          if (this.open) this.#keepByte(LF);
          return at;
        default:
          at =
            bytes[at] === BACKSLASH
              ? this.#backslash(bytes, at)
              : this.#quote(bytes, lineStart, at);
      }
    }
  }

  /** The length of the complete cell; the next `read` starts a new one. */
  take(): number {
    const length = this.#length;
    this.#length = 0;
    return length;
  }

  #backslash(bytes: Uint8Array, at: number): number {
    const next = bytes[at + 1];
    if (!(this.open || this.inField) || (next !== QUOTE && next !== BACKSLASH)) return at + 1;
    this.#keepByte(next);
    return at + 2;
  }

  #quote(bytes: Uint8Array, lineStart: number, at: number): number {
    const next = bytes[at + 1];
    const doubled = (this.open || this.inField) && next === QUOTE;
    this.inField = !this.inField;
    if (doubled) {
      this.#keepByte(QUOTE);
      return at + 2;
    }
    if (
      isAfterThird(bytes, lineStart, at) &&
      bytes[at - 1] !== this.#separator &&
      next !== this.#separator &&
      this.#classes[next] !== LINE_END
    ) {
      if (this.#length > 0 && isAllWhiteSpace(this.bytes, 0, this.#length)) this.#length = 0;
      else this.#keepByte(QUOTE);
    }
    this.open = !this.open;
    return at + 1;
  }

  #keep(source: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from);
    const bytes = this.bytes;
    const length = this.#length;
    // Runs between quotes are short: a loop beats the calls of subarray and set.
    if (to - from < 64) for (let k = from; k < to; k++) bytes[length + k - from] = source[k]!;
    else bytes.set(source.subarray(from, to), length);
    this.#length += to - from;
  }

  /** A run that starts amid a character, which must not join with what stood before a vanished quote. */
  #keepMalformed(source: Uint8Array, from: number, to: number): void {
    const proper = encoder.encode(decodeJavaUtf8(source, from, to));
    this.#keep(proper, 0, proper.length);
  }

  #keepByte(byte: number): void {
    this.#reserve(1);
    this.bytes[this.#length++] = byte;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.bytes.length) return;
    this.#limit.check(needed);
    const grown = new Uint8Array(Math.max(needed, Math.min(needed * 2, this.#limit.maxBytes)));
    grown.set(this.bytes.subarray(0, this.#length));
    this.bytes = grown;
  }
}

/** Whether at least three characters (UTF-16 units, as Java counts) lie in [lineStart, at). */
function isAfterThird(bytes: Uint8Array, lineStart: number, at: number): boolean {
  const count = at - lineStart;
  if (count <= 2) return false;
  // No unit takes more than three bytes.
  return count > 6 || decodeJavaUtf8(bytes, lineStart, at).length > 2;
}
