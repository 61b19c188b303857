import type { Axis } from './axis.js';
import { markup, type Markup, type Part } from './markup.js';

/** Where the values are drawn; the rest is for the axes. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Units of a chart across: on a narrow screen a unit is a pixel, so that its text can be read there. */
const WIDTH = 340;
/** Room for half of the text of the last tick. */
const RIGHT = 26;
const BELOW = 36;
/** Characters of a name in front of a plot. */
const MOST_NAME = 14;

/** A chart within its `<figure>`: caption, drawing, and what it shows for those who do not see it. */
export function chart(caption: Part, summary: string, height: number, drawing: Part): Markup {
  return markup`<figure><figcaption>${caption}</figcaption><svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${summary}">
${drawing}</svg></figure>
`;
}

/** The plot of a chart of that height, with `left` units for the texts of the other axis. */
export function plotOf(height: number, left: number, top = 16): Plot {
  return { left, top, width: WIDTH - left - RIGHT, height: height - top - BELOW };
}

/** The axis at the bottom, with lines through the plot. */
export function acrossAxis(plot: Plot, axis: Axis): Markup {
  const { left, top, width, height } = plot;
  const bottom = top + height;
  const ticks = axis.ticks.map(({ value, text }) => {
    const x = round(left + axis.place(value) * width);
    return markup`<line class="grid" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/><text x="${x}" y="${bottom + 14}" text-anchor="middle">${text}</text>
`;
  });
  return markup`${ticks}<line class="axis" x1="${left}" x2="${left + width}" y1="${bottom}" y2="${bottom}"/><text x="${left + width / 2}" y="${bottom + 29}" text-anchor="middle">${axis.label}</text>
`;
}

/** The axis at the left; its label stands above it. */
export function upAxis(plot: Plot, axis: Axis): Markup {
  const { left, top, width, height } = plot;
  const ticks = axis.ticks.map(({ value, text }) => {
    const y = round(top + (1 - axis.place(value)) * height);
    return markup`<line class="grid" x1="${left}" x2="${left + width}" y1="${y}" y2="${y}"/><text x="${left - 5}" y="${y + 4}" text-anchor="end">${text}</text>
`;
  });
  return markup`${ticks}<line class="axis" x1="${left}" x2="${left}" y1="${top}" y2="${top + height}"/><text x="2" y="${top - 7}">${axis.label}</text>
`;
}

/** A coordinate, short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What the marks of a chart mean. */
export function key(entries: readonly { readonly mark: Markup; readonly text: Part }[]): Markup {
  const items = entries.map(({ mark, text }) => {
    return markup`<li><svg width="28" height="12" aria-hidden="true">${mark}</svg>${text}</li>`;
  });
  return markup`<ul class="key">${items}</ul>\n`;
}

/** Units that the longest of these names takes in front of a plot, `shortened`. */
export function nameWidth(names: readonly string[]): number {
  const lengths = names.map((name) => Array.from(name).length);
  return 10 + 7 * Math.min(MOST_NAME, Math.max(...lengths, 2));
}

/** A name as it stands in front of a plot: what is left out is told by an ellipsis. */
export function shortened(text: string, most = MOST_NAME): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
