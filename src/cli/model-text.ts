import type { Model, ModelDetails, Table } from '../node.js';
import { textTable } from './text-table.js';

/** The model for people: sections with a table each, long tables cut. */
export function modelText(model: Model): string {
  const { details } = model;
  return [
    heading(model),
    `Columns\n${columnTable(model)}`,
    ...(details ? trainingSections(details) : []),
  ].join('\n\n');
}

/** What the details have, the essentials first. */
function trainingSections(details: ModelDetails): string[] {
  const sections = [
    section('Model summary', details.modelSummary, summaryText),
    parameterSection(details),
    metricSection(details),
    section('Maximum metrics', details.maxCriteria),
    section('Confusion matrix', details.confusionMatrix, confusionText),
    section('Variable importances', details.variableImportances, importanceText),
    section('Coefficients', details.coefficients),
    section('Centres', details.centers),
    section('Standardized centres', details.standardizedCenters),
    section('Cross-validation metrics', details.crossValidationSummary),
    section('Scoring history', details.scoringHistory, bothEnds),
  ];
  return sections.filter((text) => text !== undefined);
}

function section(
  title: string,
  table: Table | undefined,
  format: (table: Table) => string = firstRows,
): string | undefined {
  return table && table.rows.length > 0 ? `${title}\n${format(table)}` : undefined;
}

function heading(model: Model): string {
  const { trees } = model;
  const facts = [
    `${model.algorithm}, ${model.modelCategory}`,
    `MOJO ${model.mojoVersion.toFixed(2)}, H2O ${model.h2oVersion ?? 'unknown'}, uuid ${model.uuid}`,
  ];
  if (model.responseColumn !== undefined) facts.push(`response ${model.responseColumn}`);
  if (model.offsetColumn !== undefined) facts.push(`offset ${model.offsetColumn}`);
  if (model.modelCategory === 'Binomial') facts.push(`threshold ${model.defaultThreshold}`);
  if (trees)
    facts.push(
      `${trees.treeCount} trees, ${trees.leafCount} leaves, depth up to ${trees.maxDepth}`,
    );
  return facts.join('\n');
}

function columnTable(model: Model): string {
  const rows = model.columns.map((name, i) => {
    const domain = model.domains[i];
    const role =
      name === model.responseColumn ? 'response' : name === model.offsetColumn ? 'offset' : '';
    if (!domain) return [name, 'number', role];
    const shown = domain
      .slice(0, 5)
      .map((level) => JSON.stringify(level))
      .join(', ');
    return [
      name,
      `categorical, ${domain.length} levels: ${shown}${domain.length > 5 ? ', ...' : ''}`,
      role,
    ];
  });
  return textTable(['column', 'type', 'role'], rows);
}

function parameterSection({ parameters }: ModelDetails): string | undefined {
  const rows = parameters
    .filter(({ actualValue, defaultValue }) => different(actualValue, defaultValue))
    .map(({ name, actualValue }) => [name, brief(actualValue)])
    .filter(([, value]) => value !== '');
  if (rows.length === 0) return undefined;
  return `Parameters other than the defaults\n${textTable(['parameter', 'value'], rows)}`;
}

/** Numbers of the metrics, a column for each set of rows that was measured; those that are NaN for all are left out. */
function metricSection(details: ModelDetails): string | undefined {
  const sets = [
    { title: 'training', metrics: details.trainingMetrics },
    { title: 'validation', metrics: details.validationMetrics },
    { title: 'cross-validation', metrics: details.crossValidationMetrics },
  ].filter(({ metrics }) => metrics !== undefined);
  const names = new Set(
    sets.flatMap(({ metrics }) =>
      Object.entries(metrics ?? {}).flatMap(([name, value]) =>
        typeof value === 'number' && !isNaN(value) && !NO_METRICS.test(name) ? [name] : [],
      ),
    ),
  );
  if (names.size === 0) return undefined;
  const rows = [...names].map((name) => [
    name,
    ...sets.map(({ metrics }) => brief(metrics?.[name])),
  ]);
  return `Metrics\n${textTable(['metric', ...sets.map(({ title }) => title)], rows)}`;
}

/** Numbers among the metrics that measure nothing. */
const NO_METRICS = /^(scoring_time|custom_metric_value|.*_checksum)$/;

const MAX_ROWS = 20;

function firstRows(table: Table): string {
  const rest = table.rows.length - MAX_ROWS;
  const more = rest > 0 ? `\n... and ${rest} more rows (--json has all)` : '';
  return `${rowsText(table, table.rows.slice(0, MAX_ROWS))}${more}`;
}

/** Of a history the beginning and the end. */
function bothEnds(table: Table): string {
  const { columns, rows } = table;
  if (rows.length <= MAX_ROWS) return rowsText(table, rows);
  const half = MAX_ROWS / 2;
  return rowsText(table, [
    ...rows.slice(0, half),
    columns.map(() => '...'),
    ...rows.slice(rows.length - half),
  ]);
}

/** A summary of one row stands upright: it is too wide for most terminals. */
function summaryText(table: Table): string {
  const [row, ...others] = table.rows;
  if (row === undefined || others.length > 0) return firstRows(table);
  const facts = table.columns.map(({ name }, c) => [name, brief(row[c])]);
  return textTable(
    ['fact', 'value'],
    facts.filter(([name, value]) => name !== '' || value !== ''),
  );
}

/** The actual classes are not in the table: the rows have the order of the columns. */
function confusionText(table: Table): string {
  const { columns, rows } = table;
  if (columns[0]?.name === '') return firstRows(table);
  const heads = [...columns.slice(0, rows.length - 1).map(({ name }) => name), 'Totals'];
  return firstRows({
    ...table,
    columns: [{ name: 'actual', type: 'string' }, ...columns],
    rows: rows.map((row, r) => [heads[r] ?? '', ...row]),
  });
}

const BAR_WIDTH = 30;

/** With a bar for each, as long as its share of the largest. */
function importanceText(table: Table): string {
  const scaled = table.columns.findIndex(({ name }) => name === 'scaled_importance');
  if (scaled < 0) return firstRows(table);
  return firstRows({
    ...table,
    columns: [...table.columns, { name: '', type: 'string' }],
    rows: table.rows.map((row) => [...row, bar(row[scaled])]),
  });
}

function bar(share: unknown): string {
  if (typeof share !== 'number' || !(share > 0)) return '';
  return '█'.repeat(Math.round(Math.min(share, 1) * BAR_WIDTH));
}

function rowsText({ columns }: Table, rows: readonly (readonly unknown[])[]): string {
  // Many tables begin with an empty column without a name, for the numbers of the rows.
  const kept = columns.flatMap(({ name }, c) =>
    name === '' && rows.every((row) => brief(row[c]) === '') ? [] : [c],
  );
  return textTable(
    kept.map((c) => columns[c].name),
    rows.map((row) => kept.map((c) => brief(row[c]))),
  );
}

function different(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

const MAX_CELL = 60;

/** A value in a cell: keys of H2O by their name, columns by theirs, numbers with six digits. */
function brief(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (typeof value === 'object' && 'name' in value) return brief(value.name);
  if (typeof value === 'object' && 'column_name' in value) return brief(value.column_name);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 3)}...` : text;
}
