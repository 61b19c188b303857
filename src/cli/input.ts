import { createReadStream } from 'node:fs';
import { chunksOf, gunzip, readCsvBlocks, readJsonLines } from '../node.js';
import type { ByteSource, ColumnPlan, Frame } from '../node.js';
import type { Progress } from './progress.js';
import { UsageError } from './errors.js';

export type InputFormat = 'csv' | 'jsonl';

const EXTENSIONS: readonly (readonly [RegExp, InputFormat])[] = [
  [/\.csv(\.gz)?$/i, 'csv'],
  [/\.(jsonl|ndjson)(\.gz)?$/i, 'jsonl'],
];

/** The format that was asked for, or that of the file's extension, else CSV. */
export function inputFormat(path: string, wanted: string | undefined): InputFormat {
  if (wanted === 'csv' || wanted === 'jsonl') return wanted;
  if (wanted !== undefined)
    throw new UsageError(`--input-format: expected csv or jsonl, got ${wanted}`);
  return EXTENSIONS.find(([pattern]) => pattern.test(path))?.[1] ?? 'csv';
}

export interface InputOptions {
  readonly format: InputFormat;
  readonly separator: string | undefined;
  readonly naStrings: readonly string[] | undefined;
  /** Which columns to read, from the names in the header. */
  readonly plan: (header: readonly string[]) => ColumnPlan;
}

/** The rows of a file, of stdin (`-`) or of a URL, in frames. */
export function openInput(
  path: string,
  options: InputOptions,
  progress: Progress,
): AsyncIterable<Frame> {
  const bytes = gunzip(counted(openBytes(path), progress));
  const file = path === '-' ? 'stdin' : path;
  if (options.format === 'jsonl') return readJsonLines(bytes, { file });
  const { separator, naStrings, plan } = options;
  return readCsvBlocks(bytes, { file, separator, naStrings, plan });
}

function openBytes(path: string): ByteSource {
  if (path === '-') return process.stdin;
  if (/^https?:/i.test(path)) return chunksOf(new URL(path));
  return createReadStream(path, { highWaterMark: 1 << 20 });
}

async function* counted(source: ByteSource, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    progress.read(chunk.length);
    yield chunk;
  }
}
