import { CsvWriter } from '../node.js';
import { answerFrames, firstFailure } from './answer-frames.js';
import type { AnswerSource, RowWriter } from './answer-source.js';
import { UsageError } from './errors.js';
import { reportsRowErrors, splitList, type RowFlags } from './row-options.js';

/** Answers as CSV, with the columns to keep. A row that fails ends the run; the rows before it are written. */
export function writeCsv(flags: RowFlags): (source: AnswerSource) => RowWriter {
  if (reportsRowErrors(flags)) {
    throw new UsageError('--on-row-error report goes with --format jsonl');
  }
  const keep = splitList(flags.keep);
  return (source) => async (frames, counter, output, progress) => {
    const writer = new CsvWriter({ hex: flags.hex ?? false });
    const names = (await source.columns()).map(({ name }) => name);
    // Not before the input is open and its header is read: an error there leaves stdout empty.
    let header = flags.header ? writer.header(source.arrange(keep, names)) : undefined;
    const answers = answerFrames(source, keep, frames, counter, progress);
    for await (const answer of answers) {
      if (header) await output.write(header);
      header = undefined;
      const failed = firstFailure(answer);
      await output.write(writer.rows(answer.frame, 0, failed?.row ?? answer.frame.rowCount));
      if (failed) throw failed.error;
    }
  };
}
