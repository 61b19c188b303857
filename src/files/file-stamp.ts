// Whether files are still those that were seen before.
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileChunks } from './file-chunks.js';
import { orFileError } from './file-error.js';

/** What changes when a file is written. */
export interface FileStamp {
  readonly size: number;
  readonly modified: number;
}

/** Undefined where there is no file. */
export async function fileStamp(path: string): Promise<FileStamp | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? { size: found.size, modified: found.mtimeMs } : undefined;
}

/** SHA-256 of a file's bytes; of a folder, of the names and bytes of all files in it. Throws FileError. Cost: reads all of it. */
export async function contentHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  const { isFolder } = await kindOf(path);
  if (!isFolder) {
    for await (const chunk of fileChunks(path, { reuse: true })) hash.update(chunk);
    return hash.digest('hex');
  }
  const names = await orFileError(path, () => readdir(path, { recursive: true }));
  for (const name of names.sort()) {
    const file = join(path, name);
    if ((await kindOf(file)).isFolder) continue;
    hash.update(`${name}\n${await contentHash(file)}\n`);
  }
  return hash.digest('hex');
}

async function kindOf(path: string): Promise<{ readonly isFolder: boolean }> {
  const found = await orFileError(path, () => stat(path));
  return { isFolder: found.isDirectory() };
}
