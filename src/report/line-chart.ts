import type { Axis } from './axis.js';
import { acrossAxis, chart, plotOf, round, upAxis, type Plot } from './chart.js';
import { markup, type Markup, type Part } from './markup.js';

export interface Line {
  /** How it is drawn: the `before` of others is an area. */
  readonly look: 'before' | 'after' | 'matched';
  readonly points: readonly (readonly [x: number, y: number])[];
}

const HEIGHT = 220;

/** Lines over two axes. */
export function lineChart(
  caption: Part,
  summary: string,
  lines: readonly Line[],
  across: Axis,
  up: Axis,
): Markup {
  const longest = Math.max(...up.ticks.map(({ text }) => text.length));
  const plot = plotOf(HEIGHT, 10 + 7 * longest, 22);
  const drawn = lines.map(({ look, points }) => {
    const path = points.map(
      ([x, y], i) => `${i === 0 ? 'M' : 'L'}${placeOf(plot, across, up, x, y)}`,
    );
    if (look !== 'before') return markup`<path class="${look}" d="${path.join('')}"/>\n`;
    const bottom = plot.top + plot.height;
    const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0].map((x) =>
      round(plot.left + across.place(x) * plot.width),
    );
    return markup`<path class="before" d="${path.join('')}L${last} ${bottom}L${first} ${bottom}Z"/>\n`;
  });
  return chart(caption, summary, HEIGHT, [acrossAxis(plot, across), upAxis(plot, up), drawn]);
}

function placeOf(plot: Plot, across: Axis, up: Axis, x: number, y: number): string {
  const [left, top] = [across.place(x) * plot.width, (1 - up.place(y)) * plot.height];
  return `${round(plot.left + left)} ${round(plot.top + top)}`;
}

/** Bins as steps: a value from each of `edges` to the next. */
export function steps(
  values: readonly number[],
  edges: readonly number[],
): readonly (readonly [number, number])[] {
  return values.flatMap((value, i) => [[edges[i], value] as const, [edges[i + 1], value] as const]);
}

/** What the looks are, for keys. */
export const LINE_MARKS: Readonly<Record<Line['look'], Markup>> = {
  before: markup`<rect class="before" width="28" height="12"/>`,
  after: markup`<path class="after" d="M0 6h28"/>`,
  matched: markup`<path class="matched" d="M0 6h28"/>`,
};
