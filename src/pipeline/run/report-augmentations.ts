// Augmented images as the report shows them: the first of them, and the grey levels of all.
import { applyEffect } from '../../imaging/apply-effect.js';
import { sliceImages, type ImageSet } from '../../imaging/image-set.js';
import { readImageBlocks } from '../../imaging/node.js';
import type { AugmentationPart, EffectPart } from '../../report/data.js';
import { LevelCounter } from '../../report/levels.js';
import type { AugmentPart } from '../description/index.js';
import { augmentedFiles, type AugmentedFile } from './augment-parts.js';
import type { RunContext } from './run-context.js';

/** Images that are drawn, of the first copy. */
const EXAMPLES = 12;

/** An item of `augment`, whose files are written. Memory: the images that it was made of, and a block. Cost: a pass over all files. */
export async function reportAugmentations(
  item: AugmentPart,
  context: RunContext,
): Promise<AugmentationPart> {
  const images = await context.images(item.of);
  const before = new LevelCounter();
  before.add(images);
  const files = augmentedFiles(item);
  const effects: EffectPart[] = [];
  for (const effect of new Set(item.effects)) {
    const own = files.filter((file) => file.effect === effect);
    effects.push(await effectPart(effect, own, images, context));
  }
  return {
    name: item.of,
    before: { count: images.count, examples: firstOf(images), levels: before.counts },
    effects,
  };
}

async function effectPart(
  name: string,
  files: readonly AugmentedFile[],
  images: ImageSet,
  context: RunContext,
): Promise<EffectPart> {
  const [levels, matched] = [new LevelCounter(), new LevelCounter()];
  let examples: ImageSet | undefined;
  let count = 0;
  for (const { path } of files) {
    let at = 0;
    for await (const { images: made } of readImageBlocks(context.path(path))) {
      context.options.signal?.throwIfAborted();
      examples ??= firstOf(made);
      levels.add(made);
      matched.add(matchedTo(sliceImages(images, at, at + made.count), made));
      at += made.count;
    }
    count += at;
  }
  return {
    name,
    count,
    examples: examples ?? firstOf(images),
    levels: levels.counts,
    matched: matched.counts,
  };
}

/** Each image with the histogram of the one that it was made of. */
function matchedTo(before: ImageSet, made: ImageSet): ImageSet {
  const { width, height, channels, count } = made;
  const size = width * height * channels;
  const data = new Float64Array(made.data.length);
  for (let i = 0; i < count; i++) {
    const at = (set: ImageSet) => {
      const values = Float64Array.from(set.data.subarray(i * size, (i + 1) * size));
      return { data: values, width, height, channels };
    };
    const options = { reference: at(before) };
    data.set(applyEffect('match_hist', { method: 'quantile' }, at(made), options).data, i * size);
  }
  return { ...made, data };
}

function firstOf(images: ImageSet): ImageSet {
  return sliceImages(images, 0, Math.min(EXAMPLES, images.count));
}
