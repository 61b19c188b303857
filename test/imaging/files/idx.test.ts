import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WasmojoError } from '../../../src/errors.js';
import {
  IdxWriter,
  readImageBlocks,
  readImages,
  readLabels,
  sliceImages,
  writeIdx,
  writeIdxLabels,
} from '../../../src/imaging/index.js';
import { allOf, gzipped, idxBytes, inPieces, someImages } from './bytes.js';

describe('an idx file', () => {
  it.each([1, 3])(
    'of %i channels is read as it was written, gzipped and in pieces, too',
    async (channels) => {
      const images = someImages(4, 5, 3, channels);
      const bytes = writeIdx(images);
      expect([...bytes.subarray(0, 4)]).toEqual([0, 0, 8, channels === 1 ? 3 : 4]);
      expect((await readImages(bytes)).images).toEqual(images);
      expect((await readImages(inPieces(gzipped(bytes), 3))).images).toEqual(images);
    },
  );

  it('of doubles keeps them', async () => {
    const images = {
      ...someImages(2),
      data: Float64Array.from({ length: 30 }, (_, i) => i / 7 - 2),
    };
    expect((await readImages(writeIdx(images))).images).toEqual(images);
  });

  it.each([
    ['i8', 0x09, [0xff, 0x7f], [-1, 127]],
    ['i16', 0x0b, [0xff, 0xfe, 1, 2], [-2, 258]],
    ['i32', 0x0c, [0, 0, 1, 0, 0xff, 0xff, 0xff, 0xff], [256, -1]],
    ['f32', 0x0d, [0x3f, 0xc0, 0, 0, 0xc1, 0, 0, 0], [1.5, -8]],
  ])('of %s is read as doubles', async (_, type, data, expected) => {
    const { images } = await readImages(idxBytes(type, [1, 1, 2], data));
    expect(images.data).toEqual(Float64Array.from(expected));
  });

  it('comes in blocks, and is written in parts', async () => {
    const images = someImages(40, 256, 256);
    const { data, ...shape } = images;
    const writer = new IdxWriter({ ...shape, type: 'u8' });
    const parts = [
      writer.header(),
      writer.images(sliceImages(images, 0, 7)),
      writer.images(sliceImages(images, 7)),
    ];
    const blocks = await allOf(readImageBlocks(parts));
    expect(blocks.map((block) => block.images.count)).toEqual([16, 16, 8]);
    expect(
      Buffer.concat(blocks.map((block) => block.images.data as Uint8Array)).equals(
        data as Uint8Array,
      ),
    ).toBe(true);
    expect(() => writer.images(sliceImages(images, 0, 1))).toThrow('no more than 40');
  });

  it('has no more images than its header can tell', () => {
    const shape = { width: 1, height: 1, channels: 1, type: 'u8' } as const;
    const most = new IdxWriter({ ...shape, count: 2 ** 32 - 1 }).header();
    expect([...most.subarray(4, 8)]).toEqual([255, 255, 255, 255]);
    expect(() => new IdxWriter({ ...shape, count: 2 ** 32 })).toThrow('4294967296 is over');
  });

  it('may have no image', async () => {
    expect((await readImages(idxBytes(8, [0, 3, 5], []))).images).toEqual(someImages(0));
  });
});

describe('an idx file that lies', () => {
  const refused = (bytes: Uint8Array) =>
    expect(readImages(bytes, { format: 'idx', file: 'x' })).rejects;

  it('is refused where it is cut, with the number of the image', async () => {
    const bytes = writeIdx(someImages(4));
    await refused(bytes.subarray(0, 16 + 2 * 15 + 4)).toMatchObject({
      code: 'INPUT_FORMAT',
      file: 'x',
      row: 2,
      message: 'image 2: the file ends after 4 of its 15 bytes; the header says 4 images of 5 x 3',
    });
    await refused(bytes.subarray(0, 9)).toThrow('ends within its header');
    await refused(bytes.subarray(0, 2)).toThrow('got 00 00');
    await refused(new Uint8Array(0)).toThrow('got nothing');
  });

  it('is refused where it goes on behind its images', async () => {
    await refused(Buffer.concat([writeIdx(someImages(2)), Buffer.of(1)])).toThrow(
      'goes on behind the 2 images',
    );
  });

  it('is refused, and fills no memory, where it claims billions', async () => {
    await refused(idxBytes(8, [0xffffffff, 28, 28], [1, 2, 3])).toThrow(
      'image 0: the file ends after 3 of its 784',
    );
    await refused(idxBytes(8, [1, 65535, 65535], [])).toMatchObject({ code: 'LIMIT' });
    await refused(idxBytes(14, [1, 8192, 8192], [])).toThrow('ends after 0 of its 536870912 bytes');
    await refused(idxBytes(8, [1, 28, 0xffffffff], [])).toThrow('4294967295');
    await refused(idxBytes(8, [1, 0, 28], [])).toThrow('from 1 to 65535');
  });

  it('is refused where it has no images, or values that are none', async () => {
    await refused(idxBytes(8, [5], [1, 2, 3, 4, 5])).toThrow('1 dimensions, as labels have');
    await refused(idxBytes(8, [1, 1, 1, 1, 1], [1])).toThrow('5 dimensions');
    await refused(idxBytes(7, [1, 1, 1], [1])).toThrow('got 00 00 07 03');
    await refused(idxBytes(0x0d, [2, 1, 1], [0, 0, 0, 0, 0x7f, 0x80, 0, 0])).toThrow(
      'image 1: value 0 is Infinity',
    );
  });

  it('never does anything but give images or an error of its own', async () => {
    const sound = writeIdx(someImages(3));
    const edits = fc.array(fc.tuple(fc.nat(20), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, fc.nat(sound.length), async (changes, length) => {
        const bytes = sound.slice(0, length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const result: unknown = await readImages(bytes, { format: 'idx' }).catch(
          (error: unknown) => error,
        );
        if (result instanceof Error) expect(result).toBeInstanceOf(WasmojoError);
      }),
    );
  });
});

describe('labels', () => {
  it('are read as they were written', async () => {
    const labels = Int32Array.of(7, 0, 255);
    expect(writeIdxLabels(labels)).toEqual(idxBytes(8, [3], [7, 0, 255]));
    expect(await readLabels(gzipped(writeIdxLabels(labels)))).toEqual(labels);
    const large = Int32Array.of(-1, 70_000);
    expect(await readLabels(writeIdxLabels(large))).toEqual(large);
    expect(() => writeIdxLabels([0.5])).toThrow('label 0');
  });

  it('are refused where they are cut, or images', async () => {
    await expect(readLabels(idxBytes(8, [9], [1, 2]))).rejects.toThrow('label 2: the file ends');
    await expect(readLabels(idxBytes(8, [1], [1, 2]))).rejects.toThrow('behind the 1 labels');
    await expect(readLabels(writeIdx(someImages(1)))).rejects.toThrow(
      'got 3 dimensions of type u8',
    );
    await expect(readLabels(idxBytes(8, [0xffffffff], []))).rejects.toMatchObject({
      code: 'LIMIT',
    });
  });
});
