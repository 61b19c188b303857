import { createReadStream } from 'node:fs';
import { fileError } from './file-error.js';

const CHUNK_BYTES = 2 ** 20;

/** The bytes of a file, chunk by chunk. Throws FileError where it cannot be read. */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw fileError(path, error);
  }
}
