// `wasmojo/imaging` for Node: as in browsers, and paths of files and folders.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputFormatError } from '../errors.js';
import { fileChunks } from '../files/file-chunks.js';
import { orFileError } from '../files/file-error.js';
import { isWebUrl } from '../files/web-url.js';
import type { RowSource } from '../read-rows.js';
import { collectImages } from './files/collect-images.js';
import type { ImageFileOptions, LabelledImages } from './files/image-file.js';
import {
  readImageBlocks as readBlocksAnywhere,
  readLabels as readLabelsAnywhere,
  type ReadImagesOptions,
} from './files/read-images.js';

import './threads/node-image-threads.js';

export * from './index.js';

/** As in browsers, and from a path: an image file, or a folder of PNG files of one size, in the order of their names (2 before 10). Throws as that, and FileError. */
export function readImages(
  source: string | RowSource,
  options: ReadImagesOptions = {},
): Promise<LabelledImages> {
  return collectImages(readImageBlocks(source, options), options);
}

/** As in browsers, and from a path, as `readImages`; a folder gives a block per file. */
export async function* readImageBlocks(
  source: string | RowSource,
  options: ReadImagesOptions = {},
): AsyncGenerator<LabelledImages> {
  if (typeof source !== 'string') yield* readBlocksAnywhere(source, options);
  else if (isWebUrl(source)) yield* readBlocksAnywhere(new URL(source), options);
  else if ((await orFileError(source, () => stat(source))).isDirectory()) {
    yield* readFolder(source, options);
  } else yield* readBlocksAnywhere(fileChunks(source), { file: source, ...options });
}

/** As in browsers, and from a path. */
export function readLabels(
  source: string | RowSource,
  options: ImageFileOptions = {},
): Promise<Int32Array> {
  if (typeof source !== 'string') return readLabelsAnywhere(source, options);
  if (isWebUrl(source)) return readLabelsAnywhere(new URL(source), options);
  return readLabelsAnywhere(fileChunks(source), { file: source, ...options });
}

async function* readFolder(
  folder: string,
  options: ReadImagesOptions,
): AsyncGenerator<LabelledImages> {
  const names = (await orFileError(folder, () => readdir(folder)))
    .filter((name) => /\.png$/i.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (names.length === 0) {
    throw new InputFormatError('the folder has no file *.png', { file: folder });
  }
  for (const name of names) {
    const path = join(folder, name);
    try {
      yield* readBlocksAnywhere(fileChunks(path), { ...options, file: path, format: 'png' });
    } catch (error) {
      if (!(error instanceof InputFormatError)) throw error;
      throw new InputFormatError(`${name}: ${error.message}`, { file: path, cause: error });
    }
  }
}
