import { checkOptions } from '../check-options.js';
import { LOAD_OPTIONS, loadOpened, type LoadOptions } from '../load.js';
import type { Model } from '../model.js';
import { readPath } from '../mojo/node-source.js';
import { eachModel, type BrokenModel } from './each-model.js';
import { FIND_OPTIONS, type FindOptions } from './find-models.js';

export interface LoadModelsOptions extends FindOptions, Omit<LoadOptions, 'name'> {}

/**
 * All models of a folder, by id, ready to score; the caller disposes of them. Broken ones are listed. Throws FileError when the
 * folder cannot be read.
 */
export async function loadModels(
  folder: string,
  options: LoadModelsOptions = {},
): Promise<{ readonly models: Map<string, Model>; readonly broken: BrokenModel[] }> {
  checkOptions('loadModels', options, { ...LOAD_OPTIONS, ...FIND_OPTIONS });
  const models = new Map<string, Model>();
  try {
    const { broken } = await eachModel(folder, options, async ({ id, path }) => {
      models.set(id, await loadOpened(await readPath(path, options), options));
    });
    return { models, broken };
  } catch (error) {
    for (const model of models.values()) model.dispose();
    throw error;
  }
}
