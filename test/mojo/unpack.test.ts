import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MojoFormatError } from '../../src/errors.js';
import { crc32 } from '../../src/crc32.js';
import { unpackWithJszip } from '../../src/mojo/jszip-files.js';
import { unpackInNode } from '../../src/mojo/node-zip-files.js';
import type { Unpack } from '../../src/mojo/unpack.js';
import { readZipDirectory } from '../../src/mojo/zip-directory.js';
import { toBytes } from './small-mojo.js';
import { zipOfPacked } from './zip-surgery.js';

/** Bytes of few or many values, so that all kinds of blocks and lengths of codes occur. */
const contents = fc
  .tuple(
    fc.constantFrom(1, 2, 3, 20, 256),
    fc.integer({ min: 1, max: 6 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), {
      minLength: 1,
      maxLength: 3000,
    }),
  )
  .map(([values, skew, xs]) => Uint8Array.from(xs, (x) => Math.floor(x ** skew * values)));

const settings = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
});

/** The one file of a zip, taken out after the zip was opened. */
async function unpacked(
  unpack: Unpack,
  packed: Uint8Array,
  declared: { size: number; crc: number },
): Promise<Uint8Array | undefined> {
  const zip = zipOfPacked('a.bin', packed, declared);
  const files = await unpack(zip, readZipDirectory(zip, 'm.zip'), 'm.zip');
  return files.get('a.bin');
}

/** What comes out, or the error, which names the file. */
async function outcome(...given: Parameters<typeof unpacked>): Promise<Uint8Array | 'refused'> {
  try {
    return (await unpacked(...given))!;
  } catch (error) {
    expect(error).toBeInstanceOf(MojoFormatError);
    expect((error as MojoFormatError).file).toBe('a.bin');
    return 'refused';
  }
}

const told = (bytes: Uint8Array) => ({ size: bytes.length, crc: crc32(bytes) });

describe.each([
  ['jszip', unpackWithJszip],
  ['zlib in Node', unpackInNode],
])('%s', (_, unpack) => {
  test('gives back what was packed, whatever the settings', async () => {
    await fc.assert(
      fc.asyncProperty(contents, settings, async (bytes, how) => {
        expect(await unpacked(unpack, deflateRawSync(bytes, how), told(bytes))).toEqual(bytes);
      }),
    );
  });

  test('gives back long repeats and more than one block', async () => {
    const long = Uint8Array.from({ length: 300_000 }, (_, i) => ((i * i) >> (i >> 14)) & 0xff);
    for (const bytes of [long, new Uint8Array(100_000), toBytes('abc'.repeat(40_000))]) {
      for (const level of [0, 1, 9]) {
        const out = await unpacked(unpack, deflateRawSync(bytes, { level }), told(bytes));
        expect(Buffer.compare(out!, bytes)).toBe(0);
      }
    }
  });

  test('stops at the declared size', async () => {
    const packed = deflateRawSync(new Uint8Array(1_000_000));
    for (const size of [999_999, 1]) {
      await expect(unpacked(unpack, packed, { size, crc: 0 })).rejects.toThrow(
        `a.bin cannot be unpacked: more than the declared ${size} bytes`,
      );
    }
  });

  test('tells when fewer bytes come out than are declared, or others', async () => {
    const bytes = toBytes('some text');
    const packed = deflateRawSync(bytes);
    const { size, crc } = told(bytes);
    await expect(unpacked(unpack, packed, { size: size + 1, crc })).rejects.toThrow(
      'unpacks to 9 bytes, declared are 10',
    );
    await expect(unpacked(unpack, packed, { size, crc: crc ^ 1 })).rejects.toThrow('checksum');
  });

  test('refuses data that are cut off', async () => {
    await fc.assert(
      fc.asyncProperty(contents, settings, fc.nat(), async (bytes, how, cut) => {
        const packed = deflateRawSync(bytes, how);
        const part = packed.subarray(0, cut % packed.length);
        expect(await outcome(unpack, part, told(bytes))).toBe('refused');
      }),
    );
  });
});

test('both ways of unpacking agree on damaged data', async () => {
  await fc.assert(
    fc.asyncProperty(
      contents,
      settings,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (bytes, how, at, flip) => {
        const packed = new Uint8Array(deflateRawSync(bytes, how));
        packed[at % packed.length] ^= flip;
        expect(await outcome(unpackWithJszip, packed, told(bytes))).toEqual(
          await outcome(unpackInNode, packed, told(bytes)),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('both ways of unpacking agree on arbitrary bytes', async () => {
  const size = fc.integer({ min: 1, max: 200 });
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), size, async (packed, size) => {
      fc.pre(packed.length * 1000 > size);
      const declared = { size, crc: 0 };
      expect(await outcome(unpackWithJszip, packed, declared)).toEqual(
        await outcome(unpackInNode, packed, declared),
      );
    }),
    { numRuns: 500 },
  );
});
