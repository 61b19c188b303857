import { linearAxis, logAxis, type Axis } from './axis.js';
import { key } from './chart.js';
import type { AugmentationPart, EffectPart, LevelCounts } from './data.js';
import { levelStatistics } from './levels.js';
import { LINE_MARKS, lineChart, steps, type Line } from './line-chart.js';
import { markup, type Markup } from './markup.js';
import { brief, count, share } from './numbers.js';
import type { Section } from './page.js';
import { strip, titled } from './picture.js';
import { table } from './table.js';

/** Grey levels of a bin of the histograms. */
const BIN = 8;

/** Images of each effect below those they were made of, and what became of the grey levels. */
export async function augmentationSection(
  part: AugmentationPart,
  number: number,
): Promise<Section> {
  const { name, before, effects } = part;
  const original = await strip(before.examples, `images of ${name} as they are`);
  const strips = [titled('as they are', original)];
  for (const { name: effect, examples } of effects) {
    strips.push(titled(effect, await strip(examples, `the same images after ${effect}`)));
  }
  const hasMatched = effects.some(({ matched }) => matched !== undefined);
  return {
    id: `augmentation-${number}`,
    title: `Augmented images: ${name}`,
    body: [
      markup`<p>The first row shows images as they are; each row below shows what an effect made of them.</p>
<div class="strips">${strips}</div>
<h3>Grey levels</h3>
`,
      levelTable(part),
      key([
        { mark: LINE_MARKS.before, text: 'before' },
        { mark: LINE_MARKS.after, text: 'after the effect' },
        ...(hasMatched
          ? [{ mark: LINE_MARKS.matched, text: 'after it, then matched to the image before' }]
          : []),
      ]),
      markup`<div class="charts">${effects.map((effect) => histogram(before.levels, effect))}</div>\n`,
    ],
  };
}

function levelTable({ before, effects }: AugmentationPart): Markup {
  const rows = [{ ...before, name: 'before' }, ...effects].flatMap((one) => {
    const { name, count: images, levels } = one;
    const own = levelRow(name, images, levels);
    const matched = 'matched' in one ? one.matched : undefined;
    return matched ? [own, levelRow(`${name}, matched`, images, matched)] : [own];
  });
  return table(
    'Levels from 0 to 255 of all pixels of all images',
    [
      { name: 'Effect', isText: true },
      { name: 'Images' },
      { name: 'Mean' },
      { name: 'Standard deviation' },
    ],
    rows,
  );
}

function levelRow(name: string, images: number, levels: LevelCounts): readonly string[] {
  const { mean, deviation } = levelStatistics(levels);
  return [name, count(images), fixed(mean), fixed(deviation)];
}

function fixed(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '–';
}

function histogram(before: LevelCounts, { name, levels, matched }: EffectPart): Markup {
  const edges = Array.from({ length: 256 / BIN + 1 }, (_, i) => i * BIN);
  const line = (look: Line['look'], counts: LevelCounts): Line => {
    return { look, points: steps(shares(counts), edges) };
  };
  const lines = [line('before', before), line('after', levels)];
  if (matched) lines.push(line('matched', matched));
  const [was, is] = [levelStatistics(before), levelStatistics(levels)];
  const summary = `histogram of grey levels: mean ${brief(was.mean)} before, ${brief(is.mean)} after ${name}`;
  return lineChart(name, summary, lines, LEVEL_AXIS, SHARE_AXIS);
}

const LEVEL_AXIS: Axis = {
  ...linearAxis('grey level', 256, String),
  place: (level) => level / 256,
  ticks: [0, 64, 128, 192, 256].map((value) => ({ value, text: String(Math.min(value, 255)) })),
};
const SHARE_AXIS = logAxis('share of pixels (logarithmic)', -4, 0, (value) => {
  return `${String(Number((value * 100).toPrecision(1)))} %`;
});

/** The share of each bin. */
function shares(levels: LevelCounts): readonly number[] {
  const { pixels } = levelStatistics(levels);
  return Array.from({ length: 256 / BIN }, (_, bin) => {
    let sum = 0;
    for (let level = bin * BIN; level < (bin + 1) * BIN; level++) sum += levels[level];
    return share(sum, pixels);
  });
}
