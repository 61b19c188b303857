// readArrow and readParquet as users call them: from every source, under the plan of a model.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ArgumentError,
  ArrowWriter,
  FileError,
  Frame,
  loadMojo,
  ParquetWriter,
  readArrow,
  readCsv,
  readParquet,
  writtenColumns,
  type Model,
} from '../src/node.js';
import { bytesOf, path, rowOf } from './frame/typed/fixture.js';

const AIRLINES = fileURLToPath(new URL('../examples/airlines/', import.meta.url));
const rows = (count: number) => Array.from({ length: count }, (_, k) => rowOf(k));

describe.each([
  { format: 'arrow', name: 'rows-zstd.feather', count: 5000, read: readArrow },
  { format: 'parquet', name: 'rows-zstd.parquet', count: 2000, read: readParquet },
] as const)('$format', ({ format, name, count, read }) => {
  const bytes = bytesOf(format, name);
  let server: Server;
  let url: string;
  let ranges = true;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const isPart = ranges && from !== undefined;
      const body = isPart ? bytes.subarray(Number(from), Number(to) + 1) : bytes;
      if (request.url !== '/rows') response.writeHead(404).end();
      else {
        response.writeHead(isPart ? 206 : 200, { 'content-length': body.length });
        response.end(request.method === 'HEAD' ? undefined : body);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`;
  });
  afterAll(() => server.close());

  it('comes from a path, bytes, a Blob, a Response, a URL and chunks', async () => {
    const sources = [
      path(format, name),
      bytes,
      bytes.buffer.slice(0),
      new Blob([bytes]),
      new Response(bytes),
      url,
      new URL(url),
      [bytes.subarray(0, 99), bytes.subarray(99)],
    ];
    for (const source of sources) expect((await read(source)).toRows()).toEqual(rows(count));
    ranges = false;
    expect((await read(url)).toRows()).toEqual(rows(count));
    ranges = true;
  });

  it('says what is wrong with a path, an address and an option', async () => {
    await expect(read(`${path(format, name)}.no`)).rejects.toThrow(FileError);
    await expect(read('http://127.0.0.1:1/rows')).rejects.toThrow(FileError);
    const absent: unknown = await read(`${url}/no`).catch((error: unknown) => error);
    expect(absent).toBeInstanceOf(FileError);
    expect((absent as FileError).message).toMatch(/404.*; check the address/);
    await expect(read(bytes, { modle: 1 } as object)).rejects.toThrow(ArgumentError);
    expect(pathToFileURL(path(format, name)).protocol).toBe('file:');
  });
});

describe('a model', () => {
  let model: Model;
  let frame: Frame;
  let expected: Record<string, unknown>[];

  beforeAll(async () => {
    model = await loadMojo(`${AIRLINES}model.zip`);
    frame = await readCsv(readFileSync(`${AIRLINES}airlines.csv`), { model });
    expected = (await model.predict(frame)).toRows();
  });
  afterAll(() => {
    model.dispose();
  });

  it('answers Arrow and Parquet as CSV', async () => {
    const columns = writtenColumns(frame.columns);
    const arrow = await ArrowWriter.create(columns);
    const arrowBytes = Buffer.concat([arrow.start(), arrow.rows(frame), arrow.end()].flat());
    const parquet = await ParquetWriter.create(columns);
    const parquetBytes = Buffer.concat([await parquet.rows(frame), await parquet.end()].flat());
    const frames = [
      await readArrow(arrowBytes, { model }),
      await readParquet(parquetBytes, { model }),
      await readArrow(arrowBytes),
      await readParquet(parquetBytes),
    ];
    for (const read of frames) expect((await model.predict(read)).toRows()).toEqual(expected);
  });
});
