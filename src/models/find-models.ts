import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { orFileError } from '../files/file-error.js';
import { globMatcher } from './glob.js';
import { idOf } from './file-name.js';
import { distinctIds } from './distinct-ids.js';

export interface FindOptions {
  /** Only models whose id, file name or path below the folder is like this; `*` is any text, `?` any character. */
  readonly pattern?: string | undefined;
  /** Folders within the folder, too [false]. */
  readonly recursive?: boolean | undefined;
}

/** Where a model is, and what it is called. */
export interface ModelFile {
  /** Name of the file without `.zip`; two of the same name have their path below the folder. */
  readonly id: string;
  readonly path: string;
}

/** What finding models takes. */
export const FIND_OPTIONS: Readonly<Record<keyof FindOptions, true>> = {
  pattern: true,
  recursive: true,
};

/** Zips, and folders that hold an unzipped MOJO, in order of their paths. Names that begin with a dot are left out. Throws FileError. */
export async function findModels(folder: string, options: FindOptions = {}): Promise<ModelFile[]> {
  const matches = globMatcher(options.pattern ?? '*');
  const ways: string[] = [];

  /** `above` holds the real paths of the folders that lead here: a link to one of them would never end. */
  const walk = async (prefix: string, above: readonly string[]): Promise<void> => {
    const place = join(folder, prefix);
    const here = await orFileError(place, () => realpath(place));
    if (above.includes(here)) return;
    for (const name of (await orFileError(place, () => readdir(here))).sort()) {
      if (name.startsWith('.')) continue;
      const way = prefix + name;
      const found = await stat(join(folder, way)).catch(() => undefined);
      const isModel = found?.isDirectory() ? await hasModelIni(join(folder, way)) : isZip(name);
      if (isModel) {
        if ([idOf(name), name, way].some(matches)) ways.push(way);
      } else if (found?.isDirectory() && options.recursive) {
        await walk(`${way}/`, [...above, here]);
      }
    }
  };

  await walk('', []);
  const ids = distinctIds(ways);
  return ways.map((way, i) => ({ id: ids[i], path: join(folder, way) }));
}

function isZip(name: string): boolean {
  return /\.zip$/i.test(name);
}

async function hasModelIni(folder: string): Promise<boolean> {
  const found = await stat(join(folder, 'model.ini')).catch(() => undefined);
  return found !== undefined;
}
