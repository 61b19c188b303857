import { ConversionCounter, type ColumnPlan } from '../node.js';
import type { RowWriter } from './answer-source.js';
import { errorOfRows } from './errors.js';
import { inputFormat, openInput } from './input.js';
import { inputPlan } from './input-columns.js';
import { notes } from './notes.js';
import { openOutput } from './output.js';
import { Progress } from './progress.js';
import { reportsRowErrors, separatorOf, splitList, type RowFlags } from './row-options.js';

/**
 * From the rows of the input to the output, which is complete or absent, with progress and notes on stderr. `model` tells which columns
 * to read; `mojos` must not be written over. `blockRows`: most rows of a frame. `added`: columns of the frames that are none of the input.
 */
export async function scoreRows(
  model: { readonly columnPlan: ColumnPlan },
  mojos: readonly string[],
  flags: RowFlags,
  write: RowWriter,
  blockRows: number | undefined,
  added: readonly string[] = [],
): Promise<void> {
  const counter = new ConversionCounter();
  const progress = new Progress(flags.progress);
  await progress.start(flags.input);
  const keep = splitList(flags.keep);
  const frames = openInput(
    flags.input,
    {
      format: inputFormat(flags.input, flags.inputFormat),
      separator: separatorOf(flags.separator),
      naStrings: flags.naStrings === undefined ? undefined : splitList(flags.naStrings),
      keepBadLines: reportsRowErrors(flags),
      blockRows,
      plan: (header) => inputPlan(model, header, keep, counter),
    },
    progress,
  );
  const output = await openOutput(flags.output, [flags.input, ...mojos]);
  try {
    await write(frames, counter, output, progress);
    await output.finish();
  } catch (error) {
    await output.discard();
    throw errorOfRows(flags.input, error);
  } finally {
    progress.end();
  }
  if (flags.quiet) return;
  const kept = [...keep, ...added];
  for (const note of notes(counter.report(), kept)) process.stderr.write(`note: ${note}\n`);
}
