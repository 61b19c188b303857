import type { ConversionCounter, Frame, WasmojoError } from '../node.js';
import { answerFrames } from './answer-frames.js';
import type { AnswerSource } from './answer-source.js';
import { UsageError } from './errors.js';
import type { Progress } from './progress.js';

/**
 * Answers row by row, under the names of their columns, NA as null, with the columns to keep; the error of a row that has none. Throws
 * UsageError where a column is called as the number of the row is.
 */
export async function* jsonColumns(
  source: AnswerSource,
  keep: readonly string[],
  frames: AsyncIterable<Frame>,
  counter: ConversionCounter,
  progress: Progress,
): AsyncGenerator<(Record<string, unknown> | WasmojoError)[]> {
  const names = (await source.columns()).map(({ name }) => name);
  if (keep.includes('row') || names.includes('row')) {
    throw new UsageError('the answers have a column row; use --format csv');
  }
  const answers = answerFrames(source, keep, frames, counter, progress);
  for await (const { frame, firstRow, failures } of answers) {
    const errors = new Map(failures.map(({ row, error }) => [row, error(firstRow + row)]));
    yield Array.from({ length: frame.rowCount }, (_, row) => errors.get(row) ?? frame.row(row));
  }
}
