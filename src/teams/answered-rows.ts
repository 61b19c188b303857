import type { RefusedRow } from '../frame/adapt.js';
import type { ScoredFrame } from '../scoring/score-frame.js';

/** Some rows of a member: `columns[c][row]` the probability of its class c. Failures count from the first of them. */
export interface MemberRows {
  readonly count: number;
  readonly columns: readonly Float64Array[];
  readonly failures: readonly RefusedRow[];
}

/** All rows of an answer, uncopied. */
export function memberRows({ frame, failures }: ScoredFrame): MemberRows {
  // The label comes first.
  const [, ...classes] = frame.columns;
  return {
    count: frame.rowCount,
    columns: classes.map(({ values }) => values as Float64Array),
    failures,
  };
}

/** A member's predictions, frame by frame, as so many rows as are asked for: members that read other files have frames of other lengths. */
export class AnsweredRows {
  readonly #answers: AsyncIterator<ScoredFrame>;
  #current: ScoredFrame | undefined;
  #at = 0;

  constructor(answers: AsyncIterator<ScoredFrame>) {
    this.#answers = answers;
  }

  /** The next `rows` rows, fewer at the end. Whole frames are handed on uncopied. */
  async take(rows: number): Promise<MemberRows> {
    const parts: MemberRows[] = [];
    let count = 0;
    while (count < rows && (await this.#fill())) {
      const part = this.#next(rows - count);
      parts.push(part);
      count += part.count;
    }
    return parts.length === 1 ? parts[0] : joined(parts, count);
  }

  async isAtEnd(): Promise<boolean> {
    return !(await this.#fill());
  }

  async close(): Promise<void> {
    await this.#answers.return?.();
  }

  /** Whether there are rows that nobody has taken. */
  async #fill(): Promise<boolean> {
    while (this.#current === undefined || this.#at === this.#current.frame.rowCount) {
      const step = await this.#answers.next();
      if (step.done === true) return false;
      this.#current = step.value;
      this.#at = 0;
    }
    return true;
  }

  #next(most: number): MemberRows {
    const { count, columns, failures } = memberRows(this.#current!);
    const from = this.#at;
    const to = Math.min(from + most, count);
    this.#at = to;
    return {
      count: to - from,
      columns: columns.map((column) => column.subarray(from, to)),
      failures: failures
        .filter(({ row }) => row >= from && row < to)
        .map(({ row, error }) => ({ row: row - from, error })),
    };
  }
}

function joined(parts: readonly MemberRows[], count: number): MemberRows {
  const columns = (parts[0]?.columns ?? []).map(() => new Float64Array(count));
  const failures: RefusedRow[] = [];
  let at = 0;
  for (const part of parts) {
    columns.forEach((column, c) => column.set(part.columns[c], at));
    for (const { row, error } of part.failures) failures.push({ row: at + row, error });
    at += part.count;
  }
  return { count, columns, failures };
}
