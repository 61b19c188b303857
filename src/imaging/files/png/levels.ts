// From samples to planes of levels 0 .. 255.
import type { ImageSet } from '../../image-set.js';
import type { PngChunks } from './chunks.js';
import type { PngHeader } from './header.js';
import { pngError } from './png-error.js';

type Levels = Uint8Array | Float64Array;

/** Levels as they are, scaled to 0 .. 255; a transparent colour makes a channel more. */
export function directLevels(
  samples: Uint16Array,
  header: PngHeader,
  { transparency }: PngChunks,
  file: string | undefined,
): ImageSet {
  const { width, height, depth, samples: perPixel } = header;
  const key = transparency && transparentColour(transparency, perPixel, file);
  const pixels = width * height;
  const channels = perPixel + (key ? 1 : 0);
  const data: Levels =
    depth === 16 ? new Float64Array(pixels * channels) : new Uint8Array(pixels * channels);
  // 255 levels of 8 bits, 85 of 2; those of 16 bits become fractions.
  const most = 2 ** depth - 1;
  for (let p = 0; p < pixels; p++) {
    for (let s = 0; s < perPixel; s++)
      data[s * pixels + p] = (samples[p * perPixel + s] * 255) / most;
    if (key === undefined) continue;
    const isKey = key.every((value, s) => samples[p * perPixel + s] === value);
    data[perPixel * pixels + p] = isKey ? 0 : 255;
  }
  return { data, count: 1, width, height, channels };
}

/** The palette's colours: one channel if all are grey, else three; one more where some are transparent. Throws InputFormatError for an index beyond it. */
export function paletteLevels(
  indexes: Uint16Array,
  { width, height }: PngHeader,
  { palette, transparency }: PngChunks,
  file: string | undefined,
): ImageSet {
  if (palette === undefined || palette.length % 3 !== 0) {
    throw pngError('it has no palette of three bytes a colour', file);
  }
  const colours = palette.length / 3;
  const beyond = indexes.findIndex((index) => index >= colours);
  if (beyond >= 0) {
    throw pngError(
      `pixel ${beyond} has colour ${indexes[beyond]} of a palette of ${colours}`,
      file,
    );
  }
  const isGrey = palette.every((level, i) => level === palette[i - (i % 3)]);
  const planes = isGrey ? 1 : 3;
  const pixels = width * height;
  const channels = planes + (transparency ? 1 : 0);
  const data = new Uint8Array(pixels * channels);
  for (let p = 0; p < pixels; p++) {
    for (let s = 0; s < planes; s++) data[s * pixels + p] = palette[3 * indexes[p] + s];
    if (transparency) data[planes * pixels + p] = transparency[indexes[p]] ?? 255;
  }
  return { data, count: 1, width, height, channels };
}

function transparentColour(
  bytes: Uint8Array,
  perPixel: number,
  file: string | undefined,
): number[] {
  if (perPixel % 2 === 0 || bytes.length !== 2 * perPixel) {
    throw pngError(`a transparent colour of ${bytes.length} bytes for ${perPixel} samples`, file);
  }
  return Array.from({ length: perPixel }, (_, s) => bytes[2 * s] * 256 + bytes[2 * s + 1]);
}
