// Images, `wasmojo/imaging`: R imager's operations to the bit, the MNIST article's random effects, image files. Knows no model.
export { applyEffect, EFFECT_OPS, type EffectOptions } from './apply-effect.js';
export { augment, augmentBlocks, augmentDraws } from './augment.js';
export { augmentStream } from './augment-stream.js';
export type { AugmentOptions, RunOptions } from './augment-plan.js';
export type { ImageBackend } from './backends.js';
export { contactSheet, type ContactSheetOptions } from './contact-sheet.js';
export type { DrawRecord } from './draw-record.js';
export { drawEffect, EFFECT_NAMES, effectRandom, type EffectName } from './draws.js';
export type { SharpenStructure } from './effects.js';
export type { ImageFileOptions, LabelledImages } from './files/image-file.js';
export type { PixelCsvOptions } from './files/pixel-layout.js';
export {
  readImageBlocks,
  readImages,
  readLabels,
  type ImageFormat,
  type ReadImagesOptions,
} from './files/read-images.js';
export { IdxWriter, writeIdx, writeIdxLabels, type IdxShape } from './files/write-idx.js';
export { PixelCsvWriter } from './files/write-pixel-csv.js';
export { writePng } from './files/write-png.js';
export { frameToImages, imagesToFrame, type ImageFrameOptions } from './image-frame.js';
export { sliceImages, type ImageSet } from './image-set.js';
export { heldImages, openImages, type ImageSource, type OpenedImages } from './image-source.js';
export { MAX_PIXELS, MAX_SIDE, type Image } from './image.js';
export type { DrawPlace, EffectRandom } from './random.js';
export { replayBlocks } from './replay.js';
export type { Rules } from './rotation.js';
