import type { RefusedRow } from '../frame/adapt.js';
import { concatFrames } from '../frame/concat-frames.js';
import { Frame } from '../frame/frame.js';
import { sliceFrame } from '../frame/slice-frame.js';
import type { ScoredFrame } from '../scoring/score-frame.js';

/** Some rows of a member, as `predict` gives them. Failures count from the first of them. */
export interface MemberRows {
  readonly predictions: Frame;
  readonly failures: readonly RefusedRow[];
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
      count += part.predictions.rowCount;
    }
    return parts.length === 1 ? parts[0] : joined(parts);
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
    const { frame, failures } = this.#current!;
    const from = this.#at;
    const to = Math.min(from + most, frame.rowCount);
    this.#at = to;
    return {
      predictions: sliceFrame(frame, from, to),
      failures: failures
        .filter(({ row }) => row >= from && row < to)
        .map(({ row, error }) => ({ row: row - from, error })),
    };
  }
}

function joined(parts: readonly MemberRows[]): MemberRows {
  // At the end there are no rows, and no columns.
  if (parts.length === 0) return { predictions: new Frame([], 0), failures: [] };
  const failures: RefusedRow[] = [];
  let at = 0;
  for (const { predictions, failures: own } of parts) {
    for (const { row, error } of own) failures.push({ row: at + row, error });
    at += predictions.rowCount;
  }
  return { predictions: concatFrames(parts.map(({ predictions }) => predictions)), failures };
}
