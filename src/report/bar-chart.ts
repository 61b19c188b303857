import type { Axis } from './axis.js';
import { acrossAxis, chart, nameWidth, plotOf, round, shortened } from './chart.js';
import { markup, type Markup, type Part } from './markup.js';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Written behind the bar. */
  readonly text: string;
  /** One of another kind: the team beside its members. */
  readonly isOther?: boolean;
}

const STEP = 20;

const WITHIN = markup` class="within" text-anchor="end"`;
const OUTSIDE = markup` text-anchor="start"`;

/** Horizontal bars, from the first one down, each with its name and its value. */
export function barChart(caption: Part, bars: readonly Bar[], axis: Axis, names: string): Markup {
  const left = nameWidth(bars.map(({ name }) => name));
  const height = bars.length * STEP + 16 + 36;
  const plot = plotOf(height, left);
  const drawn = bars.map(({ name, value, text, isOther }, i) => {
    const y = plot.top + i * STEP;
    const width = round(axis.place(value) * plot.width);
    // A text that does not fit behind its bar stands within it, at its end.
    const isWithin = width + 6.5 * text.length > plot.width;
    const x = round(plot.left + width + (isWithin ? -5 : 5));
    const label = markup`<text${isWithin ? WITHIN : OUTSIDE} x="${x}" y="${y + 14}">${text}</text>`;
    return markup`<g><title>${name}: ${text}</title><text x="${plot.left - 6}" y="${y + 14}" text-anchor="end">${shortened(name)}</text><rect class="${isOther ? 'bar other' : 'bar'}" x="${plot.left}" y="${y + 3}" width="${width}" height="${STEP - 6}"/>${label}</g>
`;
  });
  const summary = bars.map(({ name, text }) => `${name}: ${text}`).join('; ');
  const head = markup`<text x="2" y="10">${names}</text>`;
  return chart(caption, summary, height, [head, acrossAxis(plot, axis), drawn]);
}
