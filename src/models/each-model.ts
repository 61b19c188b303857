import { WasmojoError } from '../errors.js';
import { findModels, type FindOptions, type ModelFile } from './find-models.js';

/** A file that should be a model and is none that can be read. */
export interface BrokenModel extends ModelFile {
  readonly error: WasmojoError;
}

/** Does the same to every model of a folder, one after another; those that fail are listed, and the rest goes on. */
export async function eachModel<T>(
  folder: string,
  options: FindOptions,
  work: (file: ModelFile) => Promise<T>,
): Promise<{ readonly done: T[]; readonly broken: BrokenModel[] }> {
  const done: T[] = [];
  const broken: BrokenModel[] = [];
  for (const file of await findModels(folder, options)) {
    try {
      done.push(await work(file));
    } catch (error) {
      if (!(error instanceof WasmojoError)) throw error;
      broken.push({ ...file, error });
    }
  }
  return { done, broken };
}
