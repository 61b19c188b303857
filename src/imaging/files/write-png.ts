import { ArgumentError } from '../../errors.js';
import { checkSet, toByte, type ImageSet } from '../image-set.js';
import { joinBytes } from './byte-reader.js';
import { SIGNATURE, writeChunk } from './png/chunks.js';
import { deflate } from './png/zlib.js';

/** Colour types by channels: grey, grey and alpha, red green blue, and with alpha. */
const COLOUR_TYPES = [0, 4, 2, 6];

/** A set of one image of 1 to 4 channels as a PNG file of 8 bits; doubles are rounded, halves up, and clamped. Throws ArgumentError. Cost: linear. */
export async function writePng(images: ImageSet): Promise<Uint8Array> {
  const size = checkSet(images);
  const { data, count, width, height, channels } = images;
  if (count !== 1)
    throw new ArgumentError('images', 'one image (sliceImages, contactSheet)', count);
  if (channels > 4) throw new ArgumentError('channels of images', '1 to 4', channels);
  const pixels = width * height;
  const lineBytes = 1 + width * channels;
  const lines = new Uint8Array(height * lineBytes);
  for (let i = 0; i < size; i++) {
    const pixel = i % pixels;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    // Each line begins with its filter: none.
    lines[y * lineBytes + 1 + x * channels + Math.floor(i / pixels)] = toByte(data[i]);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, COLOUR_TYPES[channels - 1]], 8);
  return joinBytes([
    SIGNATURE,
    writeChunk('IHDR', header),
    writeChunk('IDAT', await deflate(lines)),
    writeChunk('IEND', new Uint8Array(0)),
  ]);
}
