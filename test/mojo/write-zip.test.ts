import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { LimitError } from '../../src/errors.js';
import { DEFAULT_LIMITS } from '../../src/mojo/limits.js';
import { unpackInNode } from '../../src/mojo/node-zip-files.js';
import { packedFiles, storedFile, writeZip } from '../../src/mojo/write-zip.js';
import { readZip } from '../../src/mojo/zip.js';
import { smallFiles, toBytes, zipOf } from './small-mojo.js';

const TEXT = toBytes('a text\n'.repeat(1000));

describe('writeZip', () => {
  it.each([{}, { stored: true }, { streamed: true }])(
    'writes what was packed by others (%j), in new places and byte for byte',
    async (options) => {
      const files = { ...smallFiles(), 'long.txt': TEXT, 'ü/ß.txt': 'a' };
      const packed = packedFiles(await zipOf(files, options), 'small');
      const moved = packed.map((file) => ({ ...file, name: `inner/${file.name}` }));
      const zip = writeZip([storedFile('own.txt', TEXT), ...moved], 'new');
      const expected = new Map<string, string | Uint8Array>([['own.txt', TEXT]]);
      for (const [name, content] of Object.entries(files)) expected.set(`inner/${name}`, content);

      const archive = await readZip(zip, 'new', DEFAULT_LIMITS, unpackInNode);
      expect(archive.paths()).toEqual([...expected.keys()]);
      for (const [name, content] of expected) expect(archive.bytes(name)).toEqual(toBytes(content));

      const other = await JSZip.loadAsync(zip, { checkCRC32: true });
      expect(Object.keys(other.files)).toEqual([...expected.keys()]);
      expect(await other.file('inner/long.txt')?.async('uint8array')).toEqual(TEXT);
    },
  );

  it('gives equal bytes for equal files', () => {
    const files = [storedFile('a', TEXT), storedFile('b', TEXT)];
    expect(writeZip(files, 'x')).toEqual(writeZip(files, 'y'));
  });

  it('leaves folders out, and may be empty', async () => {
    const zip = new JSZip();
    zip.folder('empty');
    expect(packedFiles(await zip.generateAsync({ type: 'uint8array' }), 'zip')).toEqual([]);
    expect(packedFiles(writeZip([], 'zip'), 'zip')).toEqual([]);
  });

  it('refuses more files than it can count', () => {
    const file = storedFile('a', new Uint8Array(0));
    expect(() => writeZip(new Array<typeof file>(65_535).fill(file), 'many')).toThrow(LimitError);
  });
});
