import { checkOptions } from './check-options.js';
import { ArgumentError, FileError } from './errors.js';
import {
  CSV_READ_OPTIONS,
  gunzip,
  readCsvFrame,
  type ByteSource,
  type CsvReadOptions,
} from './frame/csv/index.js';
import type { Frame } from './frame/frame.js';
import type { ColumnPlan } from './frame/plan.js';

/** Where rows can come from in every environment: bytes, a file that was dropped, a download, chunks. */
export type RowSource = Uint8Array | ArrayBuffer | Blob | Response | URL | ByteSource;

export interface ReadCsvOptions extends Omit<CsvReadOptions, 'plan'> {
  /** The model that will score the frame: it tells which columns to read and their types. Without one all columns are text. */
  readonly model?: { readonly columnPlan: ColumnPlan };
}

const READ_CSV_OPTIONS: Readonly<Record<keyof ReadCsvOptions, true>> = {
  ...CSV_READ_OPTIONS,
  model: true,
};

/** A CSV (also gzipped) as a frame. Throws InputFormatError, LimitError, or MissingColumnError when it has none of the model's columns. Cost: linear in bytes; memory: the frame. */
export async function readCsv(source: RowSource, options: ReadCsvOptions = {}): Promise<Frame> {
  checkOptions('readCsv', options, READ_CSV_OPTIONS);
  const { model, ...rest } = options;
  return readCsvFrame(gunzip(chunksOf(source)), model ? { ...rest, plan: model.columnPlan } : rest);
}

/** Any source as chunks of bytes. */
export async function* chunksOf(source: RowSource): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) yield source;
  else if (source instanceof ArrayBuffer) yield new Uint8Array(source);
  else if (source instanceof Blob) yield* streamChunks(source.stream());
  else if (source instanceof URL) yield* chunksOf(await fetched(source));
  else if (source instanceof Response) {
    if (!source.ok) throw new ArgumentError('source', 'a response with status 200', source.status);
    if (source.body) yield* streamChunks(source.body);
  } else yield* source;
}

async function fetched(url: URL): Promise<Response> {
  const response = await fetch(url).catch((cause: unknown) => {
    const why = 'cannot be fetched; check the address and the network';
    throw new FileError(url.href, why, 'FETCH', cause);
  });
  if (response.ok) return response;
  await response.body?.cancel();
  const why = `the server answered ${response.status} ${response.statusText}`.trimEnd();
  throw new FileError(url.href, `${why}; check the address`, 'FETCH');
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
