import type { TeamReport } from '../teams/team-report.js';
import { linearAxis } from './axis.js';
import { barChart } from './bar-chart.js';
import { key } from './chart.js';
import { classChart, classTable } from './class-tables.js';
import { DOT_MARKS } from './dot-chart.js';
import { labelledParts } from './labelled-parts.js';
import { lineChart } from './line-chart.js';
import { markup, type Markup } from './markup.js';
import { brief, count, percent, share } from './numbers.js';
import type { Section } from './page.js';
import { table } from './table.js';

/** How right a team is: errors of members and team, correct models, errors of classes, and where it is sure. */
export function teamSection(report: TeamReport): Section {
  return {
    id: 'team',
    title: 'The team and its members',
    body: [
      errorTable(report),
      markup`<div class="charts">${errorChart(report)}${correctChart(report)}${coverageChart(report)}</div>
<h3>Correct models</h3>
<p>In how many rows no member is right, one, two, and so on.</p>
`,
      correctTable(report),
      markup`<h3>Errors by class</h3>\n`,
      key([
        { mark: DOT_MARKS.member, text: 'a member' },
        { mark: DOT_MARKS.team, text: 'the team' },
      ]),
      classChart(report),
      classTable(report),
    ],
  };
}

function errorTable(report: TeamReport): Markup {
  const { team, votes } = report;
  const rows = labelledParts(report).map(({ name, counts }) => [
    name,
    count(counts.rows),
    count(counts.errors),
    percent(counts.errorRate),
  ]);
  const ties = count(votes['lowest-class'].ties);
  return markup`<p>The team's label is the class with the largest sum of the members' probabilities; votes are for the class that most members say. In ${ties} rows several classes have most votes, and the rule decides. The log loss of the team's mean probabilities is ${brief(team.logloss)}.</p>
${table('Errors', [{ name: 'Model', isText: true }, { name: 'Rows' }, { name: 'Errors' }, { name: 'Error rate' }], rows)}`;
}

function errorChart(report: TeamReport): Markup {
  const parts = [
    ...report.members.map((member) => ({ name: member.name, counts: member, isOther: false })),
    { name: 'team', counts: report.team, isOther: true },
  ];
  const most = Math.max(...parts.map(({ counts }) => counts.errorRate || 0));
  const axis = linearAxis('error rate', most, (value) => percent(value, decimals(most)));
  const bars = parts.map(({ name, counts, isOther }) => {
    return { name, value: counts.errorRate || 0, text: percent(counts.errorRate), isOther };
  });
  return barChart('Error rate', bars, axis, 'model');
}

function correctChart({ correctModels, rows }: TeamReport): Markup {
  const bars = correctModels.map(({ models, rows: own }) => {
    return { name: String(models), value: own, text: count(own) };
  });
  const axis = linearAxis('rows', rows, count);
  return barChart('Correct models', bars, axis, 'members that are right');
}

function correctTable({ correctModels, rows }: TeamReport): Markup {
  return table(
    'Correct models (cmc)',
    [
      { name: 'Members right' },
      { name: 'Rows' },
      { name: 'Share' },
      { name: 'So many or fewer' },
      { name: 'Share' },
    ],
    correctModels.map(({ models, rows: own, cumulative }) => [
      count(models),
      count(own),
      percent(share(own, rows)),
      count(cumulative),
      percent(share(cumulative, rows)),
    ]),
  );
}

function coverageChart({ coverage, rows }: TeamReport): Markup | undefined {
  if (coverage.length === 0) return undefined;
  const points = coverage.map(({ rows: surest, errors }) => {
    return [share(surest, rows), share(errors, surest)] as const;
  });
  const most = Math.max(...points.map(([, rate]) => rate));
  const across = linearAxis('share of rows answered, the surest first', 1, (value) =>
    percent(value, 0),
  );
  const up = linearAxis('error rate', most, (value) => percent(value, decimals(most)));
  const summary = points
    .filter((_, i) => (i + 1) % 10 === 0)
    .map(([part, rate]) => `${percent(part, 0)} of the rows: ${percent(rate)}`)
    .join('; ');
  const title = 'Errors if only sure rows are answered';
  return lineChart(title, summary, [{ look: 'after', points }], across, up);
}

/** Digits behind the point with which ticks of an axis of shares differ. */
function decimals(most: number): number {
  return most < 0.004 ? 2 : most < 0.04 ? 1 : 0;
}
