// Whatever the bytes are, reading ends: in frames or in an error of ours, within the limits.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WasmojoError } from '../../../src/errors.js';
import { readArrowBlocks } from '../../../src/frame/arrow/index.js';
import { bytesOf, collect, planOf } from '../typed/fixture.js';
import {
  int16,
  int32,
  int64,
  int8,
  numbers,
  refer,
  table,
  tables,
  text,
  writeFlat,
  type FlatTable,
} from './flat.js';

const FILES = [
  'types.arrow',
  'types.arrows',
  'types-lz4.feather',
  'types-zstd.feather',
  'delta.arrow',
  'replaced.arrows',
  'legacy.arrows',
];
const LIMITS = { maxBatchBytes: 2 ** 20, maxColumns: 1000 };

/** The error of reading, or undefined. Anything but an error of ours fails the test. */
async function errorOf(bytes: Uint8Array, kind: 'any' | 'categorical' = 'any') {
  try {
    await collect(readArrowBlocks([bytes], { plan: planOf(kind), ...LIMITS }));
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(WasmojoError);
    return error as WasmojoError;
  }
}

describe('damaged Arrow', () => {
  it.each(FILES)('%s cut off anywhere is refused, or ends behind a whole batch', async (name) => {
    const bytes = bytesOf('arrow', name);
    const isStream = name.endsWith('.arrows');
    for (let length = 0; length < bytes.length; length += 13) {
      const error = await errorOf(bytes.subarray(0, length));
      if (!isStream) expect(error?.code, `${length} bytes`).toBe('INPUT_FORMAT');
    }
  });

  it.each(FILES)('%s with bytes changed ends in frames or an error of ours', async (name) => {
    const bytes = bytesOf('arrow', name);
    const change = fc.tuple(
      fc.nat(bytes.length - 1),
      fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('any' as const, 'categorical' as const),
        async (changes, kind) => {
          const damaged = bytes.slice();
          for (const [at, byte] of changes) damaged[at] = byte;
          await errorOf(damaged, kind);
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    ['', 'it is empty'],
    ['PAR1....', 'it is a Parquet file'],
    ['FEA1....', 'it is Feather version 1'],
    ['a,b\n1,2\n', 'begins with "a,b\\n"'],
    ['ARROW2..', 'begins with "ARROW2"'],
    ['{"a": 1}', 'begins with'],
  ])('%j is told from Arrow', async (start, message) => {
    expect((await errorOf(Buffer.from(start)))?.message).toContain(message);
  });
});

/** A stream of messages made by hand. */
function stream(
  ...messages: readonly (readonly [number, FlatTable, Uint8Array?, number?])[]
): Uint8Array {
  const parts = messages.map(
    ([type, header, body = new Uint8Array(0), bodyLength = body.length]) => {
      const metadata = writeFlat(table(int16(4), int8(type), refer(header), int64(bodyLength)));
      const prefix = Buffer.alloc(8);
      prefix.writeInt32LE(-1);
      prefix.writeInt32LE(metadata.length, 4);
      return Buffer.concat([prefix, metadata, body]);
    },
  );
  return Buffer.concat(parts);
}

const field = (typeId: number, type: FlatTable, ...children: readonly FlatTable[]) =>
  table(text('x'), int8(1), int8(typeId), refer(type), undefined, tables(children));
const schema = (...fields: readonly FlatTable[]) => table(undefined, tables(fields));
const NULLS = field(1, table());
const DOUBLES = field(3, table(int16(2)));
const TEXTS = field(5, table());
const batch = (
  rows: number,
  nodes: readonly number[],
  regions: readonly number[],
  regionCount?: number,
) => table(int64(rows), numbers(nodes, 2), numbers(regions, 2, regionCount));

describe('lying Arrow', () => {
  const message = async (bytes: Uint8Array) => (await errorOf(bytes))?.message;

  it('a batch of a billion nulls is over the limit', async () => {
    const bytes = stream([1, schema(NULLS)], [3, batch(2 ** 40, [2 ** 40, 2 ** 40], [])]);
    expect(await message(bytes)).toContain('maxBatchBytes');
  });

  it('a body that is longer than the stream is not waited for in memory', async () => {
    const bytes = stream(
      [1, schema(DOUBLES)],
      [3, batch(1, [1, 0], []), new Uint8Array(8), 2 ** 19],
    );
    expect(await message(bytes)).toContain('cut off');
    const huge = stream(
      [1, schema(DOUBLES)],
      [3, batch(1, [1, 0], []), new Uint8Array(8), 2 ** 50],
    );
    expect(await message(huge)).toContain('maxBatchBytes');
  });

  it('buffers have to be inside of the body and large enough', async () => {
    const of = (regions: readonly number[], rows = 2) =>
      message(
        stream([1, schema(DOUBLES)], [3, batch(rows, [rows, 0], regions), new Uint8Array(16)]),
      );
    expect(await of([0, 0, 0, 16])).toBeUndefined();
    expect(await of([0, 0, 8, 16])).toContain('outside');
    expect(await of([0, 0, 0, 2 ** 52])).toContain('outside');
    expect(await of([0, 0, 0, 8])).toContain('its rows need 16');
    expect(await of([0, 0])).toContain('too few buffers');
  });

  it('offsets of texts have to go forward and stay inside', async () => {
    const of = (...offsets: readonly number[]) => {
      const body = new Uint8Array(16);
      body.set(new Uint8Array(Int32Array.from(offsets).buffer));
      const regions = [0, 0, 0, 12, 12, 4];
      return message(stream([1, schema(TEXTS)], [3, batch(2, [2, 0], regions), body]));
    };
    expect(await of(0, 1, 4)).toBeUndefined();
    expect(await of(0, 1, 5)).toContain('text from 1 to 5 of 4');
    expect(await of(0, 3, 1)).toContain('text from 3 to 1');
    expect(await of(-1, 0, 1)).toContain('text from -1');
  });

  it('a column must have the rows of its batch, a bitmap enough bits', async () => {
    const of = (nodes: readonly number[]) =>
      message(
        stream([1, schema(DOUBLES)], [3, batch(9, nodes, [0, 1, 0, 72]), new Uint8Array(72)]),
      );
    expect(await of([8, 0])).toContain('8 of 9 rows');
    expect(await of([9, 1])).toContain('a bitmap of 1 bytes');
  });

  it('what refers to nothing is refused', async () => {
    expect(await message(stream([3, batch(0, [], [])]))).toContain('no schema at its start');
    expect(await message(stream([1, table(int16(1), tables([]))]))).toContain('big-endian');
    expect(await message(stream([1, schema(field(77, table()))]))).toContain('no type 77');
    expect(await message(stream([1, schema(field(2, table(int32(24))))]))).toContain(
      'parameter 24',
    );
  });

  it('a list that claims more items than there are bytes costs no memory', async () => {
    const lying = batch(1, [1, 0], [0, 0, 0, 8], 2 ** 31 - 1);
    const bytes = stream([1, schema(DOUBLES)], [3, lying, new Uint8Array(8)]);
    expect(await message(bytes)).toContain('a list of 2147483647 items');
  });

  it('a schema whose columns share their parts is counted with all of them', async () => {
    let shared = DOUBLES;
    for (let depth = 0; depth < 60; depth++) shared = field(13, table(), shared, shared);
    const bytes = stream([1, schema(shared)]);
    expect(bytes.length).toBeLessThan(5000);
    expect(await message(bytes)).toContain('maxColumns');
  });

  it('a schema that is nested without end is refused', async () => {
    let nested = DOUBLES;
    for (let depth = 0; depth < 100; depth++) nested = field(13, table(), nested);
    expect(await message(stream([1, schema(nested)]))).toContain('nested more than 64 deep');
    const wide = Array.from({ length: 1001 }, () => DOUBLES);
    expect(await message(stream([1, schema(field(13, table(), ...wide))]))).toContain('maxColumns');
  });
});
