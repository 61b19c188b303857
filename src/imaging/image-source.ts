// Images that need not be held in memory: they are read as often as they are needed.
import { collectImages, requireSameSize } from './files/collect-images.js';
import type { ImageFileOptions, LabelledImages } from './files/image-file.js';
import { sliceImages, type ImageSet } from './image-set.js';

/** Images of one size, in blocks that can be asked for again and again. */
export interface ImageSource extends Omit<ImageSet, 'data'> {
  /** Whether all levels are bytes; else those of blocks may be either. */
  readonly isBytes: boolean;
  blocks(): AsyncIterable<ImageSet> | Iterable<ImageSet>;
}

/** Images of a file, and their answers where it has them. */
export interface OpenedImages {
  readonly source: ImageSource;
  readonly labels?: Int32Array | undefined;
}

/** Bytes up to which images are held, so that they are read once. */
const HELD_BYTES = 2 ** 26;

/** Images that are in memory. */
export function heldImages(images: ImageSet): ImageSource {
  const { data, ...shape } = images;
  return { ...shape, isBytes: data instanceof Uint8Array, blocks: () => [images] };
}

/**
 * Looks at all blocks once: how many images there are, of which kind, and their answers. Up to 64 MiB they are held; more are read anew, by
 * `open`, whenever they are asked for. Throws what the reader throws, InputFormatError for images of different sizes.
 */
export async function openImages(
  open: () => AsyncIterable<LabelledImages>,
  { file }: ImageFileOptions = {},
  heldBytes = HELD_BYTES,
): Promise<OpenedImages> {
  let held: LabelledImages[] | undefined = [];
  let shape: Omit<ImageSource, 'blocks'> | undefined;
  const labels: Int32Array[] = [];
  let bytes = 0;
  for await (const block of open()) {
    const { data, ...own } = block.images;
    shape = joined(shape, { ...own, isBytes: data instanceof Uint8Array }, file);
    bytes += data.byteLength;
    held?.push(block);
    if (bytes > heldBytes) held = undefined;
    if (block.labels) labels.push(block.labels);
  }
  if (held !== undefined) {
    const all = await collectImages(held, { file });
    return { source: heldImages(all.images), labels: all.labels };
  }
  const source = { ...shape!, blocks: () => imagesOf(open()) };
  return labels.length === 0 ? { source } : { source, labels: joinedLabels(labels) };
}

/** The first images of a source, `most` at most: bytes if all images of the source are. */
export async function firstImages(source: ImageSource, most: number): Promise<ImageSet> {
  const sets: LabelledImages[] = [];
  let count = 0;
  for await (const images of source.blocks()) {
    const wanted = Math.min(images.count, most - count);
    sets.push({ images: sliceImages(images, 0, wanted) });
    count += wanted;
    if (count === most) break;
  }
  const { images } = await collectImages(sets, {});
  if (source.isBytes || images.data instanceof Float64Array) return images;
  return { ...images, data: Float64Array.from(images.data) };
}

function joined(
  before: Omit<ImageSource, 'blocks'> | undefined,
  block: Omit<ImageSource, 'blocks'>,
  file: string | undefined,
): Omit<ImageSource, 'blocks'> {
  if (before === undefined) return block;
  requireSameSize(block, before, before.count, file);
  const isBytes = before.isBytes && block.isBytes;
  return { ...before, isBytes, count: before.count + block.count };
}

async function* imagesOf(blocks: AsyncIterable<LabelledImages>): AsyncGenerator<ImageSet> {
  for await (const { images } of blocks) yield images;
}

function joinedLabels(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
