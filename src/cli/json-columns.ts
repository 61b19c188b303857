import type {
  AnswerKind,
  ConversionCounter,
  Frame,
  Model,
  PredictOptions,
  WasmojoError,
} from '../node.js';
import { UsageError } from './errors.js';

/**
 * Any kind of answer row by row, under the names of its columns, NA as null; the error of a row that has none. Throws UsageError
 * where a column is called as the number of the row is.
 */
export async function* jsonColumns(
  model: Model,
  frames: AsyncIterable<Frame>,
  kind: AnswerKind,
  counter: ConversionCounter,
  options: PredictOptions,
): AsyncGenerator<(Record<string, unknown> | WasmojoError)[]> {
  const columns = await model.answerColumns(kind);
  if (columns.some(({ name }) => name === 'row')) {
    throw new UsageError('the answers have a column row; use --format csv');
  }
  let firstRow = 0;
  for await (const { frame, failures } of model.answerStream(frames, kind, counter, options)) {
    const errors = new Map(failures.map(({ row, error }) => [row, error(firstRow + row)]));
    yield Array.from({ length: frame.rowCount }, (_, row) => errors.get(row) ?? frame.row(row));
    firstRow += frame.rowCount;
  }
}
