import { describe, expect, it } from 'vitest';
import { InputFormatError, LimitError } from '../../../src/errors.js';
import {
  blobAccess,
  bytesAccess,
  readParquetBlocks,
  streamAccess,
  type ParquetReadOptions,
  type RandomAccess,
} from '../../../src/frame/parquet/index.js';
import {
  AS_LEVELS,
  AS_THEY_ARE,
  bytesOf,
  cellsOf,
  collect,
  OTHERS,
  planOf,
  rowOf,
} from '../typed/fixture.js';

const read = (name: string, options: ParquetReadOptions = {}) =>
  collect(readParquetBlocks(bytesAccess(bytesOf('parquet', name)), options));

const OTHER_COLUMNS = OTHERS.filter((name) => name !== 'binary');
/** In Parquet, bytes without a note of what they are count as text. */
const BINARY = { binary: ['a', '', null, 'c'] };

describe.each(['types.parquet', 'types-v2-pages.parquet'])('%s of pyarrow', (name) => {
  it('has all types as they are', async () => {
    const [frame] = await read(name, { plan: planOf('any', OTHER_COLUMNS) });
    expect(cellsOf(frame)).toEqual({ ...AS_THEY_ARE, ...BINARY });
  });

  it('has all types as levels', async () => {
    const [frame] = await read(name, { plan: planOf('categorical', OTHER_COLUMNS) });
    expect(cellsOf(frame)).toEqual({ ...AS_LEVELS, ...BINARY });
  });
});

describe('readParquetBlocks', () => {
  it.each(['list', 'struct'])(
    'refuses nested column %s by name, but only if it is wanted',
    async (name) => {
      const plan = { columns: [{ name, kind: 'any' as const }] };
      await expect(read('types.parquet', { plan })).rejects.toThrow(InputFormatError);
      await expect(read('types.parquet', { plan })).rejects.toThrow(`column "${name}" is of type`);
    },
  );

  it.each(['snappy', 'gzip', 'zstd', 'brotli', 'lz4', 'none'])(
    'gives a frame per row group, packed with %s',
    async (codec) => {
      const frames = await read(`rows-${codec}.parquet`);
      expect(frames.map(({ rowCount }) => rowCount)).toEqual([800, 800, 400]);
      expect(frames.flatMap((frame) => frame.toRows())).toEqual(
        Array.from({ length: 2000 }, (_, k) => rowOf(k)),
      );
    },
  );

  it.each(['encodings-1', 'encodings-2', 'pages'])('reads %s', async (name) => {
    const [frame] = await read(`${name}.parquet`);
    expect(frame.toRows()).toEqual(Array.from({ length: frame.rowCount }, (_, k) => rowOf(k)));
  });

  it('reads times of 96 bits', async () => {
    const { timestamp_ns, int32 } = AS_THEY_ARE;
    expect(cellsOf((await read('int96.parquet'))[0])).toEqual({ timestamp_ns, int32 });
  });

  it('makes one frame without rows of a file without rows', async () => {
    const frames = await read('no-rows.parquet');
    expect(frames.map(({ rowCount, names }) => [rowCount, names])).toEqual([[0, ['i', 'x', 's']]]);
  });

  it('reads the wanted columns only, and closes the file', async () => {
    const bytes = bytesOf('parquet', 'rows-none.parquet');
    const pieces: [number, number][] = [];
    let closed = 0;
    const file: RandomAccess = {
      byteLength: bytes.length,
      slice: (start, end) => {
        pieces.push([start, end]);
        return bytesAccess(bytes).slice(start, end);
      },
      close: () => {
        closed++;
        return Promise.resolve();
      },
    };
    let told = 0;
    const frames = await collect(
      readParquetBlocks(file, {
        plan: { columns: [{ name: 'x', kind: 'number' }] },
        onBytes: (count) => (told += count),
      }),
    );
    expect(frames.map(({ names }) => names)).toEqual([['x'], ['x'], ['x']]);
    // Besides both ends and the footer, a piece per row group.
    expect(pieces).toHaveLength(6);
    const read = pieces.slice(3).reduce((sum, [start, end]) => sum + end - start, 0);
    expect(told).toBe(read);
    expect(read).toBeLessThan(bytes.length / 3);
    expect(closed).toBe(1);
  });

  it('takes bytes, Buffers, Blobs and chunks', async () => {
    const bytes = bytesOf('parquet', 'types.parquet');
    const plan = planOf('any', OTHER_COLUMNS);
    const moved = Buffer.concat([Buffer.from('x'), bytes]).subarray(1);
    const chunks = [bytes.subarray(0, 1000), bytes.subarray(1000)];
    for (const file of [
      bytesAccess(moved),
      blobAccess(new Blob([bytes])),
      await streamAccess(chunks, bytes.length),
    ]) {
      const [frame] = await collect(readParquetBlocks(file, { plan }));
      expect(cellsOf(frame)).toEqual({ ...AS_THEY_ARE, ...BINARY });
    }
    await expect(streamAccess(chunks, bytes.length - 1)).rejects.toThrow(LimitError);
  });

  it('keeps the limit of bytes', async () => {
    const maxGroupBytes = 10_000;
    await expect(read('rows-none.parquet', { maxGroupBytes })).rejects.toThrow(LimitError);
  });

  it('hands out large row groups in pieces when asked to', async () => {
    const frames = await read('rows-zstd.parquet', { blockRows: 500 });
    expect(frames.map(({ rowCount }) => rowCount)).toEqual([500, 300, 500, 300, 400]);
  });
});
