import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { orFileError } from './file-error.js';

/**
 * Makes a folder, and those above it, unless it is there. Node's own `recursive` never returns where a file system takes no folders and
 * says that there is none, as /proc does. Throws FileError.
 */
export function makeFolder(path: string): Promise<void> {
  return orFileError(path, () => make(path));
}

async function make(path: string): Promise<void> {
  const error = await tried(path);
  if (error === undefined) return;
  const parent = dirname(path);
  if (error.code !== 'ENOENT' || parent === path) throw error;
  await make(parent);
  const again = await tried(path);
  if (again) throw again;
}

/** Why there is no such folder now. */
async function tried(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path);
  } catch (error) {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isDirectory()) return error as NodeJS.ErrnoException;
  }
  return undefined;
}
