// What the readers of image files share.
import { ArgumentError, InputFormatError } from '../../errors.js';
import { checkSize } from '../image.js';
import type { ImageSet } from '../image-set.js';

/** Images of a file, and their answers where it has them. */
export interface LabelledImages {
  readonly images: ImageSet;
  /** A whole number per image. */
  readonly labels?: Int32Array | undefined;
}

/** Options of every reader. */
export interface ImageFileOptions {
  /** Name of the input, a fact of errors. */
  readonly file?: string | undefined;
}

/** Values of a block that is read at once: a few megabytes. */
export const BLOCK_VALUES = 2 ** 20;

/** Values of an image whose size a file claims. Throws InputFormatError for sides of 0 or beyond MAX_SIDE, LimitError beyond MAX_PIXELS. */
export function claimedSize(
  size: { readonly width: number; readonly height: number; readonly channels: number },
  format: string,
  { file }: ImageFileOptions,
): number {
  try {
    return checkSize(size, `the ${format} images`);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    throw new InputFormatError(`the ${format} header is damaged: ${error.message}`, { file });
  }
}
