import type { MetricTable } from '../metrics/metrics.js';
import { confusionTable } from './confusion.js';
import type { ModelPerformance, ReportData } from './data.js';
import { labelledParts } from './labelled-parts.js';
import { markup, type Markup } from './markup.js';
import type { Section } from './page.js';

interface Matrix {
  readonly name: string;
  readonly classes: readonly string[];
  /** `counts[actual][label]`. */
  readonly counts: readonly (readonly number[])[];
}

/** Matrices of the team and its members, or of single models; those behind the first can be opened. */
export function confusionSection({ team, performance = [] }: ReportData): Section | undefined {
  const [first, ...others] =
    team && 'team' in team.tables ? ofTeam(team.tables) : performance.flatMap(ofModel);
  if (first === undefined) return undefined;
  return {
    id: 'confusion',
    title: 'Confusion matrices',
    body: [show(first), others.map((one) => folded(one))],
  };
}

function show({ name, classes, counts }: Matrix): Markup {
  return confusionTable(name, classes, counts);
}

function folded(matrix: Matrix): Markup {
  return markup`<details><summary>${matrix.name}</summary>${show(matrix)}</details>\n`;
}

function ofTeam(report: Parameters<typeof labelledParts>[0]): readonly Matrix[] {
  const parts = labelledParts(report).map(({ name, counts }) => {
    return { name, classes: report.classes, counts: counts.confusion };
  });
  const team = parts[report.members.length];
  return [team, ...parts.filter((part) => part !== team)];
}

/** H2O's table has a row of totals, and columns of errors and rates. */
function ofModel({ name, metrics }: ModelPerformance): readonly Matrix[] {
  const { cm } = metrics;
  if (typeof cm !== 'object' || cm === null || !('table' in cm)) return [];
  const { table }: { table: MetricTable } = cm;
  const classes = table.columns.slice(0, -2).map((column) => column.name);
  const counts = classes.map((_, a) => classes.map((_class, b) => Number(table.data[b][a])));
  return [{ name, classes, counts }];
}
