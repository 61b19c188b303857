import { applyEffect } from '../imaging/apply-effect.js';
import { ArgumentError } from '../errors.js';
import { sliceImages, toByte, type ImageSet } from '../imaging/image-set.js';

/**
 * Each image with its grey levels matched to those of the image it was made from, by quantiles, as bytes. `before` may have fewer images:
 * the ones after are of its first, second, ..., and again of the first, as `augment` gives them. Throws ArgumentError. Cost: a sort per image.
 */
export function matchLevels(after: ImageSet, before: ImageSet): ImageSet {
  const { width, height, channels, count } = after;
  if (before.count === 0 && count > 0) throw new ArgumentError('before', 'at least one image', 0);
  const data = new Uint8Array(after.data.length);
  const size = width * height * channels;
  for (let i = 0; i < count; i++) {
    const reference = imageOf(before, i % before.count);
    const matched = applyEffect('match_hist', { method: 'quantile' }, imageOf(after, i), {
      reference,
    });
    data.set(Uint8Array.from(matched.data, toByte), i * size);
  }
  return { data, count, width, height, channels };
}

function imageOf(images: ImageSet, number: number) {
  const { width, height, channels } = images;
  const data = Float64Array.from(sliceImages(images, number, number + 1).data);
  return { data, width, height, channels };
}
