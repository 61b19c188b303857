import { LimitError } from '../../errors.js';

/** The longest cell allowed, with a way to name the place of one that is longer. */
export class CellLimit {
  readonly maxBytes: number;
  readonly #place: () => string;

  /** `place` says where the reader stands, such as "row 7"; called only for the message. */
  constructor(maxBytes: number, place: () => string) {
    this.maxBytes = maxBytes;
    this.#place = place;
  }

  /** Throws LimitError when a cell of that many bytes is too long. */
  check(bytes: number): void {
    if (bytes <= this.maxBytes) return;
    throw new LimitError(
      `bytes of a CSV cell (${this.#place()})`,
      'maxCellBytes',
      this.maxBytes,
      bytes,
    );
  }
}
