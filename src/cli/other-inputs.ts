import { ConversionCounter, keepColumns, type Frame, type Model, type TeamInput } from '../node.js';
import { joinPlans } from '../features/stack-plan.js';
import { errorOfRows } from './errors.js';
import { inputFormat, openInput } from './input.js';
import { inputPlan } from './input-columns.js';
import { notes } from './notes.js';
import { Progress } from './progress.js';
import { reportsRowErrors, separatorOf, splitList, type RowFlags } from './row-options.js';

export interface OtherInputs {
  /** By path. */
  readonly inputs: ReadonlyMap<string, TeamInput>;
  /** Says on stderr what was converted. */
  note(): void;
}

/** The files that some of the models read, but not the first one; `keptIn`: columns of each that have a use besides. Errors name the file. */
export function otherInputs(
  flags: RowFlags,
  inputs: readonly string[],
  models: readonly Model[],
  keptIn: (path: string) => readonly string[],
): OtherInputs {
  const paths = new Set(inputs.filter((path) => path !== flags.input));
  const opened = [...paths].map((path) => {
    const readers = models.filter((_, i) => inputs[i] === path);
    const kept = keptIn(path);
    const columnPlan = keepColumns(joinPlans(readers.map((model) => model.columnPlan)), kept);
    const counter = new ConversionCounter();
    const open = () =>
      openInput(
        path,
        {
          format: inputFormat(path, flags.inputFormat),
          separator: separatorOf(flags.separator),
          naStrings: flags.naStrings === undefined ? undefined : splitList(flags.naStrings),
          keepBadLines: reportsRowErrors(flags),
          plan: (header) => inputPlan({ columnPlan }, header, [], counter),
        },
        new Progress(false),
      );
    return { path, input: { frames: named(path, open), counter, kept } };
  });
  return {
    inputs: new Map(opened.map(({ path, input }) => [path, input])),
    note: () => {
      if (flags.quiet) return;
      for (const { path, input } of opened) {
        for (const note of notes(input.counter.report(), [])) {
          process.stderr.write(`note: ${path}: ${note}\n`);
        }
      }
    },
  };
}

async function* named(path: string, open: () => AsyncIterable<Frame>): AsyncGenerator<Frame> {
  try {
    yield* open();
  } catch (error) {
    throw errorOfRows(path, error);
  }
}
