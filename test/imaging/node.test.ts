// Paths of files and folders.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  readImageBlocks,
  readImages,
  readLabels,
  sliceImages,
  writeIdx,
  writeIdxLabels,
  writePng,
} from '../../src/imaging/node.js';
import { allOf, gzipped, someImages } from './files/bytes.js';

describe('readImages in Node', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wasmojo-images-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads a file, whatever its name', async () => {
    await writeFile(at('images.gz'), gzipped(writeIdx(someImages(3))));
    await writeFile(at('labels'), writeIdxLabels([1, 2]));
    expect((await readImages(at('images.gz'))).images).toEqual(someImages(3));
    expect(await readLabels(at('labels'))).toEqual(Int32Array.of(1, 2));
  });

  it('reads the PNG files of a folder in the order of their numbers', async () => {
    const images = someImages(3);
    await mkdir(at('pngs'));
    for (const [i, name] of ['1.png', '2.png', '10.PNG'].entries()) {
      await writeFile(join(at('pngs'), name), await writePng(sliceImages(images, i, i + 1)));
    }
    await writeFile(join(at('pngs'), 'notes.txt'), 'no image');
    expect((await readImages(at('pngs'))).images).toEqual(images);
    expect(await allOf(readImageBlocks(at('pngs')))).toHaveLength(3);
    await writeFile(join(at('pngs'), '3.png'), await writePng(someImages(1, 4, 4)));
    await expect(readImages(at('pngs'))).rejects.toThrow('image 2 is 4 x 4 x 1');
    await writeFile(join(at('pngs'), '3.png'), 'broken');
    await expect(readImages(at('pngs'))).rejects.toThrow('3.png: the PNG file is damaged');
  });

  it('names what is not there', async () => {
    await expect(readImages(at('none.idx'))).rejects.toMatchObject({
      code: 'FILE',
      reason: 'ENOENT',
    });
    await mkdir(at('empty'));
    await expect(readImages(at('empty'))).rejects.toThrow('no file *.png');
  });
});
