// Cuts a stream of chunks into whole lines, so that everything behind it sees complete lines only and
// the places where chunks end cannot matter.

import { LimitError } from '../../errors.js';
import { CR, LF } from './byte-classes.js';

/** Longest piece of a chunk that is taken at once: fits the second level cache. */
const PIECE_BYTES = 1 << 18;

/** Holds the bytes that were not yet read; the memory is bounded by a piece and the longest line. */
export class LineBuffer {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  readonly #maxLineBytes: number;

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** Adds a chunk (copied) and calls `read(bytes, end)` with whole lines in `bytes[0, end)`, if there are any. */
  push(chunk: Uint8Array, read: (bytes: Uint8Array, end: number) => void): void {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      this.#add(chunk.subarray(at, at + PIECE_BYTES), read);
    }
  }

  /** Ends the last line, if something is left of it, and reads it. */
  end(read: (bytes: Uint8Array, end: number) => void): void {
    // After a CR this LF belongs to the same line end, so it adds no empty line.
    if (this.#length > 0) this.#add(Uint8Array.of(LF), read);
  }

  #add(piece: Uint8Array, read: (bytes: Uint8Array, end: number) => void): void {
    const before = this.#length;
    const length = before + piece.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, before));
      this.#bytes = grown;
    }
    const bytes = this.#bytes;
    bytes.set(piece, before);
    // A CR that was the last byte until now can be judged now.
    const end = endOfLines(bytes, Math.max(before - 1, 0), length);
    this.#length = length;
    if (end > 0) {
      read(bytes, end);
      bytes.copyWithin(0, end, length);
      this.#length -= end;
    }
    if (this.#length > this.#maxLineBytes) {
      throw new LimitError('bytes of a CSV line', 'maxLineBytes', this.#maxLineBytes, this.#length);
    }
  }
}

/** The place behind the last line end in [from, length), 0 if none; a CR at the very end may be half a CR LF. */
function endOfLines(bytes: Uint8Array, from: number, length: number): number {
  for (let at = length - 1; at >= from; at--) {
    const byte = bytes[at];
    if (byte === LF || (byte === CR && at + 1 < length)) return at + 1;
  }
  return 0;
}
