// Rows through all members of a team at once: each frame is read once, whoever reads it.
import { ArgumentError } from '../errors.js';
import { Broadcast } from '../features/broadcast.js';
import type { RefusedRow } from '../frame/adapt.js';
import type { ConversionCounter } from '../frame/conversion-report.js';
import type { Frame } from '../frame/frame.js';
import { requireAny } from '../frame/plan.js';
import type { Model } from '../model.js';
import type { PredictOptions } from '../predict-options.js';
import type { Frames } from '../threads/answer-stream.js';
import { AnsweredRows, pickColumns, type MemberRows } from './answered-rows.js';
import { TeamScores } from './team-scores.js';

/** A member, and where the team's classes stand among its own. */
export interface AlignedMember {
  readonly model: Model;
  readonly name: string;
  /** For each class of the team the place of its column among the member's. */
  readonly columns: readonly number[];
}

/** What the members say of the rows of one frame of the first of them. */
export interface TeamBlock {
  /** A member's probabilities are NaN, and so are the sums, where it has no answer. */
  readonly scores: TeamScores;
  /** What `predict` gives for each member, in their order. */
  readonly predictions: readonly Frame[];
  /** Of each row without an answer the failure of the first member that has none. */
  readonly failures: readonly MemberFailure[];
  /** Of each member's rows the columns that its input keeps. */
  readonly rows: readonly Frame[];
  /** The frame itself. */
  readonly input: Frame;
}

export interface MemberFailure extends RefusedRow {
  /** The member's place. */
  readonly member: number;
}

/** A member with the rows that it reads. */
export interface ReadingMember extends AlignedMember {
  readonly frames: Frames;
  readonly kept: readonly string[];
  readonly counter: ConversionCounter;
}

/** Frames of a member that are not as many rows as those of the first one. */
export class OtherLengthError extends ArgumentError {
  /** The member's place. */
  readonly member: number;

  constructor(member: number, name: string, expected: string, rows: number) {
    super(`the frames of member ${name}`, `${expected}, as the first member has,`, rows);
    this.member = member;
  }
}

/**
 * Members with the same frames share them, others go through theirs in step. Throws ArgumentError where one ends before another, and
 * what the members throw. Memory: a frame and its answers of each source.
 */
export async function* teamStream(
  members: readonly ReadingMember[],
  classes: readonly string[],
  options: PredictOptions,
): AsyncGenerator<TeamBlock> {
  // Rows count once, as those of the first member.
  const silent = { ...options, onProgress: () => undefined };
  const inputs = new Map(members.map(({ frames }) => [frames, new Broadcast(frames)]));
  const answers = members.map(({ model, frames, counter }, i) => {
    const rows = readable(inputs.get(frames)!.reader(), model);
    return model.answerStream(rows, { kind: 'prediction' }, counter, i === 0 ? options : silent);
  });
  const [first] = answers;
  const others = answers.slice(1).map((other, i) => {
    return new AnsweredRows(other, members[i + 1].kept);
  });
  const names = members.map(({ name }) => name);
  let rows = 0;
  try {
    for await (const scored of first) {
      const { rowCount } = scored.frame;
      const taken = await Promise.all(others.map((other) => other.take(rowCount)));
      const said: MemberRows[] = [
        {
          predictions: scored.frame,
          rows: pickColumns(scored.input, members[0].kept),
          failures: scored.failures,
        },
        ...taken,
      ];
      const counts = said.map(({ predictions }) => predictions.rowCount);
      const short = counts.findIndex((count) => count < rowCount);
      if (short > 0) {
        throw new OtherLengthError(short, names[short], 'more rows', rows + counts[short]);
      }
      rows += rowCount;
      const probabilities = said.map((part, i) => classesOf(part, members[i]));
      yield {
        scores: new TeamScores(names, classes, probabilities),
        predictions: said.map(({ predictions }) => predictions),
        failures: firstFailures(said),
        rows: said.map((part) => part.rows),
        input: scored.input,
      };
    }
    for (const [i, other] of others.entries()) {
      if (await other.isAtEnd()) continue;
      throw new OtherLengthError(i + 1, names[i + 1], `${rows} rows`, rows + 1);
    }
  } finally {
    await Promise.allSettled([first.return(undefined), ...others.map((other) => other.close())]);
  }
}

/** Frames that have something for the model. Throws MissingColumnError. */
async function* readable(frames: AsyncIterable<Frame>, model: Model): AsyncGenerator<Frame> {
  for await (const frame of frames) {
    requireAny(model.columnPlan.anyOf ?? [], frame.names);
    yield frame;
  }
}

/** The columns in the team's order. */
function classesOf(
  { predictions: { columns, rowCount }, failures }: MemberRows,
  member: AlignedMember,
): readonly Float64Array[] {
  // The label comes first. Without rows there may be no columns.
  const own = member.columns.map((c) => {
    return (columns[c + 1]?.values ?? new Float64Array(rowCount)) as Float64Array;
  });
  for (const { row } of failures) for (const column of own) column[row] = NaN;
  return own;
}

function firstFailures(said: readonly MemberRows[]): MemberFailure[] {
  const byRow = new Map<number, MemberFailure>();
  said.forEach(({ failures }, member) => {
    for (const failure of failures) {
      if (!byRow.has(failure.row)) byRow.set(failure.row, { ...failure, member });
    }
  });
  return [...byRow.values()].sort((a, b) => a.row - b.row);
}
