import type { Axis } from './axis.js';
import { acrossAxis, chart, nameWidth, plotOf, round, shortened } from './chart.js';
import { markup, type Markup, type Part } from './markup.js';

/** A line of a chart: a value of each member, and one of the team. */
export interface DotRow {
  readonly name: string;
  readonly dots: readonly { readonly name: string; readonly value: number }[];
  readonly team: number;
}

const STEP = 20;

/** Rows of dots on a common axis: circles for members, a diamond for the team. */
export function dotChart(
  caption: Part,
  rows: readonly DotRow[],
  axis: Axis,
  names: string,
  text: (value: number) => string,
): Markup {
  const left = nameWidth(rows.map(({ name }) => name));
  const height = rows.length * STEP + 16 + 36;
  const plot = plotOf(height, left);
  const x = (value: number) => round(plot.left + axis.place(value) * plot.width);
  const drawn = rows.map(({ name, dots, team }, i) => {
    const y = plot.top + i * STEP + STEP / 2;
    const circles = dots
      .filter(({ value }) => Number.isFinite(value))
      .map((dot) => {
        return markup`<circle class="dot" cx="${x(dot.value)}" cy="${y}" r="4"><title>${dot.name}: ${text(dot.value)}</title></circle>`;
      });
    const diamond = Number.isFinite(team)
      ? markup`<path class="team" d="M${x(team)} ${y - 5.5}l5.5 5.5-5.5 5.5-5.5-5.5z"><title>team: ${text(team)}</title></path>`
      : undefined;
    return markup`<g><text x="${plot.left - 8}" y="${y + 4}" text-anchor="end">${shortened(name)}</text><line class="grid" x1="${plot.left}" x2="${plot.left + plot.width}" y1="${y}" y2="${y}"/>${circles}${diamond}</g>
`;
  });
  const summary = rows.map(({ name, team }) => `${name}: team ${text(team)}`).join('; ');
  const head = markup`<text x="2" y="10">${names}</text>`;
  return chart(caption, summary, height, [head, acrossAxis(plot, axis), drawn]);
}

/** What the marks mean. */
export const DOT_MARKS = {
  member: markup`<circle class="dot" cx="14" cy="6" r="4"/>`,
  team: markup`<path class="team" d="M14 .5l5.5 5.5-5.5 5.5-5.5-5.5z"/>`,
};
