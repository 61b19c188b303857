import type { MetricCell, Metrics, MetricTable } from '../node.js';
import { textTable } from './text-table.js';

/** Columns of a terminal that tables should fit in. */
const WIDTH = 100;
const MAX_ROWS = 20;
/** Fields that say nothing of the model. */
const HIDDEN = new Set([
  'schema',
  'description',
  'model_category',
  'predictions',
  'nobs',
  'custom_metric_name',
  'custom_metric_value',
  'domain',
]);
/** Only generalized linear models have them; the others' are NaN. */
const MOSTLY_UNKNOWN = new Set(['loglikelihood', 'AIC']);
/** A row per threshold, up to 400 or 1000 of them: for programs. */
const LONG = 'thresholds_and_metric_scores';
/** The columns of the gains/lift table that fit in, under short names. */
const GAINS_LIFT: Readonly<Record<string, string>> = {
  group: 'group',
  cumulative_data_fraction: 'rows',
  lower_threshold: 'from score',
  response_rate: 'rate',
  lift: 'lift',
  cumulative_lift: 'cum. lift',
  capture_rate: 'capture',
  cumulative_capture_rate: 'cum. capture',
  kolmogorov_smirnov: 'KS',
};

/** Metrics for people: the numbers, then the tables, as wide as a terminal and not too long. `--json` has all. */
export function metricsText(metrics: Metrics): string {
  const scalars: string[][] = [];
  const sections: string[] = [];
  for (const [name, value] of Object.entries(metrics)) {
    if (value === null || HIDDEN.has(name)) continue;
    if (Number.isNaN(value) && MOSTLY_UNKNOWN.has(name)) continue;
    if (typeof value === 'number' || typeof value === 'string') scalars.push([name, brief(value)]);
    else if ('table' in value) sections.push(confusionText(value.table));
    else if ('rowcount' in value) sections.push(section(name, value));
  }
  const rows = metrics.nobs === 1 ? '1 row counts' : `${brief(metrics.nobs)} rows count`;
  const head =
    metrics.nobs === 0 ? metrics.model_category : `${metrics.model_category}; ${rows} (nobs)`;
  return [`${head}\n\n${textTable(['metric', 'value'], scalars)}`, ...sections].join('\n\n');
}

function section(name: string, table: MetricTable): string {
  if (name === LONG) return `${table.name}: ${table.rowcount} rows, with --json`;
  if (name === 'gains_lift_table') {
    const shown = table.columns.flatMap((column, c) => {
      const heading = GAINS_LIFT[column.name];
      return heading === undefined ? [] : [{ heading, cells: table.data[c] }];
    });
    return `${table.name} (${table.description})\n${columnsText(shown)}`;
  }
  const columns = table.columns.map(({ description }, c) => ({
    heading: description,
    cells: table.data[c],
  }));
  return `${table.name}\n${columnsText(columns.filter(({ heading }) => heading !== ''))}`;
}

/** Actual classes in rows; of a matrix that is too wide, for each class the errors and what it is taken for most often. */
function confusionText(table: MetricTable): string {
  const classes = table.columns.slice(0, -2).map(({ name }) => name);
  const [errors, rates] = table.data.slice(-2);
  const actual = { heading: 'actual', cells: [...classes, 'Totals'] };
  const counts = classes.map((heading, c) => ({ heading, cells: table.data[c] }));
  const ends = [
    { heading: 'Error', cells: errors },
    { heading: 'Rate', cells: rates },
  ];
  const whole = columnsText([actual, ...counts, ...ends]);
  const title = `${table.name} (rows: actual, columns: predicted)`;
  if (widthOf(whole) <= WIDTH) return `${title}\n${whole}`;
  const taken = classes.map((_, row) => mostTakenFor(row, classes, table.data));
  const narrow = [actual, { heading: 'most often taken for', cells: [...taken, ''] }, ...ends];
  return `${table.name} (${classes.length} classes: the matrix itself with --json)\n${columnsText(narrow)}`;
}

function mostTakenFor(
  row: number,
  classes: readonly string[],
  counts: readonly (readonly MetricCell[])[],
): string {
  let most = -1;
  let times = 0;
  classes.forEach((_, c) => {
    const count = Number(counts[c][row]);
    if (c === row || count <= times) return;
    most = c;
    times = count;
  });
  return most < 0 ? '' : `${classes[most]} (${brief(times)})`;
}

interface TextColumn {
  readonly heading: string;
  readonly cells: readonly MetricCell[];
}

function columnsText(columns: readonly TextColumn[]): string {
  const all = columns[0]?.cells.length ?? 0;
  // The last row of a matrix is that of totals: of a long one the end is shown, too.
  const rows = Array.from({ length: all }, (_, r) => r);
  const shown = all > MAX_ROWS + 1 ? [...rows.slice(0, MAX_ROWS), all - 1] : rows;
  const text = textTable(
    columns.map(({ heading }) => heading),
    shown.map((r) => columns.map(({ cells }) => brief(cells[r]))),
  );
  return shown.length === all
    ? text
    : `${text}\n(${all} rows, ${all - shown.length} of them left out: --json)`;
}

function widthOf(text: string): number {
  return text.split('\n').reduce((widest, line) => Math.max(widest, line.length), 0);
}

/** Six digits of a number. */
function brief(value: MetricCell): string {
  if (value === null) return '';
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}
