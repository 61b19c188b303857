// Frames from formats whose columns have types: Arrow and Parquet.
import { checkOptions } from './check-options.js';
import { readArrowBlocks, type ArrowReadOptions } from './frame/arrow/index.js';
import { concatFrames } from './frame/concat-frames.js';
import type { Frame } from './frame/frame.js';
import {
  blobAccess,
  bytesAccess,
  readParquetBlocks,
  streamAccess,
  urlAccess,
  type ParquetReadOptions,
  type RandomAccess,
} from './frame/parquet/index.js';
import type { ColumnPlan } from './frame/plan.js';
import { chunksOf, type RowSource } from './read-rows.js';

interface ModelOption {
  /** The model that will score the frame: it tells which columns to read and their types. Without one, all columns with the types that they have. */
  readonly model?: { readonly columnPlan: ColumnPlan };
}

export interface ReadArrowOptions
  extends Omit<ArrowReadOptions, 'plan' | 'blockRows'>, ModelOption {}

export interface ReadParquetOptions
  extends Omit<ParquetReadOptions, 'plan' | 'blockRows' | 'onBytes'>, ModelOption {
  /** Most bytes of a source that has to be kept as a whole: a Response, chunks [1 GiB]. */
  readonly maxStreamBytes?: number | undefined;
}

const READ_ARROW_OPTIONS: Readonly<Record<keyof ReadArrowOptions, true>> = {
  model: true,
  naStrings: true,
  file: true,
  maxBatchBytes: true,
  maxColumns: true,
};

const READ_PARQUET_OPTIONS: Readonly<Record<keyof ReadParquetOptions, true>> = {
  model: true,
  naStrings: true,
  file: true,
  maxGroupBytes: true,
  maxStreamBytes: true,
};

const DEFAULT_MAX_STREAM_BYTES = 2 ** 30;

/**
 * Arrow IPC, file (Feather version 2) or stream, as a frame. Doubles without nulls, and floats, share the source's memory if it is
 * one batch of bytes in memory. Throws InputFormatError, LimitError, MissingColumnError when it has none of the model's columns,
 * MissingPackageError for data packed with zstd where hyparquet-compressors is not installed. Cost: linear; memory: the frame.
 */
export async function readArrow(source: RowSource, options: ReadArrowOptions = {}): Promise<Frame> {
  checkOptions('readArrow', options, READ_ARROW_OPTIONS);
  const { model, ...rest } = options;
  const plan = model?.columnPlan;
  return all(readArrowBlocks(chunksOf(source), { ...rest, plan }));
}

/**
 * Parquet as a frame. Bytes, Blobs and URLs are read in pieces, other sources as a whole first. Throws as readArrow;
 * MissingPackageError where hyparquet is not installed. Cost: linear in the columns read; memory: the frame, and a row group.
 */
export async function readParquet(
  source: RowSource | RandomAccess,
  options: ReadParquetOptions = {},
): Promise<Frame> {
  checkOptions('readParquet', options, READ_PARQUET_OPTIONS);
  const { model, maxStreamBytes, ...rest } = options;
  const plan = model?.columnPlan;
  return all(readParquetBlocks(await randomAccess(source, maxStreamBytes), { ...rest, plan }));
}

/** Any source as a file of which pieces can be read. Throws LimitError beyond `maxStreamBytes` [1 GiB] of what has to be kept. */
export async function randomAccess(
  source: RowSource | RandomAccess,
  maxStreamBytes = DEFAULT_MAX_STREAM_BYTES,
): Promise<RandomAccess> {
  if (source instanceof Uint8Array) return bytesAccess(source);
  if (source instanceof ArrayBuffer) return bytesAccess(new Uint8Array(source));
  if (source instanceof Blob) return blobAccess(source);
  if (source instanceof URL) return urlAccess(source);
  if ('byteLength' in source) return source;
  return streamAccess(chunksOf(source), maxStreamBytes);
}

async function all(blocks: AsyncIterable<Frame>): Promise<Frame> {
  const frames: Frame[] = [];
  for await (const frame of blocks) frames.push(frame);
  return concatFrames(frames);
}
