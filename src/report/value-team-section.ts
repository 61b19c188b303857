import type { ValueAgreement, ValueErrors, ValueReport } from '../teams/value-report.js';
import { linearAxis } from './axis.js';
import { barChart } from './bar-chart.js';
import { markup, type Markup } from './markup.js';
import { brief, count, measured } from './numbers.js';
import type { Section } from './page.js';
import { table } from './table.js';

/** A team whose members predict values: how far they are from the right ones, and from each other. */
export function valueTeamSections(report: ValueReport | ValueAgreement): Section[] {
  const sections = [differences(report), leastSure(report)];
  return 'team' in report ? [errors(report), ...sections] : sections;
}

function errors({ members, team, meanSquaredSpread }: ValueReport): Section {
  const parts = [...members, { name: 'team', ...team }];
  return {
    id: 'team',
    title: 'The team and its members',
    body: [
      markup`<p>The team says the mean of its members. Its squared error is the mean of theirs less the mean squared spread, ${brief(meanSquaredSpread)}.</p>\n`,
      table(
        'Errors: value less right value',
        [
          { name: 'Model', isText: true },
          { name: 'Rows' },
          { name: 'Mean' },
          { name: 'Mean size' },
          { name: 'Root mean square' },
        ],
        parts.map((part) => [
          part.name,
          count(part.rows),
          measured(part.meanError),
          measured(part.meanAbsoluteError),
          measured(rootOf(part)),
        ]),
      ),
      errorChart(parts),
    ],
  };
}

function errorChart(parts: readonly ({ readonly name: string } & ValueErrors)[]): Markup {
  // Errors that are unknown, or without end, have no bar.
  const lengthOf = (part: ValueErrors) => (Number.isFinite(rootOf(part)) ? rootOf(part) : 0);
  const most = Math.max(...parts.map(lengthOf));
  const bars = parts.map((part, i) => {
    const isOther = i === parts.length - 1;
    return { name: part.name, value: lengthOf(part), text: measured(rootOf(part)), isOther };
  });
  const axis = linearAxis('root mean squared error', most, brief);
  return markup`<div class="charts">${barChart('Root mean squared error', bars, axis, 'model')}</div>\n`;
}

function rootOf({ meanSquaredError }: ValueErrors): number {
  return Math.sqrt(meanSquaredError);
}

function differences({ members, differences: pairs }: ValueAgreement): Section {
  const columns = [{ name: 'Member', isText: true }, ...members.map(({ name }) => ({ name }))];
  return {
    id: 'agreement',
    title: 'Differences between members',
    body: [
      table(
        'Root mean squared difference of two members',
        columns,
        members.map(({ name }, a) => [name, ...pairs[a].map(measured)]),
      ),
    ],
  };
}

function leastSure({ leastSure: rows }: ValueAgreement): Section {
  const columns = ['Row', 'Mean', 'Spread', 'Least', 'Most'].map((name) => ({ name }));
  return {
    id: 'unsure',
    title: 'Rows on which the members differ most',
    body: [
      table(
        "The spread is the standard deviation of the members' values",
        columns,
        rows.map(({ row, mean, spread, least, most }) => [
          String(row),
          measured(mean),
          measured(spread),
          measured(least),
          measured(most),
        ]),
      ),
    ],
  };
}
