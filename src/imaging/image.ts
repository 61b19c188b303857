// Images as users hold them.
import { ArgumentError, LimitError } from '../errors.js';

/** Planes of grey levels 0 .. 255, x fastest to the right, then y down, then channels. Values may lie outside and between. */
export interface Image {
  /** width * height * channels doubles. */
  readonly data: Float64Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Longest side: up to here float32 positions are exact to 1/128 of a pixel. */
export const MAX_SIDE = 65535;
/** Most pixels, all channels counted, of one image. */
export const MAX_PIXELS = 2 ** 26;

/** @throws ArgumentError for what is no image or has NaN or infinite pixels, LimitError for a larger one than MAX_PIXELS. Cost: linear. */
export function checkImage(value: unknown, argument: string): asserts value is Image {
  if (typeof value !== 'object' || value === null) {
    throw new ArgumentError(argument, 'an image { data, width, height, channels }', value);
  }
  const { data, width, height, channels } = value as Partial<Image>;
  if (!(data instanceof Float64Array)) {
    throw new ArgumentError(`data of ${argument}`, 'a Float64Array', data);
  }
  const size = checkSize({ width, height, channels }, argument);
  if (data.length !== size) {
    throw new ArgumentError(
      `data of ${argument}`,
      `${width} x ${height} x ${channels} = ${size} values`,
      `${data.length} values`,
    );
  }
  // A loop takes a tenth of the time of findIndex, which is longer than many an operation.
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) {
      throw new ArgumentError(`pixel ${i} of ${argument}`, 'a finite number', data[i]);
    }
  }
}

/** Values of an image of this size. Throws as checkImage. */
export function checkSize(
  { width, height, channels }: { width: unknown; height: unknown; channels: unknown },
  argument: string,
): number {
  // One by one: turned images have it checked one at a time.
  const size =
    checkSide('width', width, argument) *
    checkSide('height', height, argument) *
    checkSide('channels', channels, argument);
  if (size > MAX_PIXELS) {
    throw new LimitError(argument, 'pixels of an image', MAX_PIXELS, size, 'cut it into pieces');
  }
  return size;
}

function checkSide(name: string, value: unknown, argument: string): number {
  const isSide = Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_SIDE;
  if (isSide) return value as number;
  throw new ArgumentError(`${name} of ${argument}`, `a whole number from 1 to ${MAX_SIDE}`, value);
}
