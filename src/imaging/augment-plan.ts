// The options of `augment`, checked.
import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';
import type { ImageBackend } from './backends.js';
import { effectOf, type EffectName } from './draws.js';
import type { SharpenStructure } from './effects.js';
import type { Rules } from './rotation.js';

/** How effects are run; every option has a default, given in brackets. */
export interface RunOptions {
  readonly rules?: Rules | undefined;
  readonly backend?: ImageBackend | undefined;
  /** Threads that work, this one included: up to 256, or 0 for as many as the processor runs at once. The images are the same [1] */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface AugmentOptions extends RunOptions {
  readonly effects: readonly EffectName[];
  /** A whole number from 0: the same seed gives the same images [0] */
  readonly seed?: number | undefined;
  /** How often each effect is applied to each image, with other draws [1] */
  readonly copies?: number | undefined;
  /** When rotated and warped images are sharpened ['sequential'] */
  readonly structure?: SharpenStructure | undefined;
  /** The number of the first image: a set in pieces gives what it gives at once [0] */
  readonly firstImage?: number | undefined;
  /** The number of the first copy: copies one by one are what they are at once [0] */
  readonly firstCopy?: number | undefined;
}

/** What decides about the images. */
export interface AugmentPlan {
  readonly effects: readonly EffectName[];
  readonly seed: number;
  readonly copies: number;
  readonly structure: SharpenStructure;
  readonly firstImage: number;
  readonly firstCopy: number;
}

export const RUN_OPTIONS: Readonly<Record<keyof RunOptions, true>> = {
  rules: true,
  backend: true,
  threads: true,
  signal: true,
  onProgress: true,
};

const OPTIONS: Readonly<Record<keyof AugmentOptions, true>> = {
  ...RUN_OPTIONS,
  effects: true,
  seed: true,
  copies: true,
  structure: true,
  firstImage: true,
  firstCopy: true,
};

/** @throws ArgumentError */
export function augmentPlan(call: string, options: AugmentOptions): AugmentPlan {
  checkOptions(call, options, OPTIONS);
  const { effects, seed = 0, copies = 1, structure = 'sequential' } = options;
  const { firstImage = 0, firstCopy = 0 } = options;
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
  return { effects, seed, copies, structure, firstImage, firstCopy };
}

/** @throws ArgumentError */
export function rulesOf({ rules = 'imager-1.0.3' }: RunOptions): Rules {
  if (['imager-1.0.3', 'imager-0.20'].includes(rules)) return rules;
  throw new ArgumentError('rules', 'imager-1.0.3 or imager-0.20', rules);
}
