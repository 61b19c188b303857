import type { ImageSet } from '../imaging/image-set.js';
import { Markup, markup } from './markup.js';

/** From nothing to much: black, purple, red, orange, pale yellow; each lighter than the one before. */
const RAMP = [
  [0, 0, 0],
  [59, 15, 112],
  [140, 41, 129],
  [222, 73, 104],
  [254, 159, 109],
  [252, 253, 191],
] as const;

/** The colour of a share of the scale, from 0 to 1; what is beyond has that of its end. */
export function heatColour(share: number): readonly [number, number, number] {
  const at = Math.min(1, Math.max(0, share || 0)) * (RAMP.length - 1);
  const from = Math.min(Math.floor(at), RAMP.length - 2);
  const part = at - from;
  const mixed = (channel: 0 | 1 | 2) =>
    Math.round(RAMP[from][channel] * (1 - part) + RAMP[from + 1][channel] * part);
  return [mixed(0), mixed(1), mixed(2)];
}

/**
 * The largest value of the scale of some values: that below which 99.5 % of them are, so that single large ones do not make all others
 * black. At least a number above 0. Cost: a sort.
 */
export function heatScale(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const high = sorted[Math.floor((sorted.length - 1) * 0.995)];
  if (high > 0) return high;
  const most = sorted.at(-1) ?? 0;
  return most > 0 ? most : 1;
}

/** The legend of the scale. `id`: of its colours, another one for each legend of a page. */
export function heatKey(id: string, most: string, what: string): Markup {
  const stops = RAMP.map((colour, i) => {
    const offset = (i / (RAMP.length - 1)) * 100;
    return markup`<stop offset="${offset}%" stop-color="rgb(${colour.join(',')})"/>`;
  });
  return markup`<ul class="key"><li>${what}: 0 <svg width="120" height="14" role="img" aria-label="from black, nothing, to pale yellow, ${most} or more"><defs><linearGradient id="${id}">${stops}</linearGradient></defs><rect width="120" height="14" fill="url(#${id})"/></svg> ${most} or more</li></ul>\n`;
}

/** Values of one plane as colours of the scale. */
export function heatImage(values: ImageSet, most: number): ImageSet {
  const size = values.width * values.height;
  const data = new Uint8Array(values.count * size * 3);
  for (let i = 0; i < values.count * size; i++) {
    const [image, pixel] = [Math.floor(i / size), i % size];
    heatColour(meanOfPlanes(values, image, pixel) / most).forEach((level, channel) => {
      data[(image * 3 + channel) * size + pixel] = level;
    });
  }
  return { ...values, data, channels: 3 };
}

/** A pixel's mean over its planes: of grey images its value. */
function meanOfPlanes({ data, width, height, channels }: ImageSet, image: number, pixel: number) {
  let sum = 0;
  for (let c = 0; c < channels; c++) sum += data[(image * channels + c) * width * height + pixel];
  return sum / channels;
}
