// Rows of another thread (Loan), as kernels get them.
import type { Block, Loans, NumberColumns } from './kernels.js';

/** Rows were not read, or not all of them, for the loan was closed. */
export class LoanClosedError extends Error {
  override readonly name = 'LoanClosedError';

  constructor() {
    super('the loan is closed');
  }
}

/** Rows that another thread lends. Kernels that can read them where they lie; all others get a copy. */
export class LentColumns implements NumberColumns {
  /** Of the copy. */
  readonly at = 0;
  readonly loan: number;
  /** Where they begin in the other thread's columns. */
  readonly first: number;
  readonly rows: number;
  readonly #copyTo: Block;
  readonly #loans: Loans;
  #copied = false;

  /** `copyTo`: has room for the rows, and nobody writes to it as long as this is used. */
  constructor(loans: Loans, loan: number, first: number, rows: number, copyTo: Block) {
    this.#loans = loans;
    this.loan = loan;
    this.first = first;
    this.rows = rows;
    this.#copyTo = copyTo;
  }

  get columns(): readonly Float64Array[] {
    this.copy();
    return this.#copyTo.columns;
  }

  /** Makes the copy unless it is there. Throws LoanClosedError. */
  copy(): void {
    if (this.#copied) return;
    if (!this.#loans.fill(this.loan, this.first, this.rows, this.#copyTo))
      throw new LoanClosedError();
    this.#copied = true;
  }
}
