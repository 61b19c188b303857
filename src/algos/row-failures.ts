import { ScoringError } from '../errors.js';
import type { RowFailure } from './algorithm.js';

/** The rows of a block that have no answer, each with the reason that came first. */
export class RowFailures {
  readonly #byRow = new Map<number, RowFailure>();

  has(row: number): boolean {
    return this.#byRow.has(row);
  }

  /** `column` is where the reason stands, if it is in one. */
  add(row: number, reason: string, column?: string): void {
    this.addFailure({ row, error: (n) => new ScoringError(reason, { row: n, column }) });
  }

  /** A failure of a model within the model. */
  addFailure(failure: RowFailure): void {
    if (!this.#byRow.has(failure.row)) this.#byRow.set(failure.row, failure);
  }

  /**
   * Algorithms whose scorer takes no offset: genmodel refuses rows with one that is not 0 (GenModel.score0).
   */
  refuseOffsets(rows: number, offsets: Float64Array | undefined): void {
    if (offsets === undefined) return;
    for (let row = 0; row < rows; row++) {
      if (offsets[row] !== 0) this.add(row, 'h2o-genmodel takes no offset for this algorithm');
    }
  }

  /** By number of the row. */
  list(): RowFailure[] {
    return [...this.#byRow.values()].sort((a, b) => a.row - b.row);
  }
}
