import { CsvWriter, Frame, type AnswerKind, type ConversionCounter, type Model } from '../node.js';
import type { Output } from './output.js';
import {
  answerKind,
  glrmOptions,
  splitList,
  thresholdOf,
  type PredictFlags,
} from './predict-options.js';
import { rulesOf } from './rules.js';
import type { Progress } from './progress.js';
import { UsageError } from './errors.js';

/** Answers as CSV, the columns to keep in front. A row that fails ends the run; the rows before it are written. */
export function writeCsv(flags: PredictFlags) {
  if (flags.include !== undefined) throw new UsageError('--include goes with --format jsonl');
  if ((flags.onRowError ?? 'stop') !== 'stop') {
    throw new UsageError('--on-row-error report goes with --format jsonl');
  }
  const kind = answerKind(flags);
  const keep = splitList(flags.keep);
  const search = glrmOptions(flags);
  const threshold = thresholdOf(flags);
  return async (
    model: Model,
    frames: AsyncIterable<Frame>,
    counter: ConversionCounter,
    output: Output,
    progress: Progress,
  ): Promise<void> => {
    const writer = new CsvWriter({ hex: flags.hex ?? false });
    const names = await answerNames(model, kind, flags);
    if (flags.header) await output.write(writer.header([...keep, ...names]));

    let current: Frame | undefined;
    const remembered = (async function* () {
      for await (const frame of frames) yield (current = frame);
    })();
    const options = {
      ...rulesOf(flags),
      ...search,
      threshold,
      onProgress: (rows: number) => {
        progress.scored(rows);
      },
    };
    let firstRow = 0;
    for await (const { frame, failures } of model.answerStream(
      remembered,
      kind,
      counter,
      options,
    )) {
      const input = current as unknown as Frame;
      const rows = new Frame(
        [...keep.map((name) => input.column(name)), ...frame.columns],
        frame.rowCount,
      );
      const failure = failures[0];
      await output.write(writer.rows(rows, 0, failure?.row ?? frame.rowCount));
      if (failure) throw failure.error(firstRow + failure.row);
      firstRow += frame.rowCount;
    }
  };
}

async function answerNames(model: Model, kind: AnswerKind, flags: PredictFlags): Promise<string[]> {
  const names = (await model.answerColumns(kind)).map(({ name }) => name);
  const taken = splitList(flags.keep).find((name) => names.includes(name));
  if (taken !== undefined)
    throw new UsageError(`--keep: the answers have a column ${taken} already`);
  return names;
}
