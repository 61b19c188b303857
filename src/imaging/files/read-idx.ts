import { InputFormatError, LimitError } from '../../errors.js';
import type { ByteSource } from '../../frame/csv/index.js';
import type { ImageSet } from '../image-set.js';
import { ByteReader } from './byte-reader.js';
import { readIdxHeader, U8, type IdxHeader } from './idx.js';
import { BLOCK_VALUES, claimedSize, type ImageFileOptions } from './image-file.js';

/** Most labels, which are held as a whole. */
const MAX_LABELS = 2 ** 28;

/**
 * The images of an idx file in blocks, at least one: dimensions count, height, width or count, channels, height, width. Bytes
 * are a Uint8Array, values of other types a Float64Array. Throws InputFormatError for what is no such file or has another length than its
 * header says, LimitError for huge images. Memory: a block of some megabytes, or an image.
 */
export async function* readIdxBlocks(
  source: ByteSource,
  options: ImageFileOptions = {},
): AsyncGenerator<ImageSet> {
  const { file } = options;
  const reader = new ByteReader(source);
  try {
    const header = await readIdxHeader(reader, options);
    const { count, ...geometry } = imageSizes(header, options);
    const size = claimedSize(geometry, 'idx', options);
    const imageBytes = size * header.type.bytes;
    const perBlock = Math.max(1, Math.floor(BLOCK_VALUES / size));
    let done = 0;
    do {
      const here = Math.min(perBlock, count - done);
      const bytes = await reader.read(here * imageBytes);
      if (bytes.length < here * imageBytes) {
        const image = done + Math.floor(bytes.length / imageBytes);
        const { width, height } = geometry;
        throw new InputFormatError(
          `image ${image}: the file ends after ${bytes.length % imageBytes} of its ${imageBytes} bytes; the header says ${count} images of ${width} x ${height}`,
          { file, row: image },
        );
      }
      yield { data: levels(bytes, header, size, done, options), count: here, ...geometry };
      done += here;
    } while (done < count);
    await requireEnd(reader, `${count} images`, options);
  } finally {
    await reader.close();
  }
}

/** The labels of an idx file of one dimension and whole numbers. Throws InputFormatError. */
export async function readIdxLabels(
  source: ByteSource,
  options: ImageFileOptions = {},
): Promise<Int32Array> {
  const { file } = options;
  const reader = new ByteReader(source);
  try {
    const { type, sizes } = await readIdxHeader(reader, options);
    if (sizes.length !== 1 || type.fractions) {
      const what = `${sizes.length} dimensions of type ${type.name}`;
      throw new InputFormatError(`no labels: expected 1 dimension of whole numbers, got ${what}`, {
        file,
      });
    }
    const [count] = sizes;
    if (count > MAX_LABELS) {
      throw new LimitError('the idx file', 'labels', MAX_LABELS, count, 'cut it into pieces');
    }
    const bytes = await reader.read(count * type.bytes);
    const found = Math.floor(bytes.length / type.bytes);
    if (found < count) {
      throw new InputFormatError(
        `label ${found}: the file ends before it; the header says ${count} labels`,
        { file, row: found },
      );
    }
    await requireEnd(reader, `${count} labels`, options);
    const view = new DataView(bytes.buffer);
    return Int32Array.from({ length: count }, (_, i) => type.get(view, i * type.bytes));
  } finally {
    await reader.close();
  }
}

function imageSizes(
  { sizes }: IdxHeader,
  { file }: ImageFileOptions,
): { count: number; width: number; height: number; channels: number } {
  if (sizes.length === 3) {
    const [count, height, width] = sizes;
    return { count, width, height, channels: 1 };
  }
  if (sizes.length === 4) {
    const [count, channels, height, width] = sizes;
    return { count, width, height, channels };
  }
  const hint = sizes.length === 1 ? ', as labels have' : '';
  throw new InputFormatError(
    `no images: an idx file of ${sizes.length} dimensions${hint}; images have 3 (count, height, width) or 4 (count, channels, height, width)`,
    { file },
  );
}

function levels(
  bytes: Uint8Array,
  { type }: IdxHeader,
  size: number,
  first: number,
  { file }: ImageFileOptions,
): Uint8Array | Float64Array {
  if (type === U8) return bytes;
  const view = new DataView(bytes.buffer);
  const values = new Float64Array(bytes.length / type.bytes);
  for (let i = 0; i < values.length; i++) values[i] = type.get(view, i * type.bytes);
  const odd = type.fractions ? values.findIndex((value) => !Number.isFinite(value)) : -1;
  if (odd < 0) return values;
  const image = first + Math.floor(odd / size);
  throw new InputFormatError(`image ${image}: value ${odd % size} is ${values[odd]}`, {
    file,
    row: image,
  });
}

async function requireEnd(
  reader: ByteReader,
  what: string,
  { file }: ImageFileOptions,
): Promise<void> {
  if (await reader.atEnd()) return;
  throw new InputFormatError(
    `the idx file goes on behind the ${what} that its header says; check its dimensions`,
    { file },
  );
}
