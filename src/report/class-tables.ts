import type { TeamReport } from '../teams/team-report.js';
import { linearAxis } from './axis.js';
import { dotChart } from './dot-chart.js';
import { markup, type Markup } from './markup.js';
import { count, percent } from './numbers.js';
import { table } from './table.js';

/** Classes up to which a chart of them can be read. */
const MOST_CLASSES = 40;

/** Error rates of each class, a dot for each member and one for the team. */
export function classChart({ classes, members, team }: TeamReport): Markup | undefined {
  if (classes.length > MOST_CLASSES) return undefined;
  const rows = classes.map((name, c) => ({
    name,
    dots: members.map((member) => ({ name: member.name, value: member.perClass[c].errorRate })),
    team: team.perClass[c].errorRate,
  }));
  const rates = rows.flatMap(({ dots, team: own }) => [own, ...dots.map(({ value }) => value)]);
  const most = Math.max(0, ...rates.filter(Number.isFinite));
  const digits = most < 0.04 ? 1 : 0;
  const axis = linearAxis('error rate', most, (value) => percent(value, digits));
  const chart = dotChart('Error rate by class', rows, axis, 'class', percent);
  return markup`<div class="charts">${chart}</div>\n`;
}

/** The same as numbers. */
export function classTable({ classes, members, team }: TeamReport): Markup {
  return table(
    'Error rate by class',
    [
      { name: 'Class', isText: true },
      { name: 'Rows' },
      ...members.map(({ name }) => ({ name })),
      { name: 'team' },
    ],
    classes.map((level, c) => [
      level,
      count(team.perClass[c].rows),
      ...members.map(({ perClass }) => percent(perClass[c].errorRate)),
      percent(team.perClass[c].errorRate),
    ]),
  );
}
