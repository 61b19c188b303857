import { LimitError } from '../errors.js';
import { augmentPlan, type AugmentOptions } from './augment-plan.js';
import { augmentSource } from './augment-stream.js';
import { drawRecord, type DrawRecord } from './draw-record.js';
import { checkSet, type ImageSet } from './image-set.js';
import { heldImages } from './image-source.js';
import type { Levels } from './kernels.js';

/** Bytes of one typed array that engines grant. */
const MAX_BYTES = 2 ** 32;

/**
 * Random effects on a set of images of the same size, kept: effect by effect, in each copy by copy, all images in their order. Bytes
 * stay bytes (whole levels, halves up, clamped to 0 .. 255); doubles are neither rounded nor clamped. What is drawn depends on seed, effect, copy and
 * number of the image only (`augmentDraws` gives it back), never on back end, threads or order.
 * @throws ArgumentError, LimitError for a result beyond 4 GiB, the signal's reason. Cost: linear; memory for the result besides a few images.
 */
export async function augment(images: ImageSet, options: AugmentOptions): Promise<ImageSet> {
  const size = checkSet(images);
  const { effects, copies } = augmentPlan('augment', options);
  const count = effects.length * copies * images.count;
  const bytes = count * size * images.data.BYTES_PER_ELEMENT;
  if (bytes > MAX_BYTES) {
    const advice = 'make them in pieces (augmentBlocks)';
    throw new LimitError('images to make', 'bytes', MAX_BYTES, bytes, advice);
  }
  const data =
    images.data instanceof Uint8Array
      ? new Uint8Array(count * size)
      : new Float64Array(count * size);
  let done = 0;
  for await (const block of blocksOf(images, options, data)) {
    // What other threads made has to be put there.
    if (block.data.buffer !== data.buffer) data.set(block.data, done * size);
    done += block.count;
  }
  return { ...images, data, count };
}

/** The same images in the same order, block by block: up to 2,048, or a megabyte of values. Memory: a few blocks. Throws as `augment`, without its limit. */
export function augmentBlocks(images: ImageSet, options: AugmentOptions): AsyncGenerator<ImageSet> {
  return blocksOf(images, options);
}

async function* blocksOf(
  images: ImageSet,
  options: AugmentOptions,
  out?: Levels,
): AsyncGenerator<ImageSet> {
  checkSet(images);
  yield* augmentSource(heldImages(images), options, out);
}

/** What `augment` draws for `count` images with these options, in the order of its images. Throws ArgumentError. */
export function* augmentDraws(count: number, options: AugmentOptions): Generator<DrawRecord> {
  const plan = augmentPlan('augmentDraws', options);
  const { effects, copies, seed, structure, firstImage, firstCopy } = plan;
  for (const effect of effects) {
    for (let copy = firstCopy; copy < firstCopy + copies; copy++) {
      for (let i = 0; i < count; i++) {
        yield drawRecord(effect, { seed, image: firstImage + i, copy }, structure);
      }
    }
  }
}
