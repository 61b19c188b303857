// The entry for Node: `wasmojo`. As the web's, and paths of files, and native kernels.
import './engine/native/index.js';
import './frame/generated-reader.js';
import './threads/node-threads.js';
import { checkOptions } from './check-options.js';
import { fileChunks, type ChunkOptions } from './files/file-chunks.js';
import { isWebUrl } from './files/web-url.js';
import { LOAD_OPTIONS, loadOpened, type LoadOptions } from './load.js';
import type { Model } from './model.js';
import { readPath, toPath } from './mojo/node-source.js';
import type { PipelineDescription } from './pipeline/description/index.js';
import type { RunPipelineOptions } from './pipeline/run/run-options.js';
import type { FinishedPart } from './pipeline/run/run-pipeline.js';
import { unpackInNode } from './mojo/node-zip-files.js';
import { openArchive, type MojoSource } from './mojo/open.js';
import { isDescription } from './pipeline/is-description.js';
import {
  chunksOf as chunksAnywhere,
  readCsv as readAnywhere,
  type ReadCsvOptions,
  type RowSource,
} from './read-rows.js';
import type { Frame } from './frame/frame.js';
import type { RandomAccess } from './frame/parquet/index.js';
import { openRandomAccess } from './files/random-access.js';
import {
  randomAccess as accessAnywhere,
  readArrow as readArrowAnywhere,
  readParquet as readParquetAnywhere,
  type ReadArrowOptions,
  type ReadParquetOptions,
} from './read-typed.js';

export * from './index.js';
export type { ChunkOptions } from './files/file-chunks.js';
export type { BrokenModel } from './models/each-model.js';
export type { FindOptions, ModelFile } from './models/find-models.js';
export { listModels, type ListedModel, type ListOptions } from './models/list-models.js';
export { loadModels, type LoadModelsOptions } from './models/load-models.js';
export { ModelExistsError } from './models/model-exists-error.js';
export { saveModels, type SaveOptions } from './models/save-models.js';
export { readDescriptionFile } from './pipeline/description-file.js';
export { checkDescription, type PipelineDescription } from './pipeline/description/index.js';
export type { PipelineProgress, RunPipelineOptions } from './pipeline/run/run-options.js';
export type { FinishedPart } from './pipeline/run/run-pipeline.js';
export type { ReadCsvOptions, RowSource } from './read-rows.js';
export type { ReadArrowOptions, ReadParquetOptions } from './read-typed.js';
export { htmlReport } from './report/html-report.js';
export type * from './report/data.js';
export { LevelCounter } from './report/levels.js';
export { matchLevels } from './report/match-levels.js';
export { hardestRows, reconstructions } from './report/reconstructions.js';
export { rowPictures } from './report/row-pictures.js';
export { teamCsv } from './report/team-csv.js';
export { turnInSteps } from './report/turn-in-steps.js';

/**
 * Loads a MOJO from the path of a zip or of an unzipped folder, a URL, bytes, a Blob or a Response; the path of the description of a
 * pipeline (`.yaml`, `.yml`, `.json`) loads its scoring part as a model. Throws MojoFormatError, UnsupportedMojoError or LimitError, for
 * descriptions PipelineError, too. Cost: linear in the MOJO's bytes. Bytes that are given are not copied, and read again when a call
 * needs more of them than is held: they must stay as they are.
 */
export async function loadMojo(source: MojoSource, options: LoadOptions = {}): Promise<Model> {
  checkOptions('loadMojo', options, LOAD_OPTIONS);
  if (!isPath(source)) {
    return loadOpened(await openArchive(source, { ...options, unpack: unpackInNode }), options);
  }
  const path = toPath(source);
  // A run without descriptions does without their code.
  if (await isDescription(path)) {
    return (await import('./pipeline/load-pipeline.js')).loadPipeline(path, options);
  }
  return loadOpened(await readPath(path, options), options);
}

/** A CSV (also gzipped) from a path or any source that the web entry takes. Throws as that, and FileError. */
export async function readCsv(
  source: string | RowSource,
  options: ReadCsvOptions = {},
): Promise<Frame> {
  if (typeof source === 'string' && !isWebUrl(source)) {
    return readAnywhere(fileChunks(source, { reuse: true }), { file: source, ...options });
  }
  return readAnywhere(typeof source === 'string' ? new URL(source) : source, options);
}

/** Arrow IPC from a path or any source that the web entry takes. Throws as that, and FileError. */
export function readArrow(
  source: string | RowSource,
  options: ReadArrowOptions = {},
): Promise<Frame> {
  const named = typeof source === 'string' ? { file: source, ...options } : options;
  return readArrowAnywhere(typeof source === 'string' ? chunksOf(source) : source, named);
}

/** Parquet from a path (read in pieces) or any source that the web entry takes. Throws as that, and FileError. */
export async function readParquet(
  source: string | RowSource | RandomAccess,
  options: ReadParquetOptions = {},
): Promise<Frame> {
  const named = typeof source === 'string' ? { file: source, ...options } : options;
  return readParquetAnywhere(await randomAccess(source, named.maxStreamBytes), named);
}

/** A path, or any source that the web entry takes, as a file of which pieces can be read. Throws FileError, LimitError. */
export function randomAccess(
  source: string | RowSource | RandomAccess,
  maxStreamBytes?: number,
): Promise<RandomAccess> {
  if (typeof source === 'string' && !isWebUrl(source)) return openRandomAccess(source);
  return accessAnywhere(typeof source === 'string' ? new URL(source) : source, maxStreamBytes);
}

/** The bytes of a path, or of any source that the web entry takes, chunk by chunk. `reuse` concerns paths. Throws FileError. */
export function chunksOf(
  source: string | RowSource,
  options: ChunkOptions = {},
): AsyncGenerator<Uint8Array> {
  if (typeof source === 'string' && !isWebUrl(source)) return fileChunks(source, options);
  return chunksAnywhere(typeof source === 'string' ? new URL(source) : source);
}

/**
 * Runs a pipeline: what a description asks for, part by part. `source` is the path of a description (`.yaml`, `.yml`, `.json`), or one that
 * `checkDescription` gave. Each file is complete or absent. What is finished is noted beside the description, so that another run goes on
 * behind it, and does again only what depends on something that has changed. Throws PipelineError with the key of what failed, FileError,
 * the signal's reason. Memory: blocks of rows; of a file that is augmented all images; of scored rows a number per class and member.
 */
export async function runPipeline(
  source: string | PipelineDescription,
  options: RunPipelineOptions = {},
): Promise<FinishedPart[]> {
  return (await import('./pipeline/run/run-pipeline.js')).runPipeline(source, options);
}

function isPath(source: MojoSource): source is string | URL {
  if (source instanceof URL) return source.protocol === 'file:';
  return typeof source === 'string' && !isWebUrl(source);
}
