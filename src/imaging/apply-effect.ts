import { checkOptions } from '../check-options.js';
import { ArgumentError, quoteAll } from '../errors.js';
import { createImageKernels, type ImageBackend } from './backends.js';
import { checkImage, type Image } from './image.js';
import type { Picture } from './kernels.js';
import { OPS } from './ops.js';
import type { Rules } from './rotation.js';
import { Studio } from './studio.js';

/** What an operation may need besides its parameters. */
export interface EffectOptions {
  /** The displacement field of `warp`: two planes, u then v. */
  readonly field?: Image;
  /** Uniform [0, 1) noise of the image's size for scratches and blotches; a pair where fx_all2 may take either. */
  readonly noise?: Image | { readonly scratches?: Image; readonly blotches?: Image };
  /** Where `match_hist` takes the histogram from; the image itself by default. */
  readonly reference?: Image;
  /** Which imager's numbers to give, 'imager-1.0.3' by default. */
  readonly rules?: Rules;
  readonly backend?: ImageBackend;
  /** Turned images keep their size in the composed effects. By default they are cropped as R does it, which is the same for squares. */
  readonly keepSize?: boolean;
}

const OPTIONS: Readonly<Record<keyof EffectOptions, true>> = {
  field: true,
  noise: true,
  reference: true,
  rules: true,
  backend: true,
  keepSize: true,
};

/** Names that `applyEffect` takes: operations, and composed effects (`fx_...`). */
export const EFFECT_OPS: readonly string[] = Object.keys(OPS);

/**
 * One operation on one image, as R's imager does it (docs/imaging.md); `image` is left as it is. Values are neither rounded nor clamped.
 * @throws ArgumentError for unknown operations and parameters, values out of range, images of the wrong size; LimitError for huge images.
 */
export function applyEffect(
  op: string,
  params: Readonly<Record<string, unknown>>,
  image: Image,
  options: EffectOptions = {},
): Image {
  checkOptions('applyEffect', options, OPTIONS);
  if (!Object.hasOwn(OPS, op)) {
    throw new ArgumentError('op', `one of ${quoteAll(EFFECT_OPS)} (EFFECT_OPS)`, op);
  }
  checkImage(image, 'image');
  const { field, reference, rules = 'imager-1.0.3', keepSize = false } = options;
  if (rules !== 'imager-1.0.3' && rules !== 'imager-0.20') {
    throw new ArgumentError('rules', 'imager-1.0.3 or imager-0.20', rules);
  }
  if (field !== undefined) checkImage(field, 'field');

  const studio = studioFor(image, options.backend);
  place(studio.original, image);
  studio.begin();
  if (reference !== undefined) {
    checkImage(reference, 'reference');
    studio.reference = studio.otherReference;
    place(studio.reference, reference);
  }
  OPS[op](params, studio, {
    rules,
    field,
    crop: keepSize ? 'to-size' : 'by-width',
    markNoise: (kind, p, below, above) => {
      placeNoise(studio, options.noise, kind);
      studio.kernels.threshold(studio.noise, p, below, above);
    },
  });
  const { width, height, channels, data } = studio.current;
  return { data: new Float64Array(data), width, height, channels };
}

/** Above so many values, a studio is made for the call, so that its memory is freed after it. */
const KEPT_SIZE = 2 ** 16;
/** One per back end: calls are synchronous, so none sees another's pictures. */
const studios = new Map<ImageBackend, Studio>();

function studioFor(image: Image, backend: ImageBackend = 'auto'): Studio {
  if (image.data.length > KEPT_SIZE) return new Studio(createImageKernels(backend));
  const known = studios.get(backend);
  if (known !== undefined) return known;
  const studio = new Studio(createImageKernels(backend));
  studios.set(backend, studio);
  return studio;
}

function place(picture: Picture, { data, width, height, channels }: Image): void {
  picture.resize(width, height, channels);
  picture.data.set(data);
}

function placeNoise(
  studio: Studio,
  noise: EffectOptions['noise'],
  kind: 'scratches' | 'blotches',
): void {
  const chosen = noise === undefined || 'data' in noise ? noise : noise[kind];
  if (chosen === undefined) {
    throw new ArgumentError(`noise for ${kind}`, 'an image of uniform draws', chosen);
  }
  checkImage(chosen, `noise for ${kind}`);
  const { width, height, channels } = studio.current;
  if (chosen.width !== width || chosen.height !== height || chosen.channels !== channels) {
    throw new ArgumentError(
      `size of the noise for ${kind}`,
      `${width} x ${height} x ${channels}, as the image`,
      `${chosen.width} x ${chosen.height} x ${chosen.channels}`,
    );
  }
  place(studio.noise, chosen);
}
