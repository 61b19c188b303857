import { Command } from 'commander';
import { loadMojo, type Model } from '../node.js';
import type { RowWriter } from './answer-source.js';
import { columnWriter } from './column-writer.js';
import { INTERACTION_ROWS, withContributionFlags } from './contribution-flags.js';
import { UsageError } from './errors.js';
import { answerKind, type PredictFlags } from './predict-options.js';
import { predictSource } from './predict-source.js';
import { withFileFlags, withRuleFlags, withRunFlags } from './row-flags.js';
import { backendName, outputFormat } from './row-options.js';
import { scoreRows } from './score-rows.js';
import { writePredictions } from './write-predictions.js';

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
    .requiredOption(
      '--mojo <model>',
      'the model: zip, unzipped folder, URL or description of a pipeline',
    );
  withFileFlags(command)
    .option('--leaf-node-assignment [type]', 'the leaf of every tree: path (default) or node-id')
    .option('--predict-calibrated', 'the prediction and its calibrated probabilities');
  withContributionFlags(command)
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
    );
  withRuleFlags(command, 'in front of').option(
    '--include <fields>',
    'more fields in JSON lines: leaf-node-assignment, staged-probabilities, contributions, extended',
  );
  return withRunFlags(command)
    .addHelpText('after', EXAMPLES)
    .action((flags: PredictFlags) => predict(flags));
}

async function predict(flags: PredictFlags): Promise<void> {
  const writerFor = writerOf(flags);
  const model = await loadMojo(flags.mojo, { backend: backendName(flags.backend) });
  try {
    const blockRows = flags.contributionInteractions ? INTERACTION_ROWS : undefined;
    await scoreRows(model, [flags.mojo], flags, writerFor(model), blockRows);
  } finally {
    model.dispose();
  }
}

function writerOf(flags: PredictFlags): (model: Model) => RowWriter {
  const format = outputFormat(flags);
  const isJson = format === 'jsonl';
  if (isJson && flags.keep !== undefined) {
    throw new UsageError(
      '--keep does not go with --format jsonl, only with csv, arrow and parquet',
    );
  }
  if (!isJson && flags.include !== undefined) {
    throw new UsageError(`--include does not go with --format ${format}, only with jsonl`);
  }
  const { kind } = answerKind(flags);
  if (isJson && (kind === 'prediction' || kind === 'glrm-reconstruct')) {
    return writePredictions(flags);
  }
  if (flags.include !== undefined) {
    throw new UsageError('--include goes with predictions, not with other kinds of answer');
  }
  const sourceOf = predictSource(flags);
  const write = columnWriter(flags);
  return (model) => write(sourceOf(model));
}
