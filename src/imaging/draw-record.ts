// What was drawn for each image, as plain values that can be kept and replayed.
import { ArgumentError } from '../errors.js';
import { drawEffect, effectOf, type EffectName } from './draws.js';
import type { SharpenStructure } from './effects.js';

/** The draws of one image of a result. */
export interface DrawRecord {
  readonly effect: EffectName;
  /** Where they were drawn, which is also where noise comes from (`effectRandom`). */
  readonly seed: number;
  /** Number of the image that the effect is applied to. */
  readonly image: number;
  readonly copy: number;
  /** What `applyEffect('fx_' + effect, draws, image, { keepSize: true, noise })` takes. */
  readonly draws: Readonly<Record<string, unknown>>;
}

/** The draws of an effect at a place, with the structure of the sharpen step where there is one. */
export function drawRecord(
  effect: EffectName,
  place: { readonly seed: number; readonly image: number; readonly copy: number },
  structure: SharpenStructure,
): DrawRecord {
  const drawn = drawEffect(effect, place);
  const draws = 'sharpen' in drawn ? { ...drawn, structure } : drawn;
  return { effect, ...place, draws };
}

/** @throws ArgumentError for what is no record; its draws are checked where they are applied. */
export function checkRecord(record: unknown, argument: string): asserts record is DrawRecord {
  if (typeof record !== 'object' || record === null) {
    throw new ArgumentError(argument, 'an object { effect, seed, image, copy, draws }', record);
  }
  const { effect, seed, image, copy, draws } = record as Partial<DrawRecord>;
  if (typeof effect !== 'string')
    throw new ArgumentError(`effect of ${argument}`, 'a name', effect);
  effectOf(effect);
  for (const [name, value] of Object.entries({ seed, image, copy })) {
    if (!Number.isSafeInteger(value) || value! < 0) {
      throw new ArgumentError(`${name} of ${argument}`, 'a whole number from 0', value);
    }
  }
  if (typeof draws !== 'object' || draws === null) {
    throw new ArgumentError(`draws of ${argument}`, 'an object', draws);
  }
}
