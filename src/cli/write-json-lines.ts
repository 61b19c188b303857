import { WasmojoError, type ConversionCounter, type Frame, type Model } from '../node.js';
import type { Output } from './output.js';
import {
  answerKind,
  glrmOptions,
  includedFields,
  thresholdOf,
  type PredictFlags,
} from './predict-options.js';
import type { Progress } from './progress.js';
import { rulesOf } from './rules.js';
import { UsageError } from './errors.js';

/** Predictions as one object a line: `row`, then the fields of EasyPredict's prediction classes. */
export function writeJsonLines(flags: PredictFlags) {
  if (flags.hex) throw new UsageError('--hex goes with --format csv');
  if (flags.keep !== undefined) throw new UsageError('--keep goes with --format csv');
  const { kind } = answerKind(flags);
  if (kind !== 'prediction' && kind !== 'glrm-reconstruct') {
    throw new UsageError('kinds of answer go with --format csv; JSON lines take --include');
  }
  const fields = {
    ...includedFields(flags.include),
    enableGlrmReconstruct: kind === 'glrm-reconstruct',
  };
  const search = glrmOptions(flags);
  const threshold = thresholdOf(flags);
  const report = onRowError(flags.onRowError) === 'report';
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
      onProgress: (rows: number) => {
        progress.scored(rows);
      },
    };
    let row = 0;
    for await (const predictions of model.predictionStream(frames, fields, counter, options)) {
      const lines: string[] = [];
      let failure: WasmojoError | undefined;
      for (const prediction of predictions) {
        if (prediction instanceof WasmojoError && !report) {
          failure = prediction;
          break;
        }
        const content =
          prediction instanceof WasmojoError ? { error: errorFacts(prediction) } : prediction;
        lines.push(JSON.stringify({ row: row++, ...content }, numbersAsText));
      }
      if (lines.length > 0) await output.write(`${lines.join('\n')}\n`);
      if (failure) throw failure;
    }
  };
}

function onRowError(value: string | undefined): 'stop' | 'report' {
  if (value === undefined || value === 'stop') return 'stop';
  if (value === 'report') return 'report';
  throw new UsageError(`--on-row-error: expected stop or report, got ${value}`);
}

function errorFacts(error: WasmojoError): Record<string, unknown> {
  return { code: error.code, message: error.message, ...error.facts() };
}

/** JSON has no NaN and no infinities: they are texts, as Java prints them. */
function numbersAsText(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
