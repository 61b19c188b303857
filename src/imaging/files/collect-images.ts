import { InputFormatError, LimitError } from '../../errors.js';
import type { ImageSet } from '../image-set.js';
import type { ImageFileOptions, LabelledImages } from './image-file.js';

/** Bytes of one typed array that engines grant. */
const MAX_BYTES = 2 ** 32;

/**
 * All blocks as one: bytes if all are. One block is itself. Throws InputFormatError for images of different sizes, LimitError beyond 4 GiB. Memory: twice the images
 * for a moment.
 */
export async function collectImages(
  blocks: AsyncIterable<LabelledImages> | Iterable<LabelledImages>,
  { file }: ImageFileOptions,
): Promise<LabelledImages> {
  const sets: ImageSet[] = [];
  const labels: Int32Array[] = [];
  let count = 0;
  let bytes = 0;
  for await (const block of blocks) {
    const { images } = block;
    requireSameSize(images, sets[0] ?? images, count, file);
    sets.push(images);
    if (block.labels) labels.push(block.labels);
    count += images.count;
    bytes += images.data.byteLength;
    if (bytes > MAX_BYTES) {
      throw new LimitError('the images', 'bytes', MAX_BYTES, bytes, 'read them in blocks');
    }
  }
  if (sets.length === 1)
    return { images: sets[0], ...(labels.length > 0 && { labels: labels[0] }) };
  const [{ width, height, channels }] = sets;
  const isBytes = sets.every(({ data }) => data instanceof Uint8Array);
  const values = count * width * height * channels;
  const data = isBytes ? new Uint8Array(values) : new Float64Array(values);
  join(
    sets.map((set) => set.data),
    data,
  );
  const images = { data, count, width, height, channels };
  if (labels.length === 0) return { images };
  const all = new Int32Array(count);
  join(labels, all);
  return { images, labels: all };
}

/** Throws InputFormatError for an image of another size than those before it. */
export function requireSameSize(
  images: Omit<ImageSet, 'data'>,
  others: Omit<ImageSet, 'data'>,
  image: number,
  file: string | undefined,
): void {
  const [found, expected] = [images, others].map(
    ({ width, height, channels }) => `${width} x ${height} x ${channels}`,
  );
  if (found === expected) return;
  throw new InputFormatError(
    `image ${image} is ${found} (width, height, channels), those before are ${expected}`,
    { file, row: image },
  );
}

function join(
  parts: readonly ArrayLike<number>[],
  out: Uint8Array | Float64Array | Int32Array,
): void {
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
}
