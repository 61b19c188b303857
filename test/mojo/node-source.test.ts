import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LimitError, MojoFormatError } from '../../src/errors.js';
import { ModelInfo } from '../../src/mojo/model-info.js';
import { readPath } from '../../src/mojo/node-source.js';
import { zipArchive } from '../../src/mojo/zip.js';
import { smallArchive, smallFiles, zipOf } from './small-mojo.js';
import type { Files } from './small-mojo.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wasmojo-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(files: Files, below = folder): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(below, path)), { recursive: true });
    await writeFile(join(below, path), content);
  }
}

const refused = async (path: string) => {
  const error: unknown = await readPath(path).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(MojoFormatError);
  return (error as MojoFormatError).message;
};

describe('a zip file', () => {
  test('opens by path and by file: URL, and gives its bytes', async () => {
    const path = join(folder, 'gbm model.zip');
    const zip = await zipOf(smallFiles());
    await writeFile(path, zip);
    for (const source of [path, pathToFileURL(path), pathToFileURL(path).href]) {
      const { archive, bytes } = await readPath(source);
      expect(archive.name).toBe('gbm model.zip');
      expect(bytes).toEqual(new Uint8Array(zip));
    }
  });

  test('is refused by size before it is read', async () => {
    const path = join(folder, 'm.zip');
    await writeFile(path, await zipOf(smallFiles()));
    await expect(readPath(path, { limits: { maxArchiveBytes: 10 } })).rejects.toBeInstanceOf(
      LimitError,
    );
  });
});

describe('a folder', () => {
  test('opens with all its files, hidden ones left out, and gives the zip of them', async () => {
    await write({ ...smallFiles(), '.DS_Store': 'x', 'models/a/model.ini': 'nested' });
    const { archive, bytes } = await readPath(folder);
    expect(bytes).toEqual(await zipArchive(archive));
    archive.release();
    expect(archive.paths()).toEqual([...Object.keys(smallFiles()), 'models/a/model.ini'].sort());
    expect(ModelInfo.read(archive).columns).toEqual(['x', 'colour', 'y']);
  });

  test('zips to the same bytes as the archive that it was unpacked from', async () => {
    await write(smallFiles());
    expect(await zipArchive((await readPath(folder)).archive)).toEqual(
      await zipArchive(smallArchive()),
    );
  });

  test('without model.ini says where one is', async () => {
    await write(smallFiles(), join(folder, 'deeper'));
    expect(await refused(folder)).toContain('it stands in deeper/');
  });

  test.each([
    ['maxEntries', 3],
    ['maxEntryBytes', 50],
    ['maxTotalBytes', 300],
  ])('is held to %s', async (limit, allowed) => {
    await write(smallFiles());
    await expect(readPath(folder, { limits: { [limit]: allowed } })).rejects.toMatchObject({
      limit,
      allowed,
    });
  });

  test('follows links within itself, as Kubernetes mounts them', async () => {
    await write(smallFiles(), join(folder, '..2026'));
    await symlink('..2026', join(folder, '..data'));
    for (const item of ['model.ini', 'domains', 'trees'])
      await symlink(`..data/${item}`, join(folder, item));
    expect(ModelInfo.read((await readPath(folder)).archive).nClasses).toBe(2);
  });

  test('may itself be a link', async () => {
    await write(smallFiles(), join(folder, 'real'));
    await symlink('real', join(folder, 'link'));
    expect((await readPath(join(folder, 'link'))).archive.name).toBe('link');
  });

  test.each(['file', 'folder'])('refuses a link to a %s outside', async (kind) => {
    await write(smallFiles(), join(folder, 'mojo'));
    await write({ 'outside/secret.txt': 'x' });
    await symlink(
      kind === 'file' ? '../outside/secret.txt' : '../outside',
      join(folder, 'mojo', 'link'),
    );
    expect(await refused(join(folder, 'mojo'))).toContain('leads out of the folder');
  });

  test('refuses a link to a folder above it, which would never end', async () => {
    await write(smallFiles());
    await symlink('..', join(folder, 'trees', 'again'));
    expect(await refused(folder)).toContain('above it');
  });

  test('refuses a link to nothing', async () => {
    await write(smallFiles());
    await symlink('nowhere', join(folder, 'broken'));
    expect(await refused(folder)).toContain('no such file');
  });
});

test('what is not there is named', async () => {
  expect(await refused(join(folder, 'absent.zip'))).toContain(
    'there is no such file or folder; check the name',
  );
});
