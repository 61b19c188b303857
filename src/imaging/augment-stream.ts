import { ArgumentError } from '../errors.js';
import { augmentPlan, rulesOf, type AugmentOptions, type AugmentPlan } from './augment-plan.js';
import type { EffectJob } from './effect-runner.js';
import { checkSize } from './image.js';
import { checkSet, sliceImages, type ImageSet } from './image-set.js';
import type { ImageSource } from './image-source.js';
import type { Levels } from './kernels.js';
import type { Rules } from './rotation.js';
import { imagesPerJob, runJobs } from './run-jobs.js';

/**
 * As `augmentBlocks`, of images that are not in memory: each effect and copy goes through the source once. Memory: a block of the source
 * and a few blocks a thread. Throws as it, what the source throws, ArgumentError for a source that has not the images that it said.
 */
export function augmentStream(
  source: ImageSource,
  options: AugmentOptions,
): AsyncGenerator<ImageSet> {
  return augmentSource(source, options);
}

/** The same; what this thread makes goes into `out`, where that is given. */
export async function* augmentSource(
  source: ImageSource,
  options: AugmentOptions,
  out?: Levels,
): AsyncGenerator<ImageSet> {
  const plan = augmentPlan('augment', options);
  const total = plan.effects.length * plan.copies * source.count;
  yield* runJobs(jobsOf(source, plan, rulesOf(options)), total, options, out);
}

async function* jobsOf(
  source: ImageSource,
  { effects, copies, seed, structure, firstImage, firstCopy }: AugmentPlan,
  rules: Rules,
): AsyncGenerator<EffectJob> {
  for (const effect of effects) {
    for (let copy = firstCopy; copy < firstCopy + copies; copy++) {
      let done = 0;
      for await (const images of regrouped(source)) {
        const draws = { effect, seed, copy, firstImage: firstImage + done, structure };
        yield { images, rules, draws };
        done += images.count;
      }
      if (done !== source.count) {
        throw new ArgumentError('source', `${source.count} images each time it is read`, done);
      }
    }
  }
}

/** Blocks of as many images as a piece of work has; whole ones share memory with those of the source. */
async function* regrouped(source: ImageSource): AsyncGenerator<ImageSet> {
  const { width, height, channels, isBytes } = source;
  const size = checkSize(source, 'source');
  const perJob = imagesPerJob(size);
  let waiting: ImageSet['data'] | undefined;
  let count = 0;
  const flush = (data: ImageSet['data']): ImageSet => {
    const set = { data: data.subarray(0, count * size), count, width, height, channels };
    waiting = undefined;
    count = 0;
    return set;
  };
  for await (const images of source.blocks()) {
    if (checkSet(images) !== size)
      throw new ArgumentError('source', `${size} values an image`, images);
    if (isBytes && !(images.data instanceof Uint8Array))
      throw new ArgumentError('source', 'bytes, as it said', images.data);
    for (let from = 0; from < images.count;) {
      const to = Math.min(images.count, from + perJob - count);
      const part = sliceImages(images, from, to);
      from = to;
      if (part.count === perJob && images.data instanceof Uint8Array === isBytes) {
        yield part;
        continue;
      }
      waiting ??= isBytes ? new Uint8Array(perJob * size) : new Float64Array(perJob * size);
      waiting.set(part.data, count * size);
      count += part.count;
      if (count === perJob) yield flush(waiting);
    }
  }
  if (waiting) yield flush(waiting);
}
