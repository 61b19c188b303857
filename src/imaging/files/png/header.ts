// The header of a PNG file: u32 width, u32 height, u8 depth, colour type, compression, filter method, interlace.
import { claimedSize } from '../image-file.js';
import type { PngChunks } from './chunks.js';
import { pngError } from './png-error.js';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly depth: number;
  /** Samples of a pixel as they are stored: an index into the palette, or levels. */
  readonly samples: number;
  readonly hasPalette: boolean;
  readonly interlaced: boolean;
}

/** By colour type: samples of a pixel, and the depths that there may be. */
const COLOUR_TYPES: ReadonlyMap<
  number,
  { readonly samples: number; readonly depths: readonly number[] }
> = new Map([
  [0, { samples: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { samples: 3, depths: [8, 16] }],
  [3, { samples: 1, depths: [1, 2, 4, 8] }],
  [4, { samples: 2, depths: [8, 16] }],
  [6, { samples: 4, depths: [8, 16] }],
]);
const PALETTE = 3;

/** Throws InputFormatError for what the format does not have, LimitError for huge images. */
export function readHeader(chunks: PngChunks, file: string | undefined): PngHeader {
  const bytes = chunks.header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colour, compression, filter, interlace] = bytes.subarray(8);
  const type = COLOUR_TYPES.get(colour);
  if (!type?.depths.includes(depth)) {
    throw pngError(`colour type ${colour} of ${depth} bits does not exist`, file);
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw pngError(
      `compression ${compression}, filter method ${filter} or interlacing ${interlace} is unknown`,
      file,
    );
  }
  const { samples } = type;
  // Of the image that is made: a palette has three at most, transparency is one more.
  const channels = (colour === PALETTE ? 3 : samples) + (chunks.transparency ? 1 : 0);
  claimedSize({ width, height, channels }, 'PNG', { file });
  return {
    width,
    height,
    depth,
    samples,
    hasPalette: colour === PALETTE,
    interlaced: interlace === 1,
  };
}
