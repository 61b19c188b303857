// Image files of any format: idx, PNG, CSV of pixels.
import { checkOptions } from '../../check-options.js';
import { ArgumentError } from '../../errors.js';
import { firstBytes, gunzip, startingWith } from '../../frame/csv/index.js';
import { chunksOf, type RowSource } from '../../read-rows.js';
import { collectImages } from './collect-images.js';
import { looksLikeIdx } from './idx.js';
import type { ImageFileOptions, LabelledImages } from './image-file.js';
import type { PixelCsvOptions } from './pixel-layout.js';
import { SIGNATURE } from './png/chunks.js';
import { readIdxBlocks, readIdxLabels } from './read-idx.js';
import { readPixelCsvBlocks } from './read-pixel-csv.js';
import { readPngFile } from './read-png.js';

const IMAGE_FORMATS = ['idx', 'png', 'csv'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** What else a CSV needs says PixelCsvOptions; other formats have no use for it. */
export interface ReadImagesOptions extends PixelCsvOptions {
  /** [told by the first bytes] */
  readonly format?: ImageFormat | undefined;
}

const OPTIONS: Readonly<Record<keyof ReadImagesOptions, true>> = {
  format: true,
  file: true,
  header: true,
  separator: true,
  label: true,
  width: true,
  height: true,
  channels: true,
};

/** The whole of an image file (also gzipped), and its labels if it is a CSV that has them. Throws as readImageBlocks, LimitError beyond 4 GiB. */
export async function readImages(
  source: RowSource,
  options: ReadImagesOptions = {},
): Promise<LabelledImages> {
  return collectImages(readImageBlocks(source, options), options);
}

/**
 * The images of a file (also gzipped) in blocks of some megabytes, at least one: idx of bytes or other numbers; PNG, which is one image; CSV with a line per image.
 * Throws InputFormatError that names image and column, LimitError for huge images, ArgumentError. Memory: a block (PNG: the image).
 */
export async function* readImageBlocks(
  source: RowSource,
  options: ReadImagesOptions = {},
): AsyncGenerator<LabelledImages> {
  checkOptions('readImages', options, OPTIONS);
  const { file, format } = options;
  if (format !== undefined && !IMAGE_FORMATS.includes(format)) {
    throw new ArgumentError('format', IMAGE_FORMATS.join(', '), format);
  }
  const chunks = gunzip(chunksOf(source), factsOf(options));
  const head = await firstBytes(chunks, SIGNATURE.length);
  const bytes = startingWith(head, chunks);
  switch (format ?? formatOf(head)) {
    case 'idx':
      for await (const images of readIdxBlocks(bytes, { file })) yield { images };
      break;
    case 'png':
      yield { images: await readPngFile(bytes, { file }) };
      break;
    case 'csv':
      yield* readPixelCsvBlocks(bytes, options);
      break;
  }
}

/** The labels of an idx file (also gzipped). Throws InputFormatError. */
export function readLabels(source: RowSource, options: ImageFileOptions = {}): Promise<Int32Array> {
  checkOptions('readLabels', options, { file: true });
  return readIdxLabels(gunzip(chunksOf(source), factsOf(options)), options);
}

function formatOf(head: Uint8Array): ImageFormat {
  if (SIGNATURE.every((byte, i) => head[i] === byte)) return 'png';
  return looksLikeIdx(head) ? 'idx' : 'csv';
}

function factsOf({ file }: ImageFileOptions): { file?: string } {
  return file === undefined ? {} : { file };
}
