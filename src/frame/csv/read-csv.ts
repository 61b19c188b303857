// Frames from any source of byte chunks: a file stream, the body of a request, arrays in memory.

import type { Frame } from '../frame.js';
import { CsvReader } from './csv-reader.js';
import type { CsvReadOptions } from './options.js';

/** Chunks of one file in order. Node streams and fetch bodies (where iterable) are such sources. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * The rows of a CSV in frames of at most `blockRows` rows; at least one frame, which has 0 rows if the
 * file has none. Codes of levels that the plan does not have are valid within their frame only.
 */
export async function* readCsvBlocks(
  source: ByteSource,
  options: CsvReadOptions = {},
): AsyncGenerator<Frame, void, undefined> {
  const reader = new CsvReader(options);
  for await (const chunk of source) yield* reader.push(chunk);
  yield* reader.end();
}

/** All rows of a CSV in one frame; `blockRows` has no effect. Memory: twice the columns while they grow. */
export async function readCsvFrame(
  source: ByteSource,
  options: CsvReadOptions = {},
): Promise<Frame> {
  const reader = new CsvReader({ ...options, blockRows: Infinity });
  for await (const chunk of source) reader.push(chunk);
  return reader.end()[0];
}
