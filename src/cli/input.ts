import {
  chunksOf,
  gunzip,
  randomAccess,
  readArrowBlocks,
  readCsvBlocks,
  readJsonLines,
  readParquetBlocks,
} from '../node.js';
import type { ByteSource, ChunkOptions, ColumnPlan, Frame, ParquetReadOptions } from '../node.js';
import { INPUT_FORMATS, inputFormatOf, type InputFormat } from '../files/row-formats.js';
import { requireAny } from '../frame/plan.js';
import type { Progress } from './progress.js';
import { UsageError } from './errors.js';

/** Rows of a frame of formats that may have a million in a piece: the answers take memory, too. */
const TYPED_BLOCK_ROWS = 65_536;

/** The format that was asked for, or that of the file's extension, else CSV. */
export function inputFormat(path: string, wanted: string | undefined): InputFormat {
  const known = INPUT_FORMATS.find((format) => format === wanted);
  if (wanted !== undefined && known === undefined) {
    throw new UsageError(`--input-format: expected ${INPUT_FORMATS.join(', ')}, got ${wanted}`);
  }
  return known ?? inputFormatOf(path);
}

export interface InputOptions {
  readonly format: InputFormat;
  readonly separator: string | undefined;
  readonly naStrings: readonly string[] | undefined;
  /** Lines that are no JSON objects become rows that fail, each for itself. */
  readonly keepBadLines?: boolean;
  /** Most rows of a frame, where the reader's own choice is too many. */
  readonly blockRows?: number | undefined;
  /** Which columns to read, from the names in the header. */
  readonly plan: (header: readonly string[]) => ColumnPlan;
}

/** The rows of a file, of stdin (`-`) or of a URL, in frames. */
export function openInput(
  path: string,
  options: InputOptions,
  progress: Progress,
): AsyncIterable<Frame> {
  const file = path === '-' ? 'stdin' : path;
  const { separator, naStrings, keepBadLines, blockRows, plan } = options;
  const typed = { file, naStrings, blockRows: blockRows ?? TYPED_BLOCK_ROWS, plan };
  if (options.format === 'parquet') return parquetFrames(path, typed, progress);
  if (options.format === 'arrow') return readArrowBlocks(counted(openBytes(path), progress), typed);
  if (options.format === 'idx') {
    return imageFrames(counted(openBytes(path), progress), options, file);
  }
  const bytes = gunzip(counted(openBytes(path, { reuse: true }), progress));
  if (options.format === 'jsonl') {
    return readJsonLines(bytes, { file, naStrings, keepBadLines, blockRows });
  }
  return readCsvBlocks(bytes, { file, separator, naStrings, blockRows, plan });
}

/** Pieces of the file from where they are needed; stdin is kept as a whole. */
async function* parquetFrames(
  path: string,
  options: ParquetReadOptions,
  progress: Progress,
): AsyncGenerator<Frame> {
  const file = await randomAccess(path === '-' ? process.stdin : path);
  const onBytes = (bytes: number) => {
    progress.read(bytes);
  };
  yield* readParquetBlocks(file, { ...options, onBytes });
}

/** A row per image, C1, C2, ... */
async function* imageFrames(
  source: ByteSource,
  { blockRows = TYPED_BLOCK_ROWS, plan }: InputOptions,
  file: string,
): AsyncGenerator<Frame> {
  const { imagesToFrame, readImageBlocks, sliceImages } = await import('../imaging/node.js');
  let isPlanned = false;
  for await (const { images } of readImageBlocks(source, { file, format: 'idx' })) {
    for (let from = 0; from === 0 || from < images.count; from += blockRows) {
      const to = Math.min(from + blockRows, images.count);
      const frame = imagesToFrame(sliceImages(images, from, to));
      // All columns are read; the plan notes those that the model has no use for.
      if (!isPlanned) requireAny(plan(frame.names).anyOf ?? [], frame.names);
      isPlanned = true;
      yield frame;
    }
  }
}

function openBytes(path: string, options: ChunkOptions = {}): ByteSource {
  return path === '-' ? process.stdin : chunksOf(path, options);
}

async function* counted(source: ByteSource, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    progress.read(chunk.length);
    yield chunk;
  }
}
