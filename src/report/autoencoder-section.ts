import { linearAxis } from './axis.js';
import type { AutoencoderPart, Reconstructions } from './data.js';
import { lineChart, steps } from './line-chart.js';
import { markup, type Markup, type Part } from './markup.js';
import { brief, count, measured } from './numbers.js';
import type { Section } from './page.js';
import { reconstructionTiles } from './reconstruction-tiles.js';
import { table } from './table.js';

const BINS = 40;

/** How well each autoencoder gives rows back, which ones it does not, and where. */
export async function autoencoderSection(parts: readonly AutoencoderPart[]): Promise<Section> {
  const pictures: Part[] = [];
  for (const [i, { name, examples, hardest }] of parts.entries()) {
    if (examples) pictures.push(await tiles(`heat-${i}-examples`, name, examples));
    if (hardest) {
      const title = `${name}: largest errors`;
      pictures.push(await tiles(`heat-${i}-hardest`, title, hardest));
    }
  }
  const errors = parts.map(({ errors: own }) => {
    return Float64Array.from(own).filter(Number.isFinite).sort();
  });
  const what =
    'The error of a row is the mean squared error of its units, on the scale that the model learned on.';
  return {
    id: 'autoencoders',
    title: 'Autoencoders',
    body: [
      markup`<p>${what}</p>\n`,
      errorTable(parts, errors),
      markup`<div class="charts">${parts.map(({ name }, i) => errorChart(name, errors[i]))}</div>\n`,
      pictures.length > 0
        ? markup`<p>Each triple shows the input, its reconstruction, and the squared error of each pixel.</p>\n`
        : undefined,
      pictures,
    ],
  };
}

async function tiles(id: string, title: string, part: Reconstructions): Promise<Markup> {
  return markup`<h3>${title}</h3>\n${await reconstructionTiles(id, part)}`;
}

function errorTable(parts: readonly AutoencoderPart[], errors: readonly Float64Array[]): Markup {
  return table(
    'Errors of rows',
    [
      { name: 'Model', isText: true },
      { name: 'Rows' },
      { name: 'Mean' },
      { name: 'Median' },
      { name: '99 % are below' },
      { name: 'Largest' },
    ],
    parts.map(({ name }, i) => {
      const sorted = errors[i];
      const mean = sorted.reduce((sum, error) => sum + error, 0) / sorted.length;
      const values = [mean, quantile(sorted, 0.5), quantile(sorted, 0.99), sorted.at(-1) ?? NaN];
      return [name, count(sorted.length), ...values.map(measured)];
    }),
  );
}

/** Rows by error, up to that below which 99.5 % of them are. */
function errorChart(name: string, sorted: Float64Array): Markup | undefined {
  if (sorted.length === 0) return undefined;
  const most = quantile(sorted, 0.995) || 1;
  const across = linearAxis('error (99.5 % of the rows)', most, brief);
  const end = across.ticks.at(-1)!.value;
  const counts = new Array<number>(BINS).fill(0);
  for (const error of sorted)
    if (error <= most) counts[Math.min(BINS - 1, Math.floor((error / end) * BINS))]++;
  const edges = Array.from({ length: BINS + 1 }, (_, i) => (i * end) / BINS);
  const lines = [{ look: 'before' as const, points: steps(counts, edges) }];
  const up = linearAxis('rows', Math.max(...counts), count);
  const summary = `histogram of the errors of ${name}: median ${brief(quantile(sorted, 0.5))}`;
  return lineChart(name, summary, lines, across, up);
}

function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.floor((sorted.length - 1) * part)] ?? NaN;
}
