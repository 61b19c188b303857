// zlib streams by what Node and browsers have for them.
import { joinBytes } from '../byte-reader.js';
import { pngError } from './png-error.js';

/** Unpacks a stream that must hold `length` bytes: no more is ever kept. Throws InputFormatError. */
export async function inflate(
  parts: readonly Uint8Array[],
  length: number,
  file: string | undefined,
): Promise<Uint8Array> {
  const unpacked: Uint8Array[] = [];
  let found = 0;
  try {
    for await (const chunk of through(parts, new DecompressionStream('deflate'))) {
      unpacked.push(chunk);
      found += chunk.length;
      if (found > length) break;
    }
  } catch (cause) {
    throw pngError('its packed pixels are broken or cut off', file, cause);
  }
  if (found === length) return joinBytes(unpacked);
  const how = found > length ? 'more' : `only ${found}`;
  throw pngError(`its pixels have ${length} bytes by its header, and it holds ${how}`, file);
}

/** Packs bytes into a stream. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const packed: Uint8Array[] = [];
  for await (const chunk of through([bytes], new CompressionStream('deflate'))) packed.push(chunk);
  return joinBytes(packed);
}

async function* through(
  parts: readonly Uint8Array[],
  stream: GenericTransformStream,
): AsyncGenerator<Uint8Array> {
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  const writer = (stream.writable as WritableStream<Uint8Array>).getWriter();
  // What fails is reported by the reading side.
  const writing = write(parts, writer).catch(() => undefined);
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // After an early end this lets the writing side go on.
    await reader.cancel().catch(() => undefined);
    await writing;
  }
}

async function write(
  parts: readonly Uint8Array[],
  writer: WritableStreamDefaultWriter<Uint8Array>,
): Promise<void> {
  writer.closed.catch(() => undefined);
  for (const part of parts) await writer.write(part);
  await writer.close();
}
