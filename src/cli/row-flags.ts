import { Option, type Command } from 'commander';
import type { PredictOptions } from '../node.js';
import type { Progress } from './progress.js';
import { precisionOf, threadsOf, type RowFlags } from './row-options.js';

/** Where rows come from and answers go. */
export function withFileFlags(command: Command): Command {
  return withFormatFlags(
    command.requiredOption(
      '--input <rows>',
      'the rows: CSV, JSON lines or images in idx, also gzipped, Arrow or Parquet; - is stdin',
    ),
  );
}

/** Where answers go, and what the files are. */
export function withFormatFlags(command: Command): Command {
  return command
    .option(
      '--output <file>',
      'where the answers go, gzipped if it ends with .gz; - is stdout',
      '-',
    )
    .option(
      '--input-format <format>',
      'csv, jsonl, arrow, parquet or idx (default: by extension, else csv)',
    )
    .option(
      '--format <format>',
      'csv, jsonl, arrow or parquet (default: by extension of --output, else csv)',
    );
}

/** What to do with values, and how answers are written. `kept`: where columns to keep go. */
export function withRuleFlags(command: Command, kept: string): Command {
  return command
    .addOption(
      new Option(
        '--convert-unknown-categorical-levels-to-na',
        'levels that the model does not know are NA and are counted',
      ).default(true),
    )
    .option('--no-convert-unknown-categorical-levels-to-na', 'refuse them')
    .option(
      '--set-conv-invalid-number',
      'text that is no number is NA and is counted (default: refuse it)',
    )
    .option('--separator <char>', 'separator of the CSV input; tab is \\t (default: ,)')
    .option(
      '--na-strings <list>',
      'texts that mean NA besides empty cells (default: NA,N/A,-; none in JSON lines)',
    )
    .option('--hex', "numbers as Java's Double.toHexString, which is exact")
    .option('--keep <columns>', `input columns to copy ${kept} the answers`)
    .option('--no-header', 'no line of names in the CSV output');
}

/** How a command runs. */
export function withRunFlags(command: Command): Command {
  return command
    .option(
      '--on-row-error <what>',
      'stop (default), or with JSON lines: report the row as {"row", "error"} and go on',
    )
    .option('--backend <name>', 'auto, native, wasm or js', 'auto')
    .option('--precision <name>', 'deep learning: exact (default), or fast: single precision')
    .option('--threads <n>', 'threads that score; auto or 0: one per core', '1')
    .option('--progress', 'show progress although stderr is no terminal')
    .option('--no-progress', 'show no progress')
    .option('--quiet', 'no notes on columns and converted values on stderr');
}

/** Options of the library that every kind of answer takes. Throws UsageError. */
export function scoringOptions(flags: RowFlags) {
  const options = {
    convertUnknownCategoricalLevelsToNa: flags.convertUnknownCategoricalLevelsToNa,
    convertInvalidNumbersToNa: flags.setConvInvalidNumber ?? false,
    precision: precisionOf(flags),
    threads: threadsOf(flags.threads),
  } satisfies PredictOptions;
  return (progress: Progress) => ({
    ...options,
    onProgress: (rows: number) => {
      progress.scored(rows);
    },
  });
}
