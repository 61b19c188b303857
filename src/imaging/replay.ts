import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';
import { RUN_OPTIONS, rulesOf, type RunOptions } from './augment-plan.js';
import { checkRecord, type DrawRecord } from './draw-record.js';
import type { EffectJob } from './effect-runner.js';
import { checkSet, type ImageSet } from './image-set.js';
import type { Rules } from './rotation.js';
import { imagesPerJob, runJobs } from './run-jobs.js';

/**
 * Applies draws that were recorded (`augmentDraws`), or changed, or made by somebody else: an image of the result per record, in their order, in
 * blocks as augmentBlocks has them. `image` of a record is a number of `images`. Throws ArgumentError for what is no record or has no image,
 * InputFormatError with the record's number for draws that the effect does not take, the signal's reason. Memory: a few blocks.
 */
export async function* replayBlocks(
  images: ImageSet,
  records: Iterable<DrawRecord> & { readonly length: number },
  options: RunOptions = {},
): AsyncGenerator<ImageSet> {
  checkOptions('replayBlocks', options, RUN_OPTIONS);
  const size = checkSet(images);
  yield* runJobs(jobsOf(images, size, records, rulesOf(options)), records.length, options);
}

function* jobsOf(
  images: ImageSet,
  size: number,
  records: Iterable<DrawRecord>,
  rules: Rules,
): Generator<EffectJob> {
  const perJob = imagesPerJob(size);
  let firstRecord = 0;
  let batch: DrawRecord[] = [];
  const job = (): EffectJob => {
    const draws = { records: batch, firstRecord };
    return { images: picked(images, size, batch), rules, draws };
  };
  for (const record of records) {
    const number = firstRecord + batch.length;
    checkRecord(record, `draws ${number}`);
    if (record.image >= images.count) {
      const expected = `the number of one of ${images.count} images`;
      throw new ArgumentError(`image of draws ${number}`, expected, record.image);
    }
    batch.push(record);
    if (batch.length < perJob) continue;
    yield job();
    firstRecord += batch.length;
    batch = [];
  }
  if (batch.length > 0) yield job();
}

/** The image of each record. */
function picked(images: ImageSet, size: number, records: readonly DrawRecord[]): ImageSet {
  const values = records.length * size;
  const data =
    images.data instanceof Uint8Array ? new Uint8Array(values) : new Float64Array(values);
  records.forEach(({ image }, i) => {
    data.set(images.data.subarray(image * size, (image + 1) * size), i * size);
  });
  return { ...images, data, count: records.length };
}
