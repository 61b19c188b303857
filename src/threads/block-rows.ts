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

  /** Calls `score`, and learns from the time that it takes. */
  timed<T>(score: () => T): T {
    const started = performance.now();
    const result = score();
    const isLong = performance.now() - started > LONG_MILLISECONDS;
    this.#rows = Math.min(this.#most, isLong ? MIN_PIECE_ROWS : 2 * this.#rows);
    return result;
  }
}
