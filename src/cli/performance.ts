import { Command } from 'commander';
import {
  ConversionCounter,
  ModelCategoryError,
  WasmojoError,
  loadMojo,
  type Metrics,
  type MetricTable,
} from '../node.js';
import { RowsError } from './errors.js';
import { inputFormat, openInput } from './input.js';
import { notes } from './notes.js';
import { print } from './output.js';
import { separatorOf, splitList } from './predict-options.js';
import { Progress } from './progress.js';
import { textTable } from './text-table.js';

const EXAMPLES = `
Examples:
  $ wasmojo performance --mojo model.zip --input test.csv
  $ wasmojo performance --mojo model.zip --input test.csv --weights w --json | jq .AUC`;

interface PerformanceFlags {
  mojo: string;
  input: string;
  inputFormat?: string;
  response?: string;
  weights?: string;
  naStrings?: string;
  separator?: string;
  setConvInvalidNumber?: true;
  json?: true;
  quiet?: true;
}

/** `wasmojo performance`. */
export function performanceCommand(): Command {
  return new Command('performance')
    .description("Measures a model on rows with responses: H2O's metrics of its category.")
    .requiredOption('--mojo <model>', 'the model: zip, unzipped folder or URL')
    .requiredOption('--input <rows>', 'the rows: CSV or JSON lines, also gzipped; - is stdin')
    .option('--input-format <format>', 'csv or jsonl (default: by extension, else csv)')
    .option('--response <column>', "the column of responses (default: the model's)")
    .option('--weights <column>', "the column of weights (default: the model's, if it is there)")
    .option('--separator <char>', 'separator of the CSV input; tab is \\t (default: ,)')
    .option('--na-strings <list>', 'cells that mean NA besides empty ones (default: NA,N/A,-)')
    .option(
      '--set-conv-invalid-number',
      'text that is no number is NA and is counted (default: refuse it)',
    )
    .option('--json', "everything as JSON, under the field names of H2O's REST API")
    .option('--quiet', 'no notes on columns and converted values on stderr')
    .addHelpText('after', EXAMPLES)
    .action((flags: PerformanceFlags) => performance(flags));
}

async function performance(flags: PerformanceFlags): Promise<void> {
  const model = await loadMojo(flags.mojo);
  try {
    const { response, weights } = flags;
    const counter = new ConversionCounter();
    const frames = openInput(
      flags.input,
      {
        format: inputFormat(flags.input, flags.inputFormat),
        separator: separatorOf(flags.separator),
        naStrings: flags.naStrings === undefined ? undefined : splitList(flags.naStrings),
        plan: () => model.performancePlan({ response, weights }),
      },
      new Progress(false),
    );
    const metrics = await model
      .performance(
        frames,
        { response, weights, convertInvalidNumbersToNa: flags.setConvInvalidNumber ?? false },
        counter,
      )
      .catch((error: unknown) => {
        const isOfRows = error instanceof WasmojoError && !(error instanceof ModelCategoryError);
        throw isOfRows ? new RowsError(flags.input, error) : error;
      });
    await print(flags.json ? JSON.stringify(metrics, numbersAsText, 2) : describeMetrics(metrics));
    if (flags.quiet) return;
    // Columns that the model does not use include the response and the weights: no note of them.
    const lines = notes({ ...counter.report(), unusedColumns: [] }, []);
    for (const line of lines) process.stderr.write(`note: ${line}\n`);
  } finally {
    model.dispose();
  }
}

const MAX_ROWS = 20;

/** Numbers first, then the tables, long ones cut. */
function describeMetrics(metrics: Metrics): string {
  const scalars: string[][] = [];
  const sections: string[] = [];
  for (const [name, value] of Object.entries(metrics)) {
    if (value === null) continue;
    if (typeof value === 'number' || typeof value === 'string') scalars.push([name, brief(value)]);
    else if ('table' in value) sections.push(tableText(value.table, metrics.domain));
    else if ('rowcount' in value) sections.push(tableText(value));
  }
  return [textTable(['metric', 'value'], scalars), ...sections].join('\n\n');
}

/** `rowNames`: of a confusion matrix, the actual classes. */
function tableText(table: MetricTable, rowNames?: unknown): string {
  const names = table.columns.map(({ name }) => name);
  const shown = Math.min(MAX_ROWS, table.rowcount);
  const rows = Array.from({ length: shown }, (_, r) => table.data.map((cells) => brief(cells[r])));
  const heads = Array.isArray(rowNames) ? [...rowNames.map(String), 'Totals'] : undefined;
  const text = heads
    ? textTable(
        ['', ...names],
        rows.map((row, r) => [heads[r] ?? '', ...row]),
      )
    : textTable(names, rows);
  const rest = table.rowcount - shown;
  return `${table.name}\n${text}${rest > 0 ? `\n... and ${rest} more rows (--json has all)` : ''}`;
}

function brief(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}

/** JSON has no NaN and no infinities: they are texts, as H2O writes them. */
function numbersAsText(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
