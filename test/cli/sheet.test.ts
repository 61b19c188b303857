import { describe, expect, it } from 'vitest';
import { Sheet } from '../../src/cli/sheet.js';
import { readImages, type ImageSet } from '../../src/imaging/node.js';

const imagesOf = (width: number, height: number, count: number): ImageSet => ({
  data: new Uint8Array(width * height * count).fill(7),
  count,
  width,
  height,
  channels: 1,
});

describe('the contact sheet of a run', () => {
  it('shows as many rows as an image can have', async () => {
    const sheet = new Sheet(imagesOf(1, 20000, 1), 1, 1, 1);
    sheet.add(imagesOf(1, 20000, 9));
    const { images } = await readImages(await sheet.png());
    expect(images).toMatchObject({ width: 5, height: 3 * 20002 + 2 });
  });

  it('refuses images of which not even one row has room, before any is made', () => {
    expect(() => new Sheet(imagesOf(40000, 1, 2), 2, 1, 2)).toThrow('--sheet-columns');
    expect(() => new Sheet(imagesOf(9000, 4000, 1), 1, 1, 1)).toThrow('too large');
  });
});
