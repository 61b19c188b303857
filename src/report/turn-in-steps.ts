import { applyEffect } from '../imaging/apply-effect.js';
import type { ImageSet } from '../imaging/image-set.js';
import type { TurnedPart } from './data.js';

/** The image of a set of one in `steps` positions of a full turn [12, each of 30 degrees], cubic, on black, in its own size. Throws ArgumentError. */
export function turnInSteps(name: string, image: ImageSet, steps = 12): TurnedPart {
  const { width, height, channels } = image;
  const degrees = Array.from({ length: steps }, (_, i) => (i * 360) / steps);
  const own = { data: Float64Array.from(image.data), width, height, channels };
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const data = new Float64Array(steps * own.data.length);
  degrees.forEach((angle, i) => {
    const place = { angle, cx, cy, interpolation: 2, boundary: 0 };
    data.set(applyEffect('rotate_center', place, own).data, i * own.data.length);
  });
  return { name, degrees, images: { data, count: steps, width, height, channels } };
}
