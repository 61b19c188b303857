import { numbersAsText } from '../metrics/numbers-as-text.js';
import { WasmojoError } from '../node.js';
import type { AnswerSource, RowWriter } from './answer-source.js';
import { UsageError } from './errors.js';
import { jsonColumns } from './json-columns.js';
import type { Output } from './output.js';
import { reportsRowErrors, splitList, type RowFlags } from './row-options.js';

/** Answers in columns as one object a line: `row`, then the columns, with those to keep. */
export function writeJsonColumns(flags: RowFlags): (source: AnswerSource) => RowWriter {
  const write = jsonLineWriter(flags);
  const keep = splitList(flags.keep);
  return (source) => (frames, counter, output, progress) =>
    write(jsonColumns(source, keep, frames, counter, progress), output);
}

/** Writes objects, or the errors of rows that have none, a line each, numbered by `row`. Throws UsageError for flags that are not for it. */
export function jsonLineWriter(flags: RowFlags) {
  if (flags.hex) throw new UsageError('--hex goes with --format csv');
  const report = reportsRowErrors(flags);
  return async (
    answers: AsyncIterable<readonly (object | WasmojoError)[]>,
    output: Output,
  ): Promise<void> => {
    let row = 0;
    for await (const block of answers) {
      const lines: string[] = [];
      let failure: WasmojoError | undefined;
      for (const answer of block) {
        if (answer instanceof WasmojoError && !report) {
          failure = answer;
          break;
        }
        const content = answer instanceof WasmojoError ? { error: errorFacts(answer) } : answer;
        lines.push(JSON.stringify({ row: row++, ...content }, numbersAsText));
      }
      if (lines.length > 0) await output.write(`${lines.join('\n')}\n`);
      if (failure) throw failure;
    }
  };
}

function errorFacts(error: WasmojoError): Record<string, unknown> {
  return { code: error.code, message: error.message, ...error.facts() };
}
