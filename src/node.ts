// The entry for Node: `wasmojo`. As the web's, and paths of files.
import { createReadStream } from 'node:fs';
import { loadOpened, loadMojo as loadAnywhere, type LoadOptions } from './load.js';
import type { Model } from './model.js';
import { readPath } from './mojo/node-source.js';
import type { MojoSource } from './mojo/open.js';
import { readCsv as readAnywhere, type ReadCsvOptions, type RowSource } from './read-rows.js';
import type { Frame } from './frame/frame.js';

export * from './index.js';
export type { BrokenModel } from './models/each-model.js';
export type { FindOptions, ModelFile } from './models/find-models.js';
export { listModels, type ListedModel, type ListOptions } from './models/list-models.js';
export { loadModels, type LoadModelsOptions } from './models/load-models.js';
export { ModelExistsError } from './models/model-exists-error.js';
export { saveModels, type SaveOptions } from './models/save-models.js';
export { chunksOf, type ReadCsvOptions, type RowSource } from './read-rows.js';

/**
 * Loads a MOJO from the path of a zip or of an unzipped folder, a URL, bytes, a Blob or a Response. Throws MojoFormatError,
 * UnsupportedMojoError or LimitError. Cost: linear in the MOJO's bytes.
 */
export async function loadMojo(source: MojoSource, options: LoadOptions = {}): Promise<Model> {
  if (isPath(source)) return loadOpened(await readPath(source, options), options);
  return loadAnywhere(source, options);
}

/** A CSV (also gzipped) from a path or any source that the web entry takes. */
export function readCsv(source: string | RowSource, options: ReadCsvOptions = {}): Promise<Frame> {
  if (typeof source === 'string' && !isWebUrl(source)) {
    return readAnywhere(createReadStream(source), { file: source, ...options });
  }
  return readAnywhere(typeof source === 'string' ? new URL(source) : source, options);
}

function isPath(source: MojoSource): source is string | URL {
  if (source instanceof URL) return source.protocol === 'file:';
  return typeof source === 'string' && !isWebUrl(source);
}

function isWebUrl(text: string): boolean {
  return /^(https?|data|blob):/i.test(text);
}
