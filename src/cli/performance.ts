import { Command } from 'commander';
import { ConversionCounter, MissingColumnError, loadMojo } from '../node.js';
import { numbersAsText } from '../metrics/numbers-as-text.js';
import { errorOfRows, UsageError } from './errors.js';
import { inputFormat, openInput } from './input.js';
import { metricsText } from './metrics-text.js';
import { notes } from './notes.js';
import { print } from './output.js';
import { Progress } from './progress.js';
import { RowLabels } from './row-labels.js';
import { separatorOf, splitList, threadsOf } from './row-options.js';

const EXAMPLES = `
Metrics and their names are those of H2O's model_performance. Rows without response, without
prediction or with weight 0 do not count. Rows are read as a stream; nothing is kept of
them but a few numbers a row for gains/lift (binomial), huber, uplift and Cox models.

Examples:
  $ wasmojo performance --mojo model.zip --input test.csv
  $ wasmojo performance --mojo model.zip --input test.csv.gz --response y --weights w
  $ wasmojo performance --mojo model.zip --input test.csv --json | jq .AUC
  $ wasmojo performance --mojo mnist.yaml --input t10k-images-idx3-ubyte.gz --labels t10k-labels-idx1-ubyte.gz`;

interface PerformanceFlags {
  mojo: string;
  input: string;
  inputFormat?: string;
  response?: string;
  weights?: string;
  labels?: string;
  naStrings?: string;
  separator?: string;
  setConvInvalidNumber?: true;
  threads?: string;
  json?: true;
  quiet?: true;
}

/** `wasmojo performance`. */
export function performanceCommand(): Command {
  return new Command('performance')
    .description("Measures a model on rows with responses: H2O's metrics of its category.")
    .requiredOption(
      '--mojo <model>',
      'the model: zip, unzipped folder, URL or description of a pipeline',
    )
    .requiredOption(
      '--input <rows>',
      'the rows: CSV, JSON lines or images in idx, also gzipped, Arrow or Parquet; - is stdin',
    )
    .option(
      '--input-format <format>',
      'csv, jsonl, arrow, parquet or idx (default: by extension, else csv)',
    )
    .option('--response <column>', "the column of responses (default: the model's)")
    .option(
      '--labels <file>',
      'responses that are whole numbers, as an idx file in place of a column',
    )
    .option('--weights <column>', "the column of weights (default: the model's, if it is there)")
    .option('--separator <char>', 'separator of the CSV input; tab is \\t (default: ,)')
    .option('--na-strings <list>', 'cells that mean NA besides empty ones (default: NA,N/A,-)')
    .option(
      '--set-conv-invalid-number',
      'text that is no number is NA and is counted (default: refuse it)',
    )
    .option('--threads <n>', 'threads that score; auto or 0: one per core', '1')
    .option('--json', "everything as JSON, under the field names of H2O's REST API")
    .option('--quiet', 'no notes on columns and converted values on stderr')
    .addHelpText('after', EXAMPLES)
    .action((flags: PerformanceFlags) => performance(flags));
}

async function performance(flags: PerformanceFlags): Promise<void> {
  const { response, weights } = flags;
  if (flags.labels !== undefined && response !== undefined) {
    throw new UsageError('--labels and --response both say where the responses are; choose one');
  }
  const model = await loadMojo(flags.mojo);
  try {
    const labels = flags.labels === undefined ? undefined : await RowLabels.read(flags.labels);
    const counter = new ConversionCounter();
    const frames = openInput(
      flags.input,
      {
        format: inputFormat(flags.input, flags.inputFormat),
        separator: separatorOf(flags.separator),
        naStrings: flags.naStrings === undefined ? undefined : splitList(flags.naStrings),
        plan: (header) => {
          requireNamed({ response, weights }, header);
          return model.performancePlan({ response, weights });
        },
      },
      new Progress(false),
    );
    const metrics = await model
      .performance(
        labels ? labels.beside(frames, model.responseColumn ?? 'response') : frames,
        {
          response,
          weights,
          convertInvalidNumbersToNa: flags.setConvInvalidNumber ?? false,
          threads: threadsOf(flags.threads),
        },
        counter,
      )
      .catch((error: unknown) => {
        throw errorOfRows(flags.input, error);
      });
    await print(flags.json ? JSON.stringify(metrics, numbersAsText, 2) : metricsText(metrics));
    if (flags.quiet) return;
    // Columns that the model does not use include the response and the weights: no note of them.
    const lines = notes({ ...counter.report(), unusedColumns: [] }, []);
    for (const line of lines) process.stderr.write(`note: ${line}\n`);
  } finally {
    model.dispose();
  }
}

/** Throws MissingColumnError for a flag that names a column which the header does not have. */
function requireNamed(
  flags: Readonly<Record<string, string | undefined>>,
  header: readonly string[],
): void {
  for (const [flag, name] of Object.entries(flags)) {
    if (name === undefined || header.includes(name)) continue;
    const columns = header.map((column) => JSON.stringify(column)).join(', ');
    throw new MissingColumnError(
      name,
      `--${flag} names it, but the input has ${columns.slice(0, 300)}`,
      header,
    );
  }
}
