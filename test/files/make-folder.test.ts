import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/files/make-folder.js';
import { FileError } from '../../src/node.js';

let folder: string;
const isFolder = async (path: string) => (await stat(path)).isDirectory();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wasmojo-folders-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a folder', () => {
  it('is made with those above it, and may be there already', async () => {
    const path = join(folder, 'a', 'b', 'c');
    await makeFolder(path);
    await makeFolder(`${path}/`);
    expect(await isFolder(path)).toBe(true);
    await makeFolder('/');
    await makeFolder('.');
  });

  it('may be made by several at once, and stand behind a link', async () => {
    await Promise.all(['x', 'y', 'z'].map((name) => makeFolder(join(folder, 'd', 'e', name))));
    await symlink(join(folder, 'd'), join(folder, 'link'));
    await makeFolder(join(folder, 'link', 'e', 'more'));
    expect(await isFolder(join(folder, 'd', 'e', 'more'))).toBe(true);
  });

  it('cannot stand where a file does', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(makeFolder(file)).rejects.toThrow(FileError);
    await expect(makeFolder(join(file, 'below'))).rejects.toThrow('a file stands where');
  });

  it.runIf(existsSync('/proc/self'))('ends in an error where there can be none', async () => {
    await expect(makeFolder('/proc/none/of/it')).rejects.toThrow(FileError);
  });
});
