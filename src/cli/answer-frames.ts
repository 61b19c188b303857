import { Frame, type ConversionCounter, type ScoredFrame, type WasmojoError } from '../node.js';
import type { AnswerSource } from './answer-source.js';
import { UsageError } from './errors.js';
import type { Progress } from './progress.js';

/** Answers to the rows of one frame of the input, with the columns to keep. */
export interface AnswerFrame {
  readonly frame: Frame;
  /** Number of its first row in the whole input. */
  readonly firstRow: number;
  /** Rows that have no answer, by number within the frame. */
  readonly failures: ScoredFrame['failures'];
}

/** Answers in columns, frame by frame. Throws UsageError where a column to keep is named as one of the answers. */
export async function* answerFrames(
  source: AnswerSource,
  keep: readonly string[],
  frames: AsyncIterable<Frame>,
  counter: ConversionCounter,
  progress: Progress,
): AsyncGenerator<AnswerFrame> {
  const names = (await source.columns()).map(({ name }) => name);
  const taken = keep.find((name) => names.includes(name));
  if (taken !== undefined)
    throw new UsageError(`--keep: the answers have a column ${taken} already`);
  let firstRow = 0;
  for await (const { frame, failures, input } of source.stream(frames, counter, progress)) {
    const kept = keep.map((name) => input.column(name));
    const answers = new Frame(source.arrange(kept, frame.columns), frame.rowCount);
    yield { frame: answers, firstRow, failures };
    firstRow += frame.rowCount;
  }
}

/** The first row that failed and its error, for those who stop there. */
export function firstFailure({
  failures,
  firstRow,
}: AnswerFrame): { row: number; error: WasmojoError } | undefined {
  const [failed] = failures;
  return failed && { row: failed.row, error: failed.error(firstRow + failed.row) };
}
