import { ArgumentError } from './errors.js';
import { gunzip, readCsvFrame, type ByteSource, type CsvReadOptions } from './frame/csv/index.js';
import type { Frame } from './frame/frame.js';
import type { ColumnPlan } from './frame/plan.js';

/** Where rows can come from in every environment: bytes, a file that was dropped, a download, chunks. */
export type RowSource = Uint8Array | ArrayBuffer | Blob | Response | URL | ByteSource;

export interface ReadCsvOptions extends Omit<CsvReadOptions, 'plan'> {
  /** The model that will score the frame: it tells which columns to read and their types. Without one all columns are text. */
  readonly model?: { readonly columnPlan: ColumnPlan };
}

/** A CSV (also gzipped) as a frame. Throws InputFormatError or LimitError. Cost: linear in bytes; memory: the frame. */
export function readCsv(source: RowSource, options: ReadCsvOptions = {}): Promise<Frame> {
  const { model, ...rest } = options;
  return readCsvFrame(gunzip(chunksOf(source)), model ? { ...rest, plan: model.columnPlan } : rest);
}

/** Any source as chunks of bytes. */
export async function* chunksOf(source: RowSource): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) yield source;
  else if (source instanceof ArrayBuffer) yield new Uint8Array(source);
  else if (source instanceof Blob) yield* streamChunks(source.stream());
  else if (source instanceof URL) yield* chunksOf(await fetch(source));
  else if (source instanceof Response) {
    if (!source.ok) throw new ArgumentError('source', 'a response with status 200', source.status);
    if (source.body) yield* streamChunks(source.body);
  } else yield* source;
}

/** Web streams are not iterable in every browser. */
async function* streamChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
