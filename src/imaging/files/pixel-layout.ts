// Which columns of a CSV are pixels, and of which size the images are.
import { ArgumentError, InputFormatError, MissingColumnError, quote } from '../../errors.js';
import { claimedSize, type ImageFileOptions } from './image-file.js';

/** How the columns of a CSV make images; every option has a default, given in brackets. */
export interface PixelCsvOptions extends ImageFileOptions {
  /** Whether the first line names the columns [true]. Without, they are C1, C2, ... */
  readonly header?: boolean | undefined;
  /** One ASCII character [','] */
  readonly separator?: string | undefined;
  /** The column of the answers; all others are pixels. [if there is one column more than pixels: that named label, else the last] */
  readonly label?: string | undefined;
  /** Size of the images: width, height or both [squares], and channels [1] */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly channels?: number | undefined;
}

export interface PixelLayout {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** In the order of the file. */
  readonly pixels: readonly string[];
  readonly label: string | undefined;
}

const LABEL = 'label';

/** Throws InputFormatError for columns that make no images, MissingColumnError where `label` is none, ArgumentError for sizes that are none. */
export function pixelLayout(names: readonly string[], options: PixelCsvOptions): PixelLayout {
  const { file } = options;
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if ((options.header ?? true) && names.every((name) => Number.isFinite(Number(name)))) {
    throw new InputFormatError(
      'the first line names no columns; if it is an image, read the file without a header (header: false)',
      { file, line: 1 },
    );
  }
  if (repeated !== undefined) {
    throw new InputFormatError(`column ${quote(repeated)} is there twice`, { file });
  }
  const { label } = options;
  if (label !== undefined && !names.includes(label)) {
    throw new MissingColumnError(label, 'it is named as that of the labels', names);
  }
  const alone = label === undefined ? sizeOf(names.length, options) : undefined;
  const size = alone ?? sizeOf(names.length - 1, options);
  if (size === undefined) {
    throw new InputFormatError(
      `${names.length} columns make no ${sizeText(options)} image, with a column of labels or without; say which column has the labels, and width, height and channels`,
      { file },
    );
  }
  claimedSize(size, 'CSV', options);
  const answer = alone ? undefined : (label ?? (names.includes(LABEL) ? LABEL : names.at(-1)));
  return { ...size, pixels: names.filter((name) => name !== answer), label: answer };
}

/** The size of images of so many values, undefined where there is none. */
function sizeOf(
  values: number,
  { width, height, channels = 1 }: PixelCsvOptions,
): { width: number; height: number; channels: number } | undefined {
  for (const [name, value] of Object.entries({ width, height, channels })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      throw new ArgumentError(name, 'a whole number from 1', value);
    }
  }
  const pixels = values / channels;
  const side = Math.sqrt(pixels);
  const wide = width ?? (height === undefined ? side : pixels / height);
  const high = height ?? pixels / wide;
  const fits = values > 0 && Number.isInteger(wide) && Number.isInteger(high);
  return fits && wide * high === pixels ? { width: wide, height: high, channels } : undefined;
}

function sizeText({ width, height, channels = 1 }: PixelCsvOptions): string {
  const sides =
    width === undefined && height === undefined ? 'square' : `${width ?? '?'} x ${height ?? '?'}`;
  return channels === 1 ? sides : `${sides} x ${channels}`;
}
