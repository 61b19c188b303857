import { CsvWriter, type ConversionCounter, type Frame, type Model } from '../node.js';
import { answerFrames } from './answer-frames.js';
import type { Output } from './output.js';
import { answerKind, reportsRowErrors, splitList, type PredictFlags } from './predict-options.js';
import type { Progress } from './progress.js';
import { UsageError } from './errors.js';

/** Answers as CSV, the columns to keep in front. A row that fails ends the run; the rows before it are written. */
export function writeCsv(flags: PredictFlags) {
  if (flags.include !== undefined) throw new UsageError('--include goes with --format jsonl');
  if (reportsRowErrors(flags)) {
    throw new UsageError('--on-row-error report goes with --format jsonl');
  }
  const kind = answerKind(flags);
  const keep = splitList(flags.keep);
  const answers = answerFrames(flags);
  return async (
    model: Model,
    frames: AsyncIterable<Frame>,
    counter: ConversionCounter,
    output: Output,
    progress: Progress,
  ): Promise<void> => {
    const writer = new CsvWriter({ hex: flags.hex ?? false });
    const names = (await model.answerColumns(kind)).map(({ name }) => name);
    // Not before the input is open and its header is read: an error there leaves stdout empty.
    let header = flags.header ? writer.header([...keep, ...names]) : undefined;
    for await (const { frame, rows, failure } of answers(model, frames, counter, progress)) {
      if (header) await output.write(header);
      header = undefined;
      await output.write(writer.rows(frame, 0, rows));
      if (failure) throw failure;
    }
  };
}
