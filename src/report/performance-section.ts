import type { MetricTable, MetricValue } from '../metrics/metrics.js';
import type { TeamPerformance } from '../teams/team-measurement.js';
import type { ModelPerformance } from './data.js';
import { markup, type Markup } from './markup.js';
import { count, measured, percent } from './numbers.js';
import type { Section } from './page.js';
import { table } from './table.js';

/** Numbers that say nothing of a model. */
const HIDDEN = new Set(['custom_metric_value', 'nobs']);

const WEIGHTS =
  ' Rows count by the column of weights; – is every row once, as for a team whose members were trained with different columns. All other tables count every row once.';

/** H2O divides the number of rows whose first guess is right by the sum of weights, and adds weights of later ones (metrics/multinomial.ts). */
const WEIGHTED_HITS =
  '. By weights, as H2O has them: right first guesses count as rows, later ones by weight, so that the last ratio need not be 100 %';

/** The members, then the team. */
export function performanceParts({
  members,
  teamWeights,
  team,
}: TeamPerformance): ModelPerformance[] {
  return [...members, { name: 'team', weights: teamWeights, metrics: team }];
}

/** Metrics as H2O reports them, a column per model: numbers, and how often the right class is among the first guesses. */
export function performanceSection(parts: readonly ModelPerformance[]): Section {
  const names = [...new Set(parts.flatMap(({ metrics }) => Object.keys(metrics)))].filter(
    (name) => !HIDDEN.has(name) && parts.some(({ metrics }) => isKnown(metrics[name])),
  );
  const isWeighted = parts.some(({ weights }) => typeof weights === 'string');
  const rows = [
    ['rows', ...parts.map(({ metrics }) => count(metrics.nobs))],
    ...(isWeighted ? [['weights', ...parts.map(({ weights }) => weights ?? '–')]] : []),
    ...names.map((name) => [name, ...parts.map(({ metrics }) => cellOf(metrics[name]))]),
  ];
  return {
    id: 'performance',
    title: 'Performance',
    body: [
      markup`<p>Under the names that H2O has for them.${isWeighted ? WEIGHTS : undefined}</p>\n`,
      table('Metrics', [{ name: 'Metric', isText: true }, ...columnsOf(parts)], rows),
      hitRatios(parts, isWeighted),
    ],
  };
}

function hitRatios(parts: readonly ModelPerformance[], isWeighted: boolean): Markup | undefined {
  const tables = parts.map(({ metrics }) => tableOf(metrics.hit_ratio_table));
  const longest = Math.max(0, ...tables.map((own) => own?.rowcount ?? 0));
  if (longest === 0) return undefined;
  const rows = Array.from({ length: longest }, (_, k) => [
    String(k + 1),
    ...tables.map((own) => percent(Number(own?.data.at(-1)?.[k] ?? NaN))),
  ]);
  const caption = 'Hit ratios: the share of rows whose class is among the first guesses';
  return table(
    isWeighted ? caption + WEIGHTED_HITS : caption,
    [{ name: 'Guesses' }, ...columnsOf(parts)],
    rows,
  );
}

function columnsOf(parts: readonly ModelPerformance[]) {
  return parts.map(({ name }) => ({ name }));
}

function isKnown(value: MetricValue | undefined): boolean {
  return typeof value === 'number' && !Number.isNaN(value);
}

function cellOf(value: MetricValue | undefined): string {
  return typeof value === 'number' ? measured(value) : '–';
}

function tableOf(value: MetricValue | undefined): MetricTable | undefined {
  return typeof value === 'object' && value !== null && 'rowcount' in value ? value : undefined;
}
