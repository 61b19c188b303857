import { Frame, type ConversionCounter, type Model, type WasmojoError } from '../node.js';
import { UsageError } from './errors.js';
import {
  answerKind,
  glrmOptions,
  splitList,
  precisionOf,
  threadsOf,
  thresholdOf,
  type PredictFlags,
} from './predict-options.js';
import { rulesOf } from './rules.js';
import type { Progress } from './progress.js';

/** Answers to the rows of one frame of the input, the columns to keep in front. */
export interface AnswerFrame {
  readonly frame: Frame;
  /** Rows of `frame` that count: those before the first one that failed. */
  readonly rows: number;
  /** The error of the row that failed, if one did: then nothing follows. */
  readonly failure: WasmojoError | undefined;
}

/**
 * Answers in columns, frame by frame, as the flags ask for. Throws UsageError for flags that say nothing sensible, before anything
 * is read; the generator where a column to keep is named as one of the answers.
 */
export function answerFrames(flags: PredictFlags) {
  const kind = answerKind(flags);
  const keep = splitList(flags.keep);
  const rules = {
    ...rulesOf(flags),
    ...glrmOptions(flags),
    threshold: thresholdOf(flags),
    precision: precisionOf(flags),
    threads: threadsOf(flags.threads),
  };
  return async function* (
    model: Model,
    frames: AsyncIterable<Frame>,
    counter: ConversionCounter,
    progress: Progress,
  ): AsyncGenerator<AnswerFrame> {
    const names = (await model.answerColumns(kind)).map(({ name }) => name);
    const taken = keep.find((name) => names.includes(name));
    if (taken !== undefined)
      throw new UsageError(`--keep: the answers have a column ${taken} already`);
    const onProgress = (rows: number) => {
      progress.scored(rows);
    };
    let firstRow = 0;
    const scored = model.answerStream(frames, kind, counter, { ...rules, onProgress });
    for await (const { frame, failures, input } of scored) {
      const columns = [...keep.map((name) => input.column(name)), ...frame.columns];
      const failed = failures[0];
      const failure = failed?.error(firstRow + failed.row);
      const answers = new Frame(columns, frame.rowCount);
      yield { frame: answers, rows: failed?.row ?? frame.rowCount, failure };
      if (failure) return;
      firstRow += frame.rowCount;
    }
  };
}
