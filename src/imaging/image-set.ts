// Sets of images as users hold them: all of one size, in one array.
import { ArgumentError } from '../errors.js';
import { checkSize } from './image.js';

/** Images of one size, one after another, each as `Image` has it. */
export interface ImageSet {
  /** count * width * height * channels levels. */
  readonly data: Uint8Array | Float64Array;
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Values of one image of the set. Throws ArgumentError for what is no set or has NaN or infinite values, LimitError as checkImage. Cost: linear for doubles. */
export function checkSet(images: ImageSet, argument = 'images'): number {
  const given: unknown = images;
  if (typeof given !== 'object' || given === null) {
    throw new ArgumentError(argument, 'images { data, count, width, height, channels }', given);
  }
  const { data, count } = images;
  const size = checkSize(images, argument);
  if (!(data instanceof Uint8Array || data instanceof Float64Array)) {
    throw new ArgumentError(`data of ${argument}`, 'a Uint8Array or a Float64Array', data);
  }
  if (!Number.isInteger(count) || count < 0 || data.length !== count * size) {
    const found = `${count} images of ${size} values, and ${data.length} values`;
    throw new ArgumentError(`count of ${argument}`, 'as many images as data has', found);
  }
  if (data instanceof Float64Array) {
    const odd = data.findIndex((level) => !Number.isFinite(level));
    if (odd >= 0)
      throw new ArgumentError(`value ${odd} of ${argument}`, 'a finite number', data[odd]);
  }
  return size;
}

/** Images from .. to - 1 of a set, which share its memory. Throws ArgumentError for a range beyond it. */
export function sliceImages(images: ImageSet, from: number, to = images.count): ImageSet {
  if (!(
    Number.isInteger(from) &&
    Number.isInteger(to) &&
    0 <= from &&
    from <= to &&
    to <= images.count
  )) {
    throw new ArgumentError('from, to', `a range within ${images.count} images`, `${from}, ${to}`);
  }
  const size = images.width * images.height * images.channels;
  return { ...images, data: images.data.subarray(from * size, to * size), count: to - from };
}

/** A level as a byte: halves up, clamped to 0 .. 255, NaN is 0; as `augment` stores bytes. */
export function toByte(level: number): number {
  return level > 0 ? Math.min(Math.floor(level + 0.5), 255) : 0;
}
