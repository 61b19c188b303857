import { WasmojoError, type ConversionCounter, type Frame, type Model } from '../node.js';
import { jsonColumns } from './json-columns.js';
import type { Output } from './output.js';
import {
  answerKind,
  glrmOptions,
  includedFields,
  reportsRowErrors,
  precisionOf,
  threadsOf,
  thresholdOf,
  type PredictFlags,
} from './predict-options.js';
import type { Progress } from './progress.js';
import { rulesOf } from './rules.js';
import { UsageError } from './errors.js';

/**
 * Answers as one object a line: `row`, then of predictions the fields of EasyPredict's prediction classes, of other kinds of answer
 * their columns.
 */
export function writeJsonLines(flags: PredictFlags) {
  if (flags.hex) throw new UsageError('--hex goes with --format csv');
  if (flags.keep !== undefined) throw new UsageError('--keep goes with --format csv');
  const wanted = answerKind(flags);
  const isColumns = wanted.kind !== 'prediction' && wanted.kind !== 'glrm-reconstruct';
  if (isColumns && flags.include !== undefined) {
    throw new UsageError('--include goes with predictions, not with other kinds of answer');
  }
  const fields = {
    ...includedFields(flags.include),
    enableGlrmReconstruct: wanted.kind === 'glrm-reconstruct',
  };
  const search = glrmOptions(flags);
  const threshold = thresholdOf(flags);
  const precision = precisionOf(flags);
  const threads = threadsOf(flags.threads);
  const report = reportsRowErrors(flags);
  return async (
    model: Model,
    frames: AsyncIterable<Frame>,
    counter: ConversionCounter,
    output: Output,
    progress: Progress,
  ): Promise<void> => {
    const options = {
      ...rulesOf(flags),
      ...search,
      threshold,
      precision,
      threads,
      onProgress: (rows: number) => {
        progress.scored(rows);
      },
    };
    const answers = isColumns
      ? jsonColumns(model, frames, wanted, counter, options)
      : model.predictionStream(frames, fields, counter, options);
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

/** JSON has no NaN and no infinities: they are texts, as Java prints them. */
function numbersAsText(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
