import { ArgumentError, MojoFormatError } from '../errors.js';
import { Archive } from './archive.js';
import { refuseDriverlessAi } from './driverless-ai.js';
import { unpackWithJszip } from './jszip-files.js';
import { resolveLimits } from './limits.js';
import type { MojoLimits } from './limits.js';
import { fetchBytes, readResponse } from './response.js';
import type { Unpack } from './unpack.js';
import { readZip } from './zip.js';

/**
 * Where a MOJO can come from in every environment; a text is a URL. Node's entry also takes paths
 * (node-source.ts).
 */
export type MojoSource = Uint8Array | ArrayBuffer | Blob | Response | URL | string;

export interface OpenOptions {
  /** Bounds for memory; see MojoLimits for the defaults. */
  readonly limits?: Partial<MojoLimits> | undefined;
  /** Name of the source in messages [a URL's last segment, a File's name, or `MOJO`]. */
  readonly name?: string | undefined;
  /** Stops a download. */
  readonly signal?: AbortSignal | undefined;
  /** What unpacks the files [jszip; Node has its own]. */
  readonly unpack?: Unpack | undefined;
}

/** A MOJO's files, and the zip that they came from, or were packed to where they came from a folder. */
export interface OpenedMojo {
  readonly archive: Archive;
  readonly bytes: Uint8Array;
}

/**
 * Opens the zip of a MOJO. Throws ArgumentError for a source of another kind, MojoFormatError when
 * it is no sound zip with a model.ini at its root, LimitError when it is over a limit. Memory: the
 * zip, which is kept, and its files unpacked: all of them, or in Node those that are asked for.
 */
export async function openArchive(
  source: MojoSource,
  options: OpenOptions = {},
): Promise<OpenedMojo> {
  const limits = resolveLimits(options.limits);
  const name = options.name ?? nameOf(source);
  const bytes = await bytesOf(source, name, limits, options.signal);
  const archive = await readZip(bytes, name, limits, options.unpack ?? unpackWithJszip);
  checkRoot(archive);
  return { archive, bytes };
}

/**
 * Throws MojoFormatError unless there is a model.ini at the root; says so when it is in a folder.
 * UnsupportedMojoError for a pipeline of Driverless AI.
 */
export function checkRoot(archive: Archive): void {
  if (archive.has('model.ini')) return;
  const paths = archive.paths();
  refuseDriverlessAi(archive.name, paths);
  const nested = paths
    .filter((path) => path.endsWith('/model.ini'))
    .sort((a, b) => a.length - b.length)[0];
  let why = `there are ${paths.length} other files, so this is no MOJO`;
  if (paths.length === 0) why = 'it is empty';
  if (nested !== undefined) {
    const folder = nested.slice(0, -'model.ini'.length);
    why = `it stands in ${folder}; the files of that folder must be at the root, zip them again from inside it`;
  }
  throw new MojoFormatError(`${archive.name}: model.ini is missing: ${why}`, { file: 'model.ini' });
}

async function bytesOf(
  source: MojoSource,
  name: string,
  limits: MojoLimits,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (source instanceof Response) return readResponse(source, name, limits);
  if (source instanceof Blob) return readResponse(new Response(source), name, limits);
  if (source instanceof URL) return fetchBytes(source, name, limits, signal);
  if (typeof source === 'string' && URL.canParse(source))
    return fetchBytes(new URL(source), name, limits, signal);
  throw new ArgumentError('source', 'a Uint8Array, ArrayBuffer, Blob, Response or URL', source);
}

function nameOf(source: MojoSource): string {
  if (typeof File !== 'undefined' && source instanceof File) return source.name;
  const url = source instanceof Response ? source.url : source;
  if (url instanceof URL || typeof url === 'string') {
    const path = URL.canParse(url) ? new URL(url).pathname : '';
    return path.slice(path.lastIndexOf('/') + 1) || 'MOJO';
  }
  return 'MOJO';
}
