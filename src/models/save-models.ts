import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';
import { orFileError } from '../files/file-error.js';
import { makeFolder } from '../files/make-folder.js';
import { partialPath, removeAbandoned } from '../files/partial-file.js';
import type { Model } from '../model.js';
import { fileNameOf } from './file-name.js';
import { ModelExistsError } from './model-exists-error.js';

export interface SaveOptions {
  /** Files that are there already are overwritten [false: ModelExistsError, and nothing is written]. */
  readonly force?: boolean | undefined;
}

/**
 * Writes models into a folder, which is made if need be: a zip per model under its id, byte for byte what it was loaded from.
 * Several of the same id become `id`, `id-2`, ... Returns the paths, in the order of the models. Each file is complete or absent. Throws
 * ModelExistsError, and FileError where the system does not let it write.
 */
export async function saveModels(
  folder: string,
  models: Iterable<readonly [id: string, model: Model]>,
  options: SaveOptions = {},
): Promise<string[]> {
  checkOptions('saveModels', options, { force: true });
  const { force = false } = options;
  const taken = new Set<string>();
  const files = [...models].map(([id, model]) => {
    if (id === '') throw new ArgumentError('id', 'a text that is not empty', id);
    return { path: join(folder, fileNameOf(freeId(id, taken))), bytes: model.exportMojo() };
  });
  if (!force) for (const { path } of files) await refuseExisting(path);
  await makeFolder(folder);
  for (const { path, bytes } of files) await orFileError(path, () => writeWhole(path, bytes));
  return files.map(({ path }) => path);
}

function freeId(id: string, taken: Set<string>): string {
  let free = id;
  for (let n = 2; taken.has(free); n++) free = `${id}-${n}`;
  taken.add(free);
  return free;
}

async function refuseExisting(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined) throw new ModelExistsError(path);
}

/** Written beside its name and renamed at the end. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await removeAbandoned(path);
  const partial = partialPath(path);
  try {
    await writeFile(partial, bytes, { flag: 'wx' });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
