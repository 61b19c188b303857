// What is made of a model and takes long to make (converted, compiled), kept in models/converted/ under the model's name, size and time.
import { existsSync } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('models/converted/', import.meta.url));

/** The path of `<model>.<suffix>`; `make(path)` writes it when it is not there. */
export async function cached(mojo, suffix, make) {
  const path = await cachePath(mojo, suffix);
  if (existsSync(path)) return path;
  const unfinished = `${path}.unfinished`;
  await make(unfinished);
  await rename(unfinished, path);
  return path;
}

/** Where `cached` keeps it; the folder is there. */
export async function cachePath(mojo, suffix) {
  await mkdir(FOLDER, { recursive: true });
  const { size, mtimeMs } = await stat(mojo);
  return join(FOLDER, `${basename(mojo, '.zip')}-${size}-${Math.round(mtimeMs)}.${suffix}`);
}
