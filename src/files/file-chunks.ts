import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileError } from './file-error.js';

const CHUNK_BYTES = 2 ** 20;

/** How the chunks of a file are held. */
export interface ChunkOptions {
  /** Whether chunks share memory, so that each is valid until the next one is asked for. Spares the garbage collector. [false] */
  readonly reuse?: boolean | undefined;
}

/** The bytes of a file, chunk by chunk, the next one being read in the meantime. Throws FileError where it cannot be read. */
export async function* fileChunks(
  path: string,
  { reuse = false }: ChunkOptions = {},
): AsyncGenerator<Uint8Array> {
  try {
    if (reuse) yield* takingTurns(path);
    else yield* createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw fileError(path, error);
  }
}

/** Two buffers: one is read into while the other one is used. */
async function* takingTurns(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    let idle = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    let reading = file.read(Buffer.allocUnsafeSlow(CHUNK_BYTES));
    for (;;) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) return;
      reading = file.read(idle);
      // An early end leaves it behind; closing waits for it.
      reading.catch(() => undefined);
      yield buffer.subarray(0, bytesRead);
      idle = buffer;
    }
  } finally {
    await file.close();
  }
}
