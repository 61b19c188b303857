// Transparent decompression: gzip is told by its first bytes, not by a name.

import { InputFormatError } from '../../errors.js';
import { firstBytes, startingWith } from './first-bytes.js';
import type { ByteSource } from './read-csv.js';

/**
 * The chunks of `source`, decompressed if they are a gzip stream, else as they are. Works in Node and
 * browsers (DecompressionStream). Throws InputFormatError where the stream is broken or cut off; errors
 * of the source itself are passed on.
 */
export async function* gunzip(
  source: ByteSource,
  facts: { file?: string } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = chunksOf(source);
  try {
    const head = await firstBytes(chunks, 2);
    const all = startingWith(head, chunks);
    yield* head[0] === 0x1f && head[1] === 0x8b ? inflate(all, facts) : all;
  } finally {
    await chunks.return();
  }
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array, void, undefined> {
  yield* source;
}

async function* inflate(
  chunks: AsyncIterable<Uint8Array>,
  facts: { file?: string },
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = new DecompressionStream('gzip');
  const reader = stream.readable.getReader();
  const feeding = feed(chunks, stream.writable.getWriter());
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      yield value;
    }
  } catch (cause) {
    const sourceError = await feeding;
    if (sourceError !== undefined) throw sourceError.error;
    throw new InputFormatError('the gzip stream is broken or cut off', { ...facts, cause });
  } finally {
    // After an early end this unblocks the feeder, which is waiting for room.
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

/** Writes the chunks; answers the error of the source if that is what ended it. Never rejects. */
async function feed(
  chunks: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<BufferSource>,
): Promise<{ error: unknown } | undefined> {
  // A broken stream is reported by the reading side; this promise must not count as unhandled.
  writer.closed.catch(() => undefined);
  let writing = false;
  try {
    for await (const chunk of chunks) {
      writing = true;
      // A copy: the stream may hold it longer than the source does.
      await writer.write(chunk.slice());
      writing = false;
    }
    writing = true;
    await writer.close();
    return undefined;
  } catch (error) {
    if (writing) return undefined;
    await writer.abort(error).catch(() => undefined);
    return { error };
  }
}
