import type { RefusedRow } from '../frame/adapt.js';
import { concatFrames } from '../frame/concat-frames.js';
import { cell, type Column } from '../frame/column.js';
import { Frame } from '../frame/frame.js';
import { sliceFrame } from '../frame/slice-frame.js';
import type { ScoredFrame } from '../scoring/score-frame.js';

/** Some rows of a member, as `predict` gives them. Failures count from the first of them. */
export interface MemberRows {
  readonly predictions: Frame;
  /** Columns of the rows themselves. */
  readonly rows: Frame;
  readonly failures: readonly RefusedRow[];
}

/** A member's predictions, frame by frame, as so many rows as are asked for: members that read other files have frames of other lengths. */
export class AnsweredRows {
  readonly #answers: AsyncIterator<ScoredFrame>;
  readonly #kept: readonly string[];
  #current: ScoredFrame | undefined;
  #at = 0;

  /** `kept`: columns of the rows that are handed on, where they are there. */
  constructor(answers: AsyncIterator<ScoredFrame>, kept: readonly string[]) {
    this.#answers = answers;
    this.#kept = kept;
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
    const { frame, failures, input } = this.#current!;
    const from = this.#at;
    const to = Math.min(from + most, frame.rowCount);
    this.#at = to;
    return {
      predictions: sliceFrame(frame, from, to),
      rows: sliceFrame(pickColumns(input, this.#kept), from, to),
      failures: failures
        .filter(({ row }) => row >= from && row < to)
        .map(({ row, error }) => ({ row: row - from, error })),
    };
  }
}

function joined(parts: readonly MemberRows[]): MemberRows {
  // At the end there are no rows, and no columns.
  if (parts.length === 0) {
    return { predictions: new Frame([], 0), rows: new Frame([], 0), failures: [] };
  }
  const failures: RefusedRow[] = [];
  let at = 0;
  for (const { predictions, failures: own } of parts) {
    for (const { row, error } of own) failures.push({ row: at + row, error });
    at += predictions.rowCount;
  }
  return {
    predictions: concatFrames(parts.map(({ predictions }) => predictions)),
    rows: joinedRows(parts.map(({ rows }) => rows)),
    failures,
  };
}

/** Those of the columns that the frame has. */
export function pickColumns(frame: Frame, names: readonly string[]): Frame {
  const columns = [...new Set(names)].flatMap((name) => frame.find(name) ?? []);
  return new Frame(columns, frame.rowCount);
}

/** Frames of JSON may have other columns, of other kinds: cells as they are. */
function joinedRows(frames: readonly Frame[]): Frame {
  const names = new Set(frames.flatMap((frame) => frame.names));
  const columns = [...names].map((name): Column => {
    const cells = frames.flatMap((frame) => cellsOf(frame.find(name), frame.rowCount));
    return { kind: 'mixed', name, cells };
  });
  return new Frame(
    columns,
    frames.reduce((sum, { rowCount }) => sum + rowCount, 0),
  );
}

function cellsOf(column: Column | undefined, rowCount: number): unknown[] {
  if (column === undefined) return new Array<unknown>(rowCount).fill(null);
  const cells = Array.from({ length: rowCount }, (_, row) => cell(column, row));
  const { invalid } = column.kind === 'number' ? column : {};
  invalid?.rows.forEach((row, i) => (cells[row] = invalid.texts[i]));
  return cells;
}
