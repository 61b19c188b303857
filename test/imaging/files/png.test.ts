import { readFileSync } from 'node:fs';
import { deflateSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/crc32.js';
import { WasmojoError } from '../../../src/errors.js';
import { readImages, writePng } from '../../../src/imaging/index.js';
import { inPieces, someImages } from './bytes.js';

interface PngCase {
  readonly name: string;
  readonly png: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly doubles: boolean;
  readonly levels: readonly number[];
}

const FIXTURE = new URL('../../fixtures/imaging/png.json.gz', import.meta.url);
const CASES = JSON.parse(gunzipSync(readFileSync(FIXTURE)).toString()) as PngCase[];
const bytesOf = ({ png }: PngCase): Uint8Array => new Uint8Array(Buffer.from(png, 'base64'));
const readPng = async (bytes: Uint8Array) =>
  (await readImages(inPieces(bytes, 50), { format: 'png', file: 'x.png' })).images;

describe('a PNG file', () => {
  it.each(CASES.map((png) => [png.name, png] as const))('of %s has its levels', async (_, png) => {
    const { width, height, channels, levels, doubles } = png;
    const data = doubles ? Float64Array.from(levels) : Uint8Array.from(levels);
    expect(await readPng(bytesOf(png))).toEqual({ data, count: 1, width, height, channels });
  });

  it.each([1, 2, 3, 4])('of %i channels is read as it was written', async (channels) => {
    const images = someImages(1, 7, 4, channels);
    expect(await readPng(await writePng(images))).toEqual(images);
  });

  it('rounds doubles, halves up, and clamps them', async () => {
    const data = Float64Array.of(-3, 0.5, 1.49, 254.5, 300);
    const bytes = await writePng({ data, count: 1, width: 5, height: 1, channels: 1 });
    expect((await readPng(bytes)).data).toEqual(Uint8Array.of(0, 1, 1, 255, 255));
  });

  it('holds one image of up to four channels', async () => {
    await expect(writePng(someImages(2))).rejects.toThrow('one image');
    await expect(writePng(someImages(1, 2, 2, 5))).rejects.toThrow('1 to 4');
  });
});

describe('a damaged PNG file', () => {
  const sound = bytesOf(CASES[0]);

  it('is refused', async () => {
    await expect(readPng(sound.subarray(0, sound.length - 5))).rejects.toThrow(
      'before its last chunk',
    );
    await expect(readPng(sound.subarray(0, 20))).rejects.toThrow('"IHDR" at byte 8');
    await expect(readPng(sound.subarray(0, 33))).rejects.toThrow('ends at byte 33');
    await expect(readPng(sound.with(20, 9))).rejects.toThrow(
      '"IHDR" at byte 8 has a wrong checksum',
    );
    await expect(readPng(sound.with(0, 0))).rejects.toThrow('its first bytes');
  });

  it('is refused where it claims other sizes than its pixels have', async () => {
    await expect(readPng(ofSize(4, 4, new Uint8Array(19)))).rejects.toThrow(
      'have 20 bytes by its header, and it holds only 19',
    );
    await expect(readPng(ofSize(4, 4, new Uint8Array(21)))).rejects.toThrow('holds more');
    await expect(readPng(ofSize(8192, 8192, new Uint8Array(5)))).rejects.toThrow('only 5');
    await expect(readPng(ofSize(65535, 65535, new Uint8Array(5)))).rejects.toMatchObject({
      code: 'LIMIT',
    });
    await expect(readPng(ofSize(0, 4, new Uint8Array(5)))).rejects.toThrow('from 1 to 65535');
    await expect(readPng(ofSize(1, 1, Uint8Array.of(5, 0)))).rejects.toThrow('filter 5 in line 0');
  });

  it('is not unpacked further than its header says', async () => {
    const bomb = ofSize(4, 4, new Uint8Array(2 ** 27));
    expect(bomb.length).toBeLessThan(2 ** 18);
    await expect(readPng(bomb)).rejects.toThrow('holds more');
  });

  it('never does anything but give images or an error of its own', async () => {
    const palette = bytesOf(CASES.find(({ name }) => name === 'a palette with alpha')!);
    const edit = fc.record({ at: fc.nat(palette.length - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const bytes = palette.slice();
        for (const { at, value } of edits) bytes[at] = value;
        const result: unknown = await readPng(withChecksums(bytes)).catch(
          (error: unknown) => error,
        );
        if (result instanceof Error) expect(result).toBeInstanceOf(WasmojoError);
      }),
    );
  });
});

/** A grey PNG of 8 bits that says it has this size. */
function ofSize(width: number, height: number, lines: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = bytesOf(CASES[0]).subarray(0, 8);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function chunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([ends.subarray(0, 4), typed, ends.subarray(4)]);
}

/** Sets the checksums of all chunks right, as far as there are chunks. */
function withChecksums(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer);
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) break;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
  return bytes;
}
