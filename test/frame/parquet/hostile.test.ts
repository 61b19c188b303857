// Whatever the bytes are, reading ends: in frames or in an error of ours, within the limits.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WasmojoError } from '../../../src/errors.js';
import { bytesAccess, readParquetBlocks } from '../../../src/frame/parquet/index.js';
import { checkIndices, checkLevels, checkPageV1 } from '../../../src/frame/parquet/page-runs.js';
import { loadPages } from '../../../src/frame/parquet/packages.js';
import { checkSharedTexts } from '../../../src/frame/parquet/shared-texts.js';
import { bytesOf, collect, files, planOf } from '../typed/fixture.js';

const FILES = files('parquet');

async function errorOf(bytes: Uint8Array): Promise<WasmojoError | undefined> {
  const plan = planOf('any', ['list', 'struct']);
  try {
    await collect(readParquetBlocks(bytesAccess(bytes), { plan, maxGroupBytes: 2 ** 20 }));
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(WasmojoError);
    return error as WasmojoError;
  }
}

describe('damaged Parquet', () => {
  it.each(FILES)('%s cut off anywhere is refused', async (name) => {
    const bytes = bytesOf('parquet', name);
    for (let length = 0; length < bytes.length; length += 97) {
      expect((await errorOf(bytes.subarray(0, length)))?.code).toBe('INPUT_FORMAT');
    }
  });

  it.each(FILES)('%s with bytes changed ends in frames or an error of ours', async (name) => {
    const bytes = bytesOf('parquet', name);
    const change = fc.tuple(
      fc.nat(bytes.length - 1),
      fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const damaged = bytes.slice();
        for (const [at, byte] of changes) damaged[at] = byte;
        await errorOf(damaged);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['', 'it is empty'],
    ['PAR1', 'it is cut off'],
    ['PARE........PARE', 'it is encrypted'],
    ['a,b\n1,2\n', 'it begins with "a,b\\n"'],
    ['PAR1\xff\xff\xff\x7fPAR1', 'metadata length'],
  ])('%j is told from Parquet', async (text, message) => {
    expect((await errorOf(Buffer.from(text, 'latin1')))?.message).toContain(message);
  });
});

describe('runs of a page', () => {
  const levels = (bytes: readonly number[], values: number) => () => {
    checkLevels(Uint8Array.from(bytes), 0, bytes.length, values);
  };

  it('have to make as many levels as the page has values', () => {
    expect(levels([10, 1], 5)).not.toThrow(); // 5 times 1
    expect(levels([3, 0xff], 5)).not.toThrow(); // a group of 8, filled up
    expect(levels([4, 1, 6, 0], 5)).not.toThrow();
    expect(levels([8, 1], 5)).toThrow('too few levels');
    expect(levels([], 1)).toThrow('too few levels');
  });

  it('must not claim more values than the page has', () => {
    expect(levels([12, 1], 5)).toThrow('a run of 6 values in a page of 5');
    expect(levels([0xfe, 0xff, 0xff, 0xff, 0x0f, 1], 5)).toThrow('a run of 2147483647 values');
    expect(levels([5, 0xff, 0xff], 8)).toThrow('a run of 16 values in a page of 8');
    expect(levels([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1], 5)).toThrow('has no end');
  });

  it('of indices have a width in front, in version 1 behind the levels', () => {
    expect(() => checkIndices(Uint8Array.of(3, 12, 1), 0, 5)).toThrow('a run of 6');
    expect(() => checkIndices(Uint8Array.of(33, 2, 1), 0, 5)).toThrow('indices of 33 bits');
    expect(() => checkIndices(Uint8Array.of(0), 0, 5)).not.toThrow();
    const page = (...bytes: readonly number[]) => Uint8Array.of(2, 0, 0, 0, 10, 1, ...bytes);
    expect(() => checkPageV1(page(3, 10, 1), 5, true, true)).not.toThrow();
    expect(() => checkPageV1(page(3, 12, 1), 5, true, true)).toThrow('a run of 6');
    expect(() => checkPageV1(Uint8Array.of(9, 0, 0, 0, 10, 1), 5, true, false)).toThrow('longer');
    expect(() => checkPageV1(Uint8Array.of(9), 5, true, false)).toThrow('cut off');
  });
});

describe('texts that share their beginnings', () => {
  /** A block of deltas that are all the same, behind a first value (hyparquet/src/delta.js reads it). */
  const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
  const lengths = (count: number, first: number, delta: number) => [
    ...[128, 4, count].flatMap(varint),
    ...varint(zigzag(first)),
    ...(count > 1 ? [...varint(zigzag(delta)), 0, 0, 0, 0] : []),
  ];
  const check = async (shared: readonly number[], own: readonly number[], texts: number) => {
    const decoders = await loadPages();
    const page = Uint8Array.from([...shared, ...own]);
    return () => {
      checkSharedTexts(decoders, page, 0, texts, 1000);
    };
  };

  it('may not begin with more than there is, nor be too much together', async () => {
    const ok = await check(lengths(3, 0, 1), lengths(3, 1, 0), 3);
    expect(ok).not.toThrow();
    const more = await check(lengths(3, 0, 2 ** 29), lengths(3, 1, 0), 3);
    expect(more).toThrow('begins with more than');
    const first = await check(lengths(2, 5, 0), lengths(2, 1, 0), 2);
    expect(first).toThrow('begins with more than');
    const bomb = await check(lengths(100, 0, 20), lengths(100, 20, 0), 100);
    expect(bomb).toThrow('more than 1000 bytes');
    expect(await check([], [], 0)).not.toThrow();
  });
});
