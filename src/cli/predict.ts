import { Command, Option } from 'commander';
import { ConversionCounter, loadMojo, type Frame, type Model } from '../node.js';
import { INTERACTION_ROWS, withContributionFlags } from './contribution-flags.js';
import { errorOfRows } from './errors.js';
import { inputFormat, openInput } from './input.js';
import { inputPlan } from './input-columns.js';
import { notes } from './notes.js';
import { openOutput, type Output } from './output.js';
import {
  backendName,
  outputFormat,
  reportsRowErrors,
  separatorOf,
  splitList,
  type OutputFormat,
  type PredictFlags,
} from './predict-options.js';
import { Progress } from './progress.js';
import { writeCsv } from './write-csv.js';
import { writeJsonLines } from './write-json-lines.js';
import { writeTyped } from './write-typed.js';

const EXAMPLES = `
Examples:
  $ wasmojo predict --mojo model.zip --input rows.csv --output predictions.csv
  $ gunzip -c rows.csv.gz | wasmojo predict --mojo model.zip --input - > predictions.csv
  $ wasmojo predict --mojo model.zip --input rows.csv --leaf-node-assignment node-id
  $ wasmojo predict --mojo model.zip --input rows.jsonl --format jsonl --on-row-error report

Numbers in the output are Java's, NA is missing. Rows are counted from 0 in messages.
The flags of H2O's PredictCsv (--setConvertInvalidNum, --leafNodeAssignment, --decimal, ...) are accepted too.`;

/** `wasmojo predict`. */
export function predictCommand(): Command {
  const command = new Command('predict')
    .description('Scores the rows of a file.')
    .requiredOption('--mojo <model>', 'the model: zip, unzipped folder or URL')
    .requiredOption(
      '--input <rows>',
      'the rows: CSV or JSON lines, also gzipped, Arrow or Parquet; - is stdin',
    )
    .option(
      '--output <file>',
      'where the answers go, gzipped if it ends with .gz; - is stdout',
      '-',
    )
    .option(
      '--input-format <format>',
      'csv, jsonl, arrow or parquet (default: by extension, else csv)',
    )
    .option(
      '--format <format>',
      'csv, jsonl, arrow or parquet (default: by extension of --output, else csv)',
    )
    .option('--leaf-node-assignment [type]', 'the leaf of every tree: path (default) or node-id')
    .option('--predict-calibrated', 'the prediction and its calibrated probabilities');
  return withContributionFlags(command)
    .option('--staged-probabilities', 'the prediction after each tree group')
    .option(
      '--glrm-reconstruct',
      'GLRM: the columns that the factors give; JSON lines have them besides the factors',
    )
    .option('--glrm-iterations <n>', 'GLRM: most iterations per row (default: 100)')
    .option('--glrm-seed <n>', "GLRM: seed of the random start (default: the model's)")
    .option(
      '--deep-features <layer>',
      'what a hidden layer of a deep learning model gives; 1 is the first',
    )
    .option('--reconstruction', 'the input as an autoencoder gives it back')
    .option(
      '--reconstruction-error [what]',
      "an autoencoder's squared errors: average (default) or per-feature",
    )
    .option(
      '--threshold <t>',
      "binomial: probability of class 1 from which it is the label (default: the model's)",
    )
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
    .option('--keep <columns>', 'input columns to copy in front of the answers')
    .option('--no-header', 'no line of names in the CSV output')
    .option(
      '--include <fields>',
      'more fields in JSON lines: leaf-node-assignment, staged-probabilities, contributions, extended',
    )
    .option(
      '--on-row-error <what>',
      'stop (default), or with JSON lines: report the row as {"row", "error"} and go on',
    )
    .option('--backend <name>', 'auto, native, wasm or js', 'auto')
    .option('--precision <name>', 'deep learning: exact (default), or fast: single precision')
    .option('--threads <n>', 'threads that score; auto or 0: one per core', '1')
    .option('--progress', 'show progress although stderr is no terminal')
    .option('--no-progress', 'show no progress')
    .option('--quiet', 'no notes on columns and converted values on stderr')
    .addHelpText('after', EXAMPLES)
    .action((flags: PredictFlags) => predict(flags));
}

async function predict(flags: PredictFlags): Promise<void> {
  const format = outputFormat(flags);
  const write = writerOf(format, flags);
  const model = await loadMojo(flags.mojo, { backend: backendName(flags.backend) });
  try {
    await score(model, flags, write);
  } finally {
    model.dispose();
  }
}

function writerOf(format: OutputFormat, flags: PredictFlags): AnswerWriter {
  switch (format) {
    case 'csv':
      return writeCsv(flags);
    case 'jsonl':
      return writeJsonLines(flags);
    default:
      return writeTyped(format, flags);
  }
}

/** Writes the answers to all frames. */
export type AnswerWriter = (
  model: Model,
  frames: AsyncIterable<Frame>,
  counter: ConversionCounter,
  output: Output,
  progress: Progress,
) => Promise<void>;

async function score(model: Model, flags: PredictFlags, write: AnswerWriter): Promise<void> {
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
      blockRows: flags.contributionInteractions ? INTERACTION_ROWS : undefined,
      plan: (header) => inputPlan(model, header, keep, counter),
    },
    progress,
  );
  const output = await openOutput(flags.output, [flags.input, flags.mojo]);
  try {
    await write(model, frames, counter, output, progress);
    await output.finish();
  } catch (error) {
    await output.discard();
    throw errorOfRows(flags.input, error);
  } finally {
    progress.end();
  }
  if (flags.quiet) return;
  for (const note of notes(counter.report(), keep)) process.stderr.write(`note: ${note}\n`);
}
