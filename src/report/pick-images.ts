import { sliceImages, type ImageSet } from '../imaging/image-set.js';

/** The images of these numbers, in that order, as a set of its own. Throws ArgumentError for numbers beyond the set. */
export function pickImages(images: ImageSet, numbers: readonly number[]): ImageSet {
  const size = images.width * images.height * images.channels;
  const length = numbers.length * size;
  const data =
    images.data instanceof Uint8Array ? new Uint8Array(length) : new Float64Array(length);
  numbers.forEach((number, i) => data.set(sliceImages(images, number, number + 1).data, i * size));
  return { ...images, data, count: numbers.length };
}
