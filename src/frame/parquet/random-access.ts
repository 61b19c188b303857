// Parquet is read from its end, and by pieces from anywhere.
import { FileError, LimitError } from '../../errors.js';
import type { ByteSource } from '../csv/index.js';
import { loadHyparquet } from './packages.js';

/** A file of which pieces can be read. */
export interface RandomAccess {
  readonly byteLength: number;
  /** The bytes from `start` to `end` - 1, in a buffer of their own. */
  slice(start: number, end: number): Promise<ArrayBuffer>;
  close?(): Promise<void>;
}

export function bytesAccess(bytes: Uint8Array): RandomAccess {
  return {
    byteLength: bytes.length,
    slice: (start, end) =>
      // Not `slice`, which in Node's Buffer copies nothing.
      Promise.resolve(new Uint8Array(bytes.subarray(start, end)).buffer),
  };
}

export function blobAccess(blob: Blob): RandomAccess {
  return {
    byteLength: blob.size,
    slice: (start, end) => blob.slice(start, end).arrayBuffer(),
  };
}

/** A file behind HTTP: by range requests, or as a whole where the server knows none. Throws FileError, MissingPackageError. */
export async function urlAccess(url: URL): Promise<RandomAccess> {
  const { asyncBufferFromUrl } = await loadHyparquet();
  const orFileError = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const why = `cannot be fetched (${(cause as Error).message}); check the address and the network`;
      throw new FileError(url.href, why, 'FETCH', cause);
    }
  };
  const file = await orFileError(() => asyncBufferFromUrl({ url: url.href }));
  return {
    byteLength: file.byteLength,
    slice: (start, end) => orFileError(() => file.slice(start, end)),
  };
}

/** A stream has to be kept as a whole: its end comes first. Throws LimitError beyond `maxBytes`. */
export async function streamAccess(source: ByteSource, maxBytes: number): Promise<RandomAccess> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new LimitError('bytes of a Parquet stream', 'maxStreamBytes', maxBytes, bytes);
    }
    parts.push(chunk as Uint8Array<ArrayBuffer>);
  }
  return blobAccess(new Blob(parts));
}
