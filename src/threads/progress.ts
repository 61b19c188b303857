/** Rows that are done, in any order, and whoever wants to know. */
export class Progress {
  readonly #listener: ((rows: number) => void) | undefined;
  #done = 0;
  #told = 0;

  /** `listener`: the program's, told how many there are so far. */
  constructor(listener: ((rows: number) => void) | undefined) {
    this.#listener = listener;
  }

  add(rows: number): void {
    this.#done += rows;
  }

  /** To be called between turns only: within one, rows may be lent (ThreadCall). */
  tell(): void {
    if (this.#told === this.#done) return;
    this.#told = this.#done;
    this.#listener?.(this.#done);
  }
}
