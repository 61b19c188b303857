// Frames into a file, in the format of its extension.
import { GzipOutput } from '../../files/gzip-output.js';
import { OutputFile, type Output } from '../../files/output-file.js';
import { isArrowStream, outputFormatOf } from '../../files/row-formats.js';
import { ArrowWriter } from '../../frame/arrow/index.js';
import { CsvWriter } from '../../frame/csv/index.js';
import type { Frame } from '../../frame/frame.js';
import { ParquetWriter } from '../../frame/parquet/index.js';
import { writtenColumns, type WrittenColumn } from '../../frame/typed/written-column.js';

type Chunks = readonly (Uint8Array | string)[];

interface Encoder {
  start(): Chunks;
  rows(frame: Frame): Chunks | Promise<Chunks>;
  end(): Chunks | Promise<Chunks>;
}

/** A file of rows that is complete or absent: CSV, JSON lines, Arrow or Parquet, gzipped if it ends with `.gz`. */
export class FrameFile {
  readonly #path: string;
  readonly #output: Output;
  #encoder: Encoder | undefined;

  private constructor(path: string, output: Output) {
    this.#path = path;
    this.#output = output;
  }

  /** Throws FileError. */
  static async create(path: string): Promise<FrameFile> {
    return new FrameFile(path, await createOutput(path));
  }

  /** The first frame tells the columns. Throws FileError, MissingPackageError. */
  async write(frame: Frame): Promise<void> {
    if (this.#encoder === undefined) {
      this.#encoder = await encoderFor(this.#path, frame);
      await this.#put(this.#encoder.start());
    }
    if (frame.rowCount > 0) await this.#put(await this.#encoder.rows(frame));
  }

  async finish(): Promise<void> {
    if (this.#encoder) await this.#put(await this.#encoder.end());
    await this.#output.finish();
  }

  discard(): Promise<void> {
    return this.#output.discard();
  }

  async #put(chunks: Chunks): Promise<void> {
    for (const chunk of chunks) await this.#output.write(chunk);
  }
}

/** A file that is complete or absent, gzipped if it ends with `.gz`. Throws FileError. */
export async function createOutput(path: string): Promise<Output> {
  const file = await OutputFile.create(path);
  return /\.gz$/i.test(path) ? new GzipOutput(file) : file;
}

async function encoderFor(path: string, frame: Frame): Promise<Encoder> {
  const format = outputFormatOf(path);
  switch (format) {
    case 'csv': {
      const writer = new CsvWriter();
      return {
        start: () => [writer.header(frame.names)],
        rows: (rows) => [writer.rows(rows)],
        end: () => [],
      };
    }
    case 'jsonl':
      return jsonLines();
    case 'arrow':
      return ArrowWriter.create(columnsOf(frame), {
        format: isArrowStream(path) ? 'stream' : 'file',
      });
    case 'parquet': {
      const writer = await ParquetWriter.create(columnsOf(frame));
      return { start: () => [], rows: (rows) => writer.rows(rows), end: () => writer.end() };
    }
  }
}

/** `row`, then the columns, NA as null. */
function jsonLines(): Encoder {
  let row = 0;
  return {
    start: () => [],
    rows: (frame) => {
      const lines = frame.toRows().map((cells) => JSON.stringify({ row: row++, ...cells }));
      return [`${lines.join('\n')}\n`];
    },
    end: () => [],
  };
}

/** Levels of tables are text: later frames may have others. Those of labels and predictions are the same in all of them, but need no dictionary either. */
function columnsOf(frame: Frame): WrittenColumn[] {
  return writtenColumns(frame.columns).map((column) =>
    column.type === 'levels' ? { name: column.name, type: 'text' } : column,
  );
}
