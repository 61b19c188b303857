// The MNIST models and images, which are not part of the repository: in ../shared/mnist, or the folder that BENCH_MNIST names.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const FOLDER =
  process.env.BENCH_MNIST ?? fileURLToPath(new URL('../../shared/mnist/', import.meta.url));
const IDX_HEADER = 16;
const PIXELS = 784;

export const mnistFile = (name) => join(FOLDER, name);

/** The first `count` test images as rows of pixels 0 to 255. */
export async function mnistRows({ columns }, count) {
  const packed = await readFile(mnistFile('data/t10k-images-idx3-ubyte.gz'));
  const bytes = await promisify(gunzip)(packed);
  const pixels = bytes.subarray(IDX_HEADER, IDX_HEADER + count * PIXELS);
  return { names: columns.map(({ name }) => name), count, cells: Float64Array.from(pixels) };
}
