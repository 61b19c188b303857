import { afterEach, describe, expect, test, vi } from 'vitest';
import { ArgumentError, LimitError, MojoFormatError } from '../../src/errors.js';
import { openArchive } from '../../src/mojo/open.js';
import type { MojoSource } from '../../src/mojo/open.js';
import { smallFiles, zipOf } from './small-mojo.js';

const zip = await zipOf(smallFiles());
const body = () => zip.slice().buffer;

afterEach(() => {
  vi.unstubAllGlobals();
});

function serve(answer: () => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', async () => answer());
}

describe('openArchive takes', () => {
  test.each<[string, () => MojoSource]>([
    ['a Uint8Array', () => zip],
    ['a view into a larger buffer', () => new Uint8Array([9, ...zip, 9]).subarray(1, -1)],
    ['an ArrayBuffer', body],
    ['a Blob', () => new Blob([body()])],
    ['a Response', () => new Response(body())],
  ])('%s, and gives the bytes of the zip back', async (_, source) => {
    const { archive, bytes } = await openArchive(source());
    expect(archive.name).toBe('MOJO');
    expect(archive.has('model.ini')).toBe(true);
    expect(bytes).toEqual(zip);
  });

  test('a URL or its text, named after its last segment', async () => {
    serve(() => new Response(body()));
    for (const url of ['https://host/models/gbm.zip?x=1', new URL('http://host/gbm.zip')]) {
      expect((await openArchive(url)).archive.name).toBe('gbm.zip');
    }
    expect((await openArchive('https://host/', { name: 'mine' })).archive.name).toBe('mine');
  });

  test.each([
    [undefined],
    [null],
    [5],
    ['model.zip'],
    ['file:///model.zip'],
    [new URL('ftp://host/m.zip')],
    [[]],
  ])('nothing else: %s', async (source) => {
    await expect(openArchive(source as MojoSource)).rejects.toBeInstanceOf(ArgumentError);
  });
});

describe('a download', () => {
  test('is refused with the status when the server has no such file', async () => {
    serve(() => new Response('nothing', { status: 404, statusText: 'Not Found' }));
    await expect(openArchive('https://host/gbm.zip')).rejects.toThrow(
      'gbm.zip: the server answered 404 Not Found',
    );
  });

  test('that is a page instead of a MOJO is named so', async () => {
    serve(() => new Response('<!doctype html><html></html>'));
    await expect(openArchive('https://host/gbm.zip')).rejects.toThrow('HTML page');
  });

  test('that fails is a MojoFormatError with its cause', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const cause = new TypeError('fetch failed', { cause: refused });
    serve(() => Promise.reject(cause));
    const error: unknown = await openArchive('https://host/gbm.zip').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(MojoFormatError);
    expect((error as MojoFormatError).cause).toBe(cause);
    expect((error as MojoFormatError).message).toBe(
      'gbm.zip: cannot be downloaded: fetch failed (ECONNREFUSED); check the address and the network',
    );
  });

  test('that breaks off is a MojoFormatError', async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.error(new TypeError('terminated'));
      },
    });
    await expect(openArchive(new Response(stream))).rejects.toThrow(
      'the download broke off: terminated',
    );
  });

  test('that never ends stops at the limit', async () => {
    let pulls = 0;
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulls++;
        controller.enqueue(new Uint8Array(1000));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const limits = { maxArchiveBytes: 5000 };
    await expect(openArchive(new Response(stream), { limits })).rejects.toBeInstanceOf(LimitError);
    expect(pulls).toBeLessThan(10);
    expect(cancelled).toBe(true);
  });

  test('ends with the reason of its signal', async () => {
    const reason = new Error('enough');
    serve(() => Promise.reject(new TypeError('aborted')));
    const options = { signal: AbortSignal.abort(reason) };
    await expect(openArchive('https://host/gbm.zip', options)).rejects.toBe(reason);
  });
});
