// Bytes in pieces, as streams bring them.
import { gzipSync } from 'node:zlib';
import type { ImageSet, LabelledImages } from '../../../src/imaging/index.js';

export function* inPieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

export const gzipped = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));

export const text = (lines: string): Uint8Array => new TextEncoder().encode(lines);

/** An idx file from its parts, whatever they say. */
export function idxBytes(
  type: number,
  sizes: readonly number[],
  data: ArrayLike<number>,
): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + data.length);
  bytes.set([0, 0, type, sizes.length]);
  const view = new DataView(bytes.buffer);
  sizes.forEach((size, k) => view.setUint32(4 + 4 * k, size));
  bytes.set(Array.from(data), 4 + 4 * sizes.length);
  return bytes;
}

/** Images that are all different. */
export function someImages(count: number, width = 5, height = 3, channels = 1): ImageSet {
  const size = width * height * channels;
  const data = Uint8Array.from({ length: count * size }, (_, i) => (i * 37 + 11) % 256);
  return { data, count, width, height, channels };
}

export async function allOf(blocks: AsyncIterable<LabelledImages>): Promise<LabelledImages[]> {
  const all = [];
  for await (const block of blocks) all.push(block);
  return all;
}
