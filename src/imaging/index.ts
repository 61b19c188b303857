// Image effects, `wasmojo/imaging`: R imager's operations to the bit, the MNIST article's random effects. Knows no model.
export { applyEffect, EFFECT_OPS, type EffectOptions } from './apply-effect.js';
export { augment, type AugmentOptions, type ImageSet } from './augment.js';
export type { ImageBackend } from './backends.js';
export { drawEffect, EFFECT_NAMES, effectRandom, type EffectName } from './draws.js';
export type { SharpenStructure } from './effects.js';
export { MAX_PIXELS, MAX_SIDE, type Image } from './image.js';
export type { DrawPlace, EffectRandom } from './random.js';
export type { Rules } from './rotation.js';
