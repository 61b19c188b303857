// Described pipelines as models. Needs Node.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { PipelineError } from '../errors.js';
import { resolveLimits } from '../mojo/limits.js';
import { readPath } from '../mojo/node-source.js';
import { unpackInNode } from '../mojo/node-zip-files.js';
import { openArchive, type OpenedMojo, type OpenOptions } from '../mojo/open.js';
import { readDescriptionFile, resolvePath } from './description-file.js';
import type { PipelineDescription } from './description/index.js';
import { packPipeline, usedModels } from './pack/pack-pipeline.js';

/**
 * The scoring part of a description as a MOJO, with the MOJOs that it names. Throws as readDescriptionFile, readPath and packPipeline. Memory:
 * the zips twice while it is made.
 */
export async function openPipeline(path: string, options: OpenOptions = {}): Promise<OpenedMojo> {
  const description = await readDescriptionFile(path);
  const limits = resolveLimits(options.limits);
  const opened = new Map<string, OpenedMojo>();
  for (const model of usedModels(description)) {
    opened.set(model, await openModel(description, model, options));
  }
  const bytes = packPipeline(description, opened, limits);
  return openArchive(bytes, {
    unpack: unpackInNode,
    ...options,
    name: options.name ?? basename(path),
  });
}

async function openModel(
  description: PipelineDescription,
  model: string,
  { limits }: OpenOptions,
): Promise<OpenedMojo> {
  const file = description.models.get(model) ?? '';
  const path = resolvePath(description, file);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new PipelineError(
      description.file,
      `there is no ${file}; paths are relative to the folder of this file`,
      { key: `models.${model}` },
    );
  }
  return readPath(path, { limits });
}
