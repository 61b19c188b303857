import { describe, expect, test } from 'vitest';
import { LimitError, MojoFormatError } from '../../src/errors.js';
import { unpackInNode } from '../../src/mojo/node-zip-files.js';
import { openArchive } from '../../src/mojo/open.js';
import type { OpenedMojo, OpenOptions } from '../../src/mojo/open.js';
import { zipArchive } from '../../src/mojo/zip.js';
import { smallArchive, smallFiles, toBytes, zipOf } from './small-mojo.js';
import { endOf, localOf, patched, recordOf, renamed, withZip64End } from './zip-surgery.js';

/** Opens with both ways of unpacking, which must agree. */
async function open(zip: Uint8Array, options: OpenOptions = {}): Promise<OpenedMojo> {
  const anywhere = openArchive(zip, { name: 'm.zip', ...options });
  const inNode = openArchive(zip, { name: 'm.zip', ...options, unpack: unpackInNode }).then(
    readAll,
  );
  const [jszip, zlib] = await Promise.allSettled([anywhere, inNode]);
  expect(zlib.status).toBe(jszip.status);
  if (jszip.status === 'rejected' && zlib.status === 'rejected') {
    const { code, file } = jszip.reason as MojoFormatError;
    expect(zlib.reason).toMatchObject(file === undefined ? { code } : { code, file });
  }
  return inNode;
}

/** Node unpacks files, and notices that they are damaged, when they are asked for. */
function readAll(opened: OpenedMojo): OpenedMojo {
  for (const path of opened.archive.paths()) opened.archive.bytes(path);
  return opened;
}

async function refused(zip: Uint8Array, options: OpenOptions = {}): Promise<MojoFormatError> {
  const error: unknown = await open(zip, options).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(MojoFormatError);
  return error as MojoFormatError;
}

async function overLimit(zip: Uint8Array, options: OpenOptions = {}): Promise<LimitError> {
  const error: unknown = await open(zip, options).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(LimitError);
  return error as LimitError;
}

describe('a sound zip', () => {
  test.each([
    ['deflated', {}],
    ['stored', { stored: true }],
    ['with sizes after the data, as Java writes it', { streamed: true }],
  ])('opens when it is %s', async (_, options) => {
    const files = smallFiles({ 'empty.txt': '' });
    const zip = await zipOf(files, options);
    const { archive, bytes } = await open(zip);
    expect(bytes).toBe(zip);
    expect(archive.paths()).toEqual(Object.keys(files));
    for (const [path, content] of Object.entries(files)) {
      expect(archive.bytes(path)).toEqual(toBytes(content));
    }
  });

  test('opens with a zip64 end, which large forests need', async () => {
    const { archive } = await open(withZip64End(await zipOf(smallFiles())));
    expect(archive.paths()).toEqual(Object.keys(smallFiles()));
  });

  test('opens with entries for folders and with a comment', async () => {
    const zip = await zipOf(smallFiles({ 'trees/': '' }));
    const commented = patched(new Uint8Array([...zip, 0x68, 0x69]), endOf(zip) + 20, 2, 2);
    expect((await open(commented)).archive.paths()).toEqual(Object.keys(smallFiles()));
  });

  test('opens with names beyond ASCII', async () => {
    const { archive } = await open(await zipOf(smallFiles({ 'models/Größe/数.bin': 'x' })));
    expect(archive.text('models/Größe/数.bin')).toBe('x');
  });
});

test('Node refuses a damaged file when it is asked for, and gives the others', async () => {
  const zip = await zipOf(smallFiles({ 'notes.txt': 'some notes' }), { stored: true });
  zip[localOf(zip, 'notes.txt') + 30 + 'notes.txt'.length] ^= 1;
  const { archive } = await openArchive(zip, { unpack: unpackInNode });
  expect(archive.bytes('model.ini')).toEqual(toBytes(smallFiles()['model.ini']));
  expect(() => archive.bytes('notes.txt')).toThrow('checksum');
});

describe('an archive that is released', () => {
  test('unpacks its files anew when they are asked for', async () => {
    const { archive } = await open(await zipOf(smallFiles({ 'a/b.bin': 'x'.repeat(999) })));
    const inner = archive.folder('a');
    const before = archive.bytes('domains/d000.txt');
    archive.release();
    expect(archive.paths()).toEqual(Object.keys(smallFiles({ 'a/b.bin': '' })));
    expect(archive.bytes('domains/d000.txt')).toEqual(before);
    expect(inner.text('b.bin')).toBe('x'.repeat(999));
  });

  test('notices when the zip has been changed meanwhile', async () => {
    const zip = await zipOf(smallFiles(), { stored: true });
    const { archive } = await open(zip);
    archive.release();
    zip[localOf(zip, 'model.ini') + 30 + 'model.ini'.length + 100] ^= 1;
    expect(() => archive.bytes('model.ini')).toThrow('checksum');
  });
});

describe('what is no zip', () => {
  test.each([
    ['an empty file', ''],
    ['HTML page', '<!DOCTYPE html><html>'],
    ['XML', '<?xml version="1.0"?>'],
    ['JSON', '{"a": 1}'],
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0])],
    ['a text file', 'hello'],
    ['model.ini', '[info]\nalgo = gbm'],
    ['Git LFS', 'version https://git-lfs.github.com/spec/v1'],
    ['Java source', '// Licensed\nimport java.util.Map;\nimport hex.genmodel.GenModel;'],
    ['binary data', new Uint8Array([0, 1, 2, 3])],
  ])('is refused with words for %s', async (kind, content) => {
    expect((await refused(toBytes(content))).message).toContain(kind);
  });

  test('is refused as cut off when its end is missing', async () => {
    const zip = await zipOf(smallFiles());
    expect((await refused(zip.subarray(0, -30))).message).toContain('cut off');
  });
});

describe('a zip with a damaged structure is refused', () => {
  test('when bytes stand before it or are missing from its middle', async () => {
    const zip = await zipOf(smallFiles());
    await refused(new Uint8Array([...toBytes('junk'), ...zip]));
    await refused(new Uint8Array([...zip.subarray(0, 50), ...zip.subarray(60)]));
  });

  test('when its end counts other entries than its directory lists', async () => {
    const zip = await zipOf(smallFiles());
    const wrong = patched(patched(zip, endOf(zip) + 8, 2, 5), endOf(zip) + 10, 2, 5);
    expect((await refused(wrong)).message).toContain('declares 5 entries and lists 6');
  });

  test('when an entry stands elsewhere, or its data ends beyond the file', async () => {
    const zip = await zipOf(smallFiles());
    const record = recordOf(zip, 'model.ini');
    expect((await refused(patched(zip, record + 42, 4, 3))).file).toBe('model.ini');
    expect((await refused(patched(zip, record + 20, 4, 1_000_000))).message).toContain('cut off');
    expect((await refused(patched(zip, record + 24, 4, 0xfffffffe))).message).toContain('2 GiB');
  });

  test('when an entry has another name at its data', async () => {
    const zip = await zipOf(smallFiles());
    const wrong = zip.slice();
    wrong[localOf(zip, 'model.ini') + 30] = 0x4d;
    expect((await refused(wrong)).message).toContain('another name');
  });

  test('at once when a zip64 end would send a careless reader into an endless loop', async () => {
    const zip = await zipOf(smallFiles());
    // An extra field of -6 bytes: the reader would go back to where it was.
    const extra = new Uint8Array([1, 0, 0xfa, 0xff, 0xff, 0xff, 0, 0]);
    expect((await refused(withZip64End(zip, extra))).message).toContain('zip64');
  });

  test('when a second zip64 locator stands in the comment', async () => {
    const zip = withZip64End(await zipOf(smallFiles()));
    const locator = zip.slice(endOf(zip) - 20, endOf(zip));
    const wrong = patched(new Uint8Array([...zip, ...locator]), endOf(zip) + 20, 2, locator.length);
    expect((await refused(wrong)).message).toContain('zip64');
  });
});

describe('an entry is refused', () => {
  test('when it is encrypted', async () => {
    const zip = await zipOf(smallFiles());
    const error = await refused(patched(zip, recordOf(zip, 'model.ini') + 8, 2, 1));
    expect(error.message).toContain('encrypted');
    expect(error.file).toBe('model.ini');
  });

  test.each([
    [12, 'bzip2'],
    [14, 'LZMA'],
    [77, 'unknown method'],
  ])('when its compression method is %i', async (method, word) => {
    const zip = await zipOf(smallFiles());
    const error = await refused(patched(zip, recordOf(zip, 'model.ini') + 10, 2, method));
    expect(error.message).toContain(word);
  });

  test('when its checksum does not agree', async () => {
    const zip = await zipOf(smallFiles(), { stored: true });
    const wrong = zip.slice();
    wrong[localOf(zip, 'model.ini') + 30 + 'model.ini'.length + 100] ^= 1;
    const error = await refused(wrong);
    expect(error.message).toContain('checksum');
    expect(error.file).toBe('model.ini');
  });

  test('when it unpacks to more or fewer bytes than declared', async () => {
    const zip = await zipOf(smallFiles());
    const size = recordOf(zip, 'model.ini') + 24;
    expect((await refused(patched(zip, size, 4, 100))).file).toBe('model.ini');
    expect((await refused(patched(zip, size, 4, 5000))).file).toBe('model.ini');
  });

  test('when deflate cannot make its declared size of its bytes', async () => {
    const zip = await zipOf(smallFiles());
    const error = await refused(patched(zip, recordOf(zip, 'model.ini') + 24, 4, 60_000_000));
    expect(error.message).toContain('cannot hold');
  });

  test.each([
    ['../odel.ini', 'leads out'],
    ['a/../.b.ini', 'leads out'],
    ['/abs/el.ini', 'absolute'],
    ['C:/odel.ini', 'drive'],
    ['x\\model.ini', 'backslash'],
    ['x\0model.ini', 'NUL'],
    ['./model.ini', 'plain'],
    ['x//odel.ini', 'plain'],
  ])('when its name is %j', async (name, word) => {
    const zip = await zipOf(smallFiles({ 'x.model.ini': 'x' }));
    const error = await refused(renamed(zip, 'x.model.ini', name));
    expect(error.message).toContain(word);
    expect(error.file).toBe(name);
  });

  test.each([
    ['model.ini', 'twice'],
    ['Model.ini', 'collides'],
  ])('when its name %j is that of another', async (name, word) => {
    const zip = await zipOf(smallFiles({ 'other.ini': 'x' }));
    expect((await refused(renamed(zip, 'other.ini', name))).message).toContain(word);
  });

  test('when its name is not UTF-8', async () => {
    const zip = await zipOf(smallFiles({ 'other.ini': 'x' }));
    const wrong = zip.slice();
    wrong[recordOf(zip, 'other.ini') + 46] = 0xff;
    expect((await refused(wrong)).message).toContain('UTF-8');
  });
});

describe('a zip without model.ini at its root is refused', () => {
  test('as empty when it has no entries', async () => {
    expect((await refused(await zipOf({}))).message).toContain('empty');
  });

  test('with the folder that everything stands in', async () => {
    const deeper = Object.fromEntries(
      Object.entries(smallFiles()).map(([path, content]) => [`model/${path}`, content]),
    );
    expect((await refused(await zipOf(deeper))).message).toContain('it stands in model/');
  });

  test('as no MOJO otherwise', async () => {
    const error = await refused(await zipOf(smallFiles({ 'model.ini': undefined })));
    expect(error.message).toContain('5 other files');
    expect(error.file).toBe('model.ini');
  });
});

describe('limits', () => {
  test.each([
    ['maxArchiveBytes', 100],
    ['maxEntries', 5],
    ['maxEntryBytes', 50],
    ['maxTotalBytes', 500],
  ] as const)('%s is kept, and both figures are in the error', async (limit, allowed) => {
    const error = await overLimit(await zipOf(smallFiles()), { limits: { [limit]: allowed } });
    expect(error.limit).toBe(limit);
    expect(error.allowed).toBe(allowed);
    expect(error.actual).toBeGreaterThan(allowed);
    expect(error.message).toContain(String(error.actual));
  });

  test('refuse a bomb before it is unpacked', async () => {
    const zip = await zipOf(smallFiles({ 'domains/d000.txt': new Uint8Array(70_000_000) }));
    const before = process.memoryUsage().arrayBuffers;
    const error = await overLimit(zip);
    expect(error.limit).toBe('maxRatio');
    expect(error.message).toContain('domains/d000.txt');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test('stop a bomb that lies about its size at that size', async () => {
    const zip = await zipOf(smallFiles({ bomb: new Uint8Array(30_000_000) }));
    const lie = patched(zip, recordOf(zip, 'bomb') + 24, 4, 100);
    expect((await refused(lie)).message).toContain('more than the declared 100 bytes');
  });

  test('can be raised', async () => {
    const zip = await zipOf(smallFiles({ zeros: new Uint8Array(70_000_000) }));
    const { archive } = await open(zip, { limits: { maxRatio: 2000 } });
    expect(archive.bytes('zeros').length).toBe(70_000_000);
  });

  test.each([{ maxBytes: 1 }, { maxEntries: -1 }, { maxEntries: NaN }, { maxEntries: '5' }])(
    'are arguments that are checked: %j',
    async (limits) => {
      const given = limits as OpenOptions['limits'];
      await expect(open(await zipOf(smallFiles()), { limits: given })).rejects.toMatchObject({
        code: 'ARGUMENT',
      });
    },
  );
});

describe('zipArchive', () => {
  test('gives a zip that opens to the same files', async () => {
    const archive = smallArchive();
    const again = (await open(await zipArchive(archive))).archive;
    expect(again.paths()).toEqual(archive.paths().sort());
    for (const path of archive.paths()) expect(again.bytes(path)).toEqual(archive.bytes(path));
  });

  test('gives the same bytes whatever the order of the files and the day', async () => {
    const files = smallFiles();
    const turned = (await open(await zipOf(Object.fromEntries(Object.entries(files).reverse()))))
      .archive;
    expect(await zipArchive(turned)).toEqual(await zipArchive(smallArchive()));
  });
});
