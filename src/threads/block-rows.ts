import { MIN_PIECE_ROWS } from './slot.js';

/** Scoring a block should not take longer, so that nobody waits: signals, other calls, workers without work. */
const LONG_MILLISECONDS = 4;

/** How many rows to score at once: few where answers take long. */
export class BlockRows {
  readonly #most: number;
  #rows: number;

  /** `most`: the scorer's capacity. */
  constructor(most: number) {
    this.#most = most;
    this.#rows = Math.min(most, MIN_PIECE_ROWS);
  }

  get rows(): number {
    return this.#rows;
  }

  /** Learns from the time that a block of `rows` rows has taken. */
  learn(rows: number, milliseconds: number): void {
    if (milliseconds > LONG_MILLISECONDS) this.#rows = Math.min(this.#most, MIN_PIECE_ROWS);
    // Smaller blocks, of which there may be several, tell nothing of those that come now.
    else if (rows >= this.#rows) this.#rows = Math.min(this.#most, 2 * this.#rows);
  }
}
