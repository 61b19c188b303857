import type { ByteSource } from '../../frame/csv/index.js';
import type { ImageSet } from '../image-set.js';
import { joinBytes } from './byte-reader.js';
import type { ImageFileOptions } from './image-file.js';
import { readChunks } from './png/chunks.js';
import { readHeader } from './png/header.js';
import { directLevels, paletteLevels } from './png/levels.js';
import { readSamples, unpackedBytes } from './png/scanlines.js';
import { inflate } from './png/zlib.js';

/**
 * A PNG file as a set of one image: grey or red, green, blue, each with alpha as a further channel where the file has transparency. Of up to
 * 8 bits it is bytes; 16 bits are doubles, level / 257. Gamma and colour profiles are not applied. Throws InputFormatError, LimitError for huge images.
 */
export async function readPngFile(
  source: ByteSource,
  { file }: ImageFileOptions = {},
): Promise<ImageSet> {
  const parts: Uint8Array[] = [];
  for await (const chunk of source) parts.push(chunk.slice());
  const chunks = readChunks(joinBytes(parts), file);
  const header = readHeader(chunks, file);
  const bytes = await inflate(chunks.pixels, unpackedBytes(header), file);
  const samples = readSamples(bytes, header, file);
  return header.hasPalette
    ? paletteLevels(samples, header, chunks, file)
    : directLevels(samples, header, chunks, file);
}
