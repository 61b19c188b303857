// The MNIST models and images, which are not part of the repository: in ../shared/mnist, or the folder that BENCH_MNIST names.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { below, randomSource } from './random.mjs';

const FOLDER =
  process.env.BENCH_MNIST ?? fileURLToPath(new URL('../../shared/mnist/', import.meta.url));
const IDX_HEADER = 16;
const PIXELS = 784;
const IMAGES = 10_000;

export const mnistFile = (name) => join(FOLDER, name);

/** The first `count` test images as rows of pixels 0 to 255. */
export async function mnistRows({ columns }, count) {
  const packed = await readFile(mnistFile('data/t10k-images-idx3-ubyte.gz'));
  const bytes = await promisify(gunzip)(packed);
  const pixels = bytes.subarray(IDX_HEADER, IDX_HEADER + count * PIXELS);
  return { names: columns.map(({ name }) => name), count, cells: Float64Array.from(pixels) };
}

/** Images in which a pixel has ink that is not always blank: others have no variance that a model could be standardised by. */
const INKED_IMAGES = 50;

/** Rows without zeros, but for the pixels that are blank in nearly all images: 1 to 254, from a seed. */
export async function inkedRows(plan, count) {
  const { names, cells: pixels, count: images } = await mnistRows(plan, IMAGES);
  const inked = names.map((_, c) => {
    let found = 0;
    for (let row = 0; row < images; row++) found += pixels[row * PIXELS + c] > 0;
    return found >= INKED_IMAGES;
  });
  const random = randomSource(28);
  const cell = (_, i) => (inked[i % PIXELS] ? 1 + below(random, 254) : 0);
  return { names, count, cells: Float64Array.from({ length: count * PIXELS }, cell) };
}
