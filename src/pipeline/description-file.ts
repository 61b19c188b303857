// Descriptions on disk. Needs Node.
import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { LimitError, PipelineError } from '../errors.js';
import { orFileError } from '../files/file-error.js';
import {
  readDescription,
  type DescriptionFormat,
  type PipelineDescription,
} from './description/index.js';

/** A longer file is no description, and need not be read to know. */
const MAX_BYTES = 2 ** 20;

/** Reads a description; by its extension JSON, else YAML. Throws as readDescription, and FileError. */
export async function readDescriptionFile(path: string): Promise<PipelineDescription> {
  const { size } = await orFileError(path, () => stat(path));
  if (size > MAX_BYTES) {
    const advice = 'a pipeline is described in a few dozen lines';
    throw new LimitError(`${path}: bytes`, 'maxBytes', MAX_BYTES, size, advice);
  }
  const bytes = await orFileError(path, () => readFile(path));
  const format: DescriptionFormat = extname(path).toLowerCase() === '.json' ? 'json' : 'yaml';
  return readDescription(decode(bytes, path), { file: path, format });
}

/** Where a path of the description leads: relative ones begin at its folder. */
export function resolvePath({ file }: PipelineDescription, path: string): string {
  return resolve(dirname(file), path);
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PipelineError(path, 'no UTF-8 text', { cause });
  }
}
