import { checkOptions } from './check-options.js';
import type { KernelOptions } from './engine/index.js';
import { Model } from './model.js';
import { resolveLimits, type MojoLimits } from './mojo/limits.js';
import { openArchive, type MojoSource, type OpenedMojo } from './mojo/open.js';
import { readModel } from './read-model.js';

export interface LoadOptions extends KernelOptions {
  /** Bounds for memory; a MOJO over one of them ends in a LimitError. */
  readonly limits?: Partial<MojoLimits>;
  /** Name of the MOJO in messages. */
  readonly name?: string;
  /** Stops a download. */
  readonly signal?: AbortSignal;
}

/** What loadMojo takes. */
export const LOAD_OPTIONS: Readonly<Record<keyof LoadOptions, true>> = {
  backend: true,
  wasmBinary: true,
  wasmUrl: true,
  limits: true,
  name: true,
  signal: true,
};

/**
 * Loads a MOJO from bytes, a Blob, a Response or a URL. Throws MojoFormatError, UnsupportedMojoError or LimitError;
 * ArgumentError for an option of another name. Cost: linear in the MOJO's bytes. These are not copied, and read again when a call needs
 * more of them than is held: they must stay as they are.
 */
export async function loadMojo(source: MojoSource, options: LoadOptions = {}): Promise<Model> {
  checkOptions('loadMojo', options, LOAD_OPTIONS);
  return loadOpened(await openArchive(source, options), options);
}

/** Loads a MOJO that is already open. What its readers do not keep of the unpacked files is given up where they can be unpacked again (in Node). */
export async function loadOpened(opened: OpenedMojo, options: LoadOptions): Promise<Model> {
  const { archive, bytes } = opened;
  const model = await Model.load(readModel(archive, resolveLimits(options.limits)), bytes, options);
  archive.release();
  return model;
}
