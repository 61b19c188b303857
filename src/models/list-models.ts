import { checkOptions } from '../check-options.js';
import { createKernels } from '../engine/index.js';
import { resolveLimits, type MojoLimits } from '../mojo/limits.js';
import type { ModelCategory } from '../mojo/model-category.js';
import { readPath } from '../mojo/node-source.js';
import { readModel } from '../read-model.js';
import { eachModel, type BrokenModel } from './each-model.js';
import { FIND_OPTIONS, type FindOptions, type ModelFile } from './find-models.js';

export interface ListOptions extends FindOptions {
  /** Bounds for memory, as of loadMojo. */
  readonly limits?: Partial<MojoLimits>;
}

export interface ListedModel extends ModelFile {
  readonly algo: string;
  readonly algorithm: string;
  readonly modelCategory: ModelCategory;
  readonly mojoVersion: number;
  readonly h2oVersion: string | undefined;
  readonly responseColumn: string | undefined;
}

/** What a folder of models has: each is read and checked, none is kept in memory. Throws FileError when the folder cannot be read. */
export async function listModels(
  folder: string,
  options: ListOptions = {},
): Promise<{ readonly models: ListedModel[]; readonly broken: BrokenModel[] }> {
  checkOptions('listModels', options, { ...FIND_OPTIONS, limits: true });
  const { done, broken } = await eachModel(folder, options, async (file): Promise<ListedModel> => {
    const { archive } = await readPath(file.path, options);
    const { info, algorithm, data } = readModel(archive, resolveLimits(options.limits));
    data.load(await createKernels({ backend: 'js' }), 1); // whether trees are damaged is found here
    return {
      ...file,
      algo: algorithm.algo,
      algorithm: info.algorithm,
      modelCategory: info.category,
      mojoVersion: info.mojoVersion,
      h2oVersion: info.h2oVersion,
      responseColumn: info.responseColumn,
    };
  });
  return { models: done, broken };
}
