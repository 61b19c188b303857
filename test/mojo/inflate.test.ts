import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inflate, type Inflate } from '../../src/mojo/inflate.js';
import { nodeInflate } from '../../src/mojo/node-inflate.js';
import { toBytes } from './small-mojo.js';

/** Bytes of few or many values, so that all kinds of blocks and lengths of codes occur. */
const contents = fc
  .tuple(
    fc.constantFrom(1, 2, 3, 20, 256),
    fc.integer({ min: 1, max: 6 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 3000 }),
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

/** What comes out; undefined where the data are refused. */
function outcome(unpack: Inflate, packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return unpack(packed, size);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return undefined;
  }
}

describe.each([
  ['inflate', inflate],
  ['nodeInflate', nodeInflate],
])('%s', (_, unpack) => {
  test('gives back what zlib packed, whatever the settings', () => {
    fc.assert(
      fc.property(contents, settings, (bytes, how) => {
        expect(unpack(deflateRawSync(bytes, how), bytes.length)).toEqual(bytes);
      }),
    );
  });

  test('gives back long repeats and more than one block', () => {
    const long = Uint8Array.from({ length: 300_000 }, (_, i) => ((i * i) >> (i >> 14)) & 0xff);
    for (const bytes of [long, new Uint8Array(100_000), toBytes('abc'.repeat(40_000))]) {
      for (const level of [0, 1, 9]) {
        expect(unpack(deflateRawSync(bytes, { level }), bytes.length)).toEqual(bytes);
      }
    }
  });

  test('stops at the declared size', () => {
    const packed = deflateRawSync(new Uint8Array(1_000_000));
    expect(() => unpack(packed, 999_999)).toThrow('more than the declared 999999 bytes');
    expect(() => unpack(packed, 0)).toThrow('more than the declared 0 bytes');
  });

  test('refuses data that are cut off', () => {
    fc.assert(
      fc.property(contents, settings, fc.nat(), (bytes, how, cut) => {
        const packed = deflateRawSync(bytes, how);
        const part = packed.subarray(0, cut % packed.length);
        expect(() => unpack(part, bytes.length)).toThrow();
      }),
    );
  });
});

test('both ways of unpacking agree on damaged data', () => {
  fc.assert(
    fc.property(
      contents,
      settings,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (bytes, how, at, flip) => {
        const packed = new Uint8Array(deflateRawSync(bytes, how));
        packed[at % packed.length] ^= flip;
        expect(outcome(inflate, packed, 100_000)).toEqual(outcome(nodeInflate, packed, 100_000));
      },
    ),
    { numRuns: 500 },
  );
});

test('both ways of unpacking agree on arbitrary bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (packed) => {
      expect(outcome(inflate, packed, 10_000)).toEqual(outcome(nodeInflate, packed, 10_000));
    }),
    { numRuns: 1000 },
  );
});
