import { ConversionCounter, type Frame, type Model } from '../node.js';
import { joinPlans } from '../features/stack-plan.js';
import { errorOfRows } from './errors.js';
import { inputFormat, openInput } from './input.js';
import { inputPlan } from './input-columns.js';
import { notes } from './notes.js';
import { Progress } from './progress.js';
import { reportsRowErrors, separatorOf, splitList, type RowFlags } from './row-options.js';

export interface OtherInputs {
  /** By path. */
  readonly counters: ReadonlyMap<string, ConversionCounter>;
  readonly open: (path: string, counter: ConversionCounter) => AsyncIterable<Frame>;
  /** Says on stderr what was converted. */
  note(): void;
}

/** The files that some of the models read, but not the first one. Errors name the file. */
export function otherInputs(
  flags: RowFlags,
  inputs: readonly string[],
  models: readonly Model[],
): OtherInputs {
  const paths = new Set(inputs.filter((path) => path !== flags.input));
  const counters = new Map([...paths].map((path) => [path, new ConversionCounter()]));
  return {
    counters,
    open: (path, counter) => {
      const readers = models.filter((_, i) => inputs[i] === path);
      const columnPlan = joinPlans(readers.map((model) => model.columnPlan));
      return named(path, () =>
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
        ),
      );
    },
    note: () => {
      if (flags.quiet) return;
      for (const [path, counter] of counters) {
        for (const note of notes(counter.report(), [])) {
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
