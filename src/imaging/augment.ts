import { checkOptions } from '../check-options.js';
import { ArgumentError, LimitError } from '../errors.js';
import { createImageKernels, type ImageBackend } from './backends.js';
import { effectOf, effectRandom, type EffectName } from './draws.js';
import type { EffectSetting, SharpenStructure } from './effects.js';
import { checkSet, type ImageSet } from './image-set.js';
import type { PixelBlock } from './kernels.js';
import type { EffectRandom } from './random.js';
import type { Rules } from './rotation.js';
import { Studio } from './studio.js';

export interface AugmentOptions {
  readonly effects: readonly EffectName[];
  /** A whole number from 0, 0 by default: the same seed gives the same images. */
  readonly seed?: number;
  /** How often each effect is applied to each image, with other draws, 1 by default. */
  readonly copies?: number;
  /** When rotated and warped images are sharpened, 'sequential' by default. */
  readonly structure?: SharpenStructure;
  readonly rules?: Rules;
  readonly backend?: ImageBackend;
  /** The number of the first image, 0 by default: a set in pieces gives what it gives at once. */
  readonly firstImage?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

const OPTIONS: Readonly<Record<keyof AugmentOptions, true>> = {
  effects: true,
  seed: true,
  copies: true,
  structure: true,
  rules: true,
  backend: true,
  firstImage: true,
  signal: true,
  onProgress: true,
};

/** Images between two looks at the signal and other work. */
const BETWEEN_LOOKS = 2048;
/** Values that are brought to the kernels at once: what a cache holds. */
const BLOCK_VALUES = 2 ** 17;
/** Bytes of one typed array that engines grant. */
const MAX_BYTES = 2 ** 32;

/**
 * Random effects on a set of images of the same size, kept: effect by effect, in each copy by copy, all images in their order. Bytes
 * stay bytes (whole levels, halves up, clamped to 0 .. 255); doubles are neither rounded nor clamped. What is drawn depends on seed, effect, copy and
 * number of the image only (`drawEffect` gives it back), never on back end or order.
 * @throws ArgumentError, LimitError for a result beyond 4 GiB, the signal's reason. Cost: linear; memory for the result besides a few images.
 */
export async function augment(images: ImageSet, options: AugmentOptions): Promise<ImageSet> {
  checkOptions('augment', options, OPTIONS);
  const size = checkSet(images);
  const { effects, copies, ...rest } = checked(options);
  const { count, width, height, channels } = images;
  const total = effects.length * copies * count;
  const bytes = total * size * images.data.BYTES_PER_ELEMENT;
  if (bytes > MAX_BYTES) {
    throw new LimitError('images to make', 'bytes', MAX_BYTES, bytes, 'make them in pieces');
  }
  const data = createLike(images.data, total * size);
  const studio = new Studio(createImageKernels(options.backend));
  const kernels = studio.kernels;
  const perBlock = Math.max(1, Math.floor(BLOCK_VALUES / size));
  const isBytes = images.data instanceof Uint8Array;
  const room = perBlock * size;
  const input: PixelBlock = isBytes ? kernels.bytes(room) : kernels.doubles(room);
  const output: PixelBlock = isBytes ? kernels.bytes(room) : kernels.doubles(room);
  studio.original.resize(width, height, channels);
  let done = 0;
  let looked = 0;
  for (const name of effects) {
    for (let copy = 0; copy < copies; copy++) {
      for (let first = 0; first < count; first += perBlock) {
        const here = Math.min(perBlock, count - first);
        input.values.set(images.data.subarray(first * size, (first + here) * size));
        for (let i = 0; i < here; i++) {
          input.load(i * size, studio.original);
          studio.begin();
          runEffect(studio, name, rest, rest.firstImage + first + i, copy);
          output.store(studio.current, i * size);
        }
        data.set(output.values.subarray(0, here * size), done * size);
        done += here;
        if (done < total && done - looked < BETWEEN_LOOKS) continue;
        looked = done;
        options.onProgress?.(done, total);
        await otherWork();
        options.signal?.throwIfAborted();
      }
    }
  }
  return { data, count: total, width, height, channels };
}

function runEffect(
  studio: Studio,
  name: EffectName,
  { seed, structure, rules }: Required<Pick<AugmentOptions, 'seed' | 'structure' | 'rules'>>,
  image: number,
  copy: number,
): void {
  const { draw, run } = effectOf(name);
  const random = effectRandom(name, { seed, image, copy });
  const setting: EffectSetting = {
    rules,
    structure,
    crop: 'to-size',
    makeNoise: (kind) => makeNoise(studio, random, kind),
  };
  run(studio, draw(random) as never, setting);
}

function makeNoise(studio: Studio, random: EffectRandom, kind: 'scratches' | 'blotches'): void {
  const { width, height, channels } = studio.current;
  studio.noise.resize(width, height, channels);
  studio.kernels.uniformNoise(studio.noise, random.noiseKey(kind));
}

function checked(
  options: AugmentOptions,
): Required<
  Pick<AugmentOptions, 'effects' | 'seed' | 'copies' | 'structure' | 'rules' | 'firstImage'>
> {
  const { effects, seed = 0, copies = 1, structure = 'sequential' } = options;
  const { rules = 'imager-1.0.3', firstImage = 0 } = options;
  if (!Array.isArray(effects) || effects.length === 0) {
    throw new ArgumentError('effects', 'a list of effects', effects);
  }
  effects.forEach(effectOf);
  if (!Number.isInteger(copies) || copies < 1) {
    throw new ArgumentError('copies', 'a whole number from 1', copies);
  }
  if (!['sequential', 'exclusive'].includes(structure)) {
    throw new ArgumentError('structure', 'sequential or exclusive', structure);
  }
  if (!['imager-1.0.3', 'imager-0.20'].includes(rules)) {
    throw new ArgumentError('rules', 'imager-1.0.3 or imager-0.20', rules);
  }
  return { effects, seed, copies, structure, rules, firstImage };
}

function createLike(like: Uint8Array | Float64Array, length: number): Uint8Array | Float64Array {
  return like instanceof Uint8Array ? new Uint8Array(length) : new Float64Array(length);
}

function otherWork(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
