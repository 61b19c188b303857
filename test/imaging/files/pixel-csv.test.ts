import { describe, expect, it } from 'vitest';
import { PixelCsvWriter, readImages, type ImageSet } from '../../../src/imaging/index.js';
import { gzipped, someImages, text } from './bytes.js';

function csvOf(images: ImageSet, labels?: Int32Array): Uint8Array {
  const writer = new PixelCsvWriter();
  const size = images.width * images.height * images.channels;
  const header = writer.header(size, labels !== undefined);
  return new Uint8Array(Buffer.concat([header, writer.images(images, labels)]));
}

const LINES = '1,2,3,4,7\n5,6,7,8,3\n';

describe('a CSV of pixels', () => {
  it('is read as it was written, with labels and without', async () => {
    const images = someImages(3, 4, 4);
    const labels = Int32Array.of(1, -2, 300);
    expect(await readImages(csvOf(images))).toEqual({ images });
    expect(await readImages(gzipped(csvOf(images, labels)))).toEqual({ images, labels });
    expect(Buffer.from(csvOf(someImages(1, 2, 1), labels.subarray(0, 1))).toString()).toBe(
      'C1,C2,C3\n11,48,1\n',
    );
  });

  it('keeps doubles', async () => {
    const images = {
      ...someImages(2, 2, 2),
      data: Float64Array.of(1, 2, 0.1, -4, 5, 6, 1e-300, 8),
    };
    const labels = Int32Array.of(4, 5);
    expect(await readImages(csvOf(images, labels))).toEqual({ images, labels });
  });

  it('has the answer in the last column, or in that named label, or in the one that is said', async () => {
    const data = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const images = { data, count: 2, width: 2, height: 2, channels: 1 };
    const labels = Int32Array.of(7, 3);
    expect(await readImages(text(`a,b,c,d,e\n${LINES}`))).toEqual({ images, labels });
    expect(await readImages(text(LINES), { header: false })).toEqual({ images, labels });
    const first = text('label,a,b,c,d\n7,1,2,3,4\n3,5,6,7,8\n');
    expect(await readImages(first)).toEqual({ images, labels });
    const odd = await readImages(text(LINES), { header: false, label: 'C1' });
    expect(odd.labels).toEqual(Int32Array.of(1, 5));
    expect(odd.images.data).toEqual(Uint8Array.of(2, 3, 4, 7, 6, 7, 8, 3));
  });

  it('has images of the size that is said', async () => {
    const { images } = await readImages(text(`a,b,c,d,e,f\n1,2,3,4,5,6\n`), {
      height: 3,
      channels: 2,
    });
    expect(images).toMatchObject({ count: 1, width: 1, height: 3, channels: 2 });
    const { images: wide, labels } = await readImages(text(`a,b,c,d,e,f,g\n1,2,3,4,5,6,9\n`), {
      width: 6,
    });
    expect(wide).toMatchObject({ width: 6, height: 1 });
    expect(labels).toEqual(Int32Array.of(9));
  });

  it('is refused where its columns make no images', async () => {
    await expect(readImages(text('a,b,c\n1,2,3\n'))).rejects.toThrow(
      '3 columns make no square image',
    );
    await expect(readImages(text('a,b,c\n1,2,3\n'), { width: 5 })).rejects.toThrow(
      'no 5 x ? image',
    );
    await expect(readImages(text('a,a,c,d\n1,2,3,4\n'))).rejects.toThrow('"a" is there twice');
    await expect(readImages(text('1,2,3,4\n5,6,7,8\n'))).rejects.toThrow('header: false');
    await expect(readImages(text('a,b\n1,2\n'), { label: 'c' })).rejects.toMatchObject({
      code: 'MISSING_COLUMN',
    });
    await expect(readImages(text('a\n1\n'), { width: 0.5 })).rejects.toThrow('width');
    await expect(readImages(text('\n'), { format: 'csv' })).rejects.toMatchObject({
      code: 'INPUT_FORMAT',
    });
  });

  it('is refused where a cell is no level, by image and column', async () => {
    const refused = (line: string) =>
      expect(readImages(text(`a,b,c,d,e\n1,2,3,4,5\n${line}\n`))).rejects;
    await refused('1,2,x,4,5').toThrow('image 1, column "c": "x" is not a number');
    await refused('1,,3,4,5').toThrow('image 1, column "b": the value is missing');
    await refused('1,2,3').toThrow('image 1, column "d": the value is missing');
    await refused('1,2,3,4,5,6').toThrow('image 1 has more cells');
    await refused('1,2,3,4,5.5').toThrow('label 5.5 is no whole number');
    await refused('1,2,3,Infinity,5').toThrow('Infinity is no level');
  });
});
