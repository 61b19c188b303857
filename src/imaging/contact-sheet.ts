import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';
import { checkSize } from './image.js';
import { checkSet, toByte, type ImageSet } from './image-set.js';

/** How images are laid out; every option has a default, given in brackets. */
export interface ContactSheetOptions {
  /** Images in a row [as many as make a square] */
  readonly columns?: number | undefined;
  /** Each pixel becomes so many, across and down [1] */
  readonly scale?: number | undefined;
  /** Pixels around images [2] */
  readonly gap?: number | undefined;
  /** The level of gaps and of places without an image [128] */
  readonly gapLevel?: number | undefined;
}

const GAP = 2;

const OPTIONS: Readonly<Record<keyof ContactSheetOptions, true>> = {
  columns: true,
  scale: true,
  gap: true,
  gapLevel: true,
};

/**
 * A grid of all images, row by row, as a set of one image of bytes, for `writePng`. Levels are rounded, halves up, and clamped. Throws ArgumentError, also for
 * a set without images, LimitError for a sheet that is too large. Cost: linear in the pixels of the sheet.
 */
export function contactSheet(images: ImageSet, options: ContactSheetOptions = {}): ImageSet {
  checkOptions('contactSheet', options, OPTIONS);
  const size = checkSet(images);
  const { data, count, channels } = images;
  if (count === 0) throw new ArgumentError('images', 'at least one image', images.count);
  const columns = whole('columns', options.columns ?? Math.ceil(Math.sqrt(count)), 1, 65535);
  const scale = whole('scale', options.scale ?? 1, 1, 64);
  const gap = whole('gap', options.gap ?? GAP, 0, 1024);
  const gapLevel = whole('gapLevel', options.gapLevel ?? 128, 0, 255);

  const [stepX, stepY] = [images.width * scale + gap, images.height * scale + gap];
  const rows = Math.ceil(count / columns);
  const { width, height } = sheetSides(images, columns, rows, scale, gap);
  const sheet = new Uint8Array(checkSize({ width, height, channels }, 'the contact sheet')).fill(
    gapLevel,
  );
  for (let i = 0; i < count * size; i++) {
    const place = Math.floor(i / size);
    const row = Math.floor(i / images.width);
    const channel = Math.floor(row / images.height) % channels;
    const left = gap + (place % columns) * stepX + (i % images.width) * scale;
    const top = gap + Math.floor(place / columns) * stepY + (row % images.height) * scale;
    const level = toByte(data[i]);
    for (let y = top; y < top + scale; y++) {
      const start = (channel * height + y) * width + left;
      sheet.fill(level, start, start + scale);
    }
  }
  return { data: sheet, count: 1, width, height, channels };
}

/** Sides of a sheet of images of this size. */
export function sheetSides(
  { width, height }: Pick<ImageSet, 'width' | 'height'>,
  columns: number,
  rows: number,
  scale: number,
  gap = GAP,
): { readonly width: number; readonly height: number } {
  return {
    width: columns * (width * scale + gap) + gap,
    height: rows * (height * scale + gap) + gap,
  };
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ArgumentError(name, `a whole number from ${least} to ${most}`, value);
}
