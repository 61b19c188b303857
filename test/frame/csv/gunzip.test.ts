import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { InputFormatError } from '../../../src/errors.js';
import { gunzip } from '../../../src/frame/csv/gunzip.js';
import type { ByteSource } from '../../../src/frame/csv/read-csv.js';

const TEXT = Buffer.from(
  'a,b\n' + Array.from({ length: 1000 }, (_, k) => `${k},${k * k}\n`).join(''),
);
const GZIP = gzipSync(TEXT);

async function read(source: ByteSource): Promise<Buffer> {
  const chunks = [];
  for await (const chunk of gunzip(source, { file: 'rows.csv.gz' })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('a gzip stream is told by its first bytes, wherever chunks end', async () => {
  expect(await read([GZIP])).toEqual(TEXT);
  expect(await read(cut(GZIP, 1))).toEqual(TEXT);
});

test('other bytes pass unchanged, also very few or none', async () => {
  expect(await read(cut(TEXT, 7))).toEqual(TEXT);
  expect(await read([Uint8Array.of(0x1f)])).toEqual(Buffer.of(0x1f));
  expect(await read([])).toEqual(Buffer.alloc(0));
});

test.each([
  ['cut off', GZIP.subarray(0, GZIP.length - 20)],
  ['cut off in its header', GZIP.subarray(0, 5)],
  ['damaged', Buffer.concat([GZIP.subarray(0, 50), Buffer.alloc(20, 0xff), GZIP.subarray(70)])],
])('a stream that is %s is an InputFormatError that names the file', async (_, bytes) => {
  const error: unknown = await read(cut(bytes, 100)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputFormatError);
  expect(error).toMatchObject({ code: 'INPUT_FORMAT', file: 'rows.csv.gz' });
});

test('an error of the source is passed on as it is', async () => {
  const failure = new TypeError('no such host');
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(GZIP.subarray(0, 100));
    throw failure;
  }
  await expect(read(failing())).rejects.toBe(failure);
});

test('the source is closed when reading stops early', async () => {
  let closed = false;
  function* endless(): Generator<Uint8Array> {
    try {
      for (;;) yield GZIP;
    } finally {
      closed = true;
    }
  }
  for await (const chunk of gunzip(endless())) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  expect(closed).toBe(true);
});
