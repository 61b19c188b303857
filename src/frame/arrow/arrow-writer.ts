// Frames to Arrow IPC, a record batch per frame. The bytes come in pieces that a caller writes one after another.
import { ArgumentError } from '../../errors.js';
import type { Frame } from '../frame.js';
import { optionalPackage } from '../optional-package.js';
import { columnsOf, type WrittenColumn } from '../typed/written-column.js';
import { columnBuffers, textBuffers } from './column-buffers.js';
import type { MessageEncoder } from './message-encoder.js';

export interface ArrowWriteOptions {
  /** `file` can be read in any order, by pyarrow.feather and pandas too; `stream` is for pipes. [`file`] */
  readonly format?: 'file' | 'stream' | undefined;
}

/**
 * Writes one Arrow IPC file or stream: `start`, then `rows` any number of times, then `end`. The pieces that they answer may be
 * views of the frame's columns: write them before the frame changes. Memory: the frame, and some 100 bytes per batch.
 */
export class ArrowWriter {
  readonly #columns: readonly WrittenColumn[];
  readonly #encoder: MessageEncoder;

  private constructor(columns: readonly WrittenColumn[], encoder: MessageEncoder) {
    this.#columns = columns;
    this.#encoder = encoder;
  }

  /** Throws MissingPackageError. */
  static async create(
    columns: readonly WrittenColumn[],
    { format = 'file' }: ArrowWriteOptions = {},
  ): Promise<ArrowWriter> {
    const { MessageEncoder: Encoder } = await optionalPackage(
      '@uwdata/flechette',
      'writing Arrow',
      () => import('./message-encoder.js'),
    );
    return new ArrowWriter(columns, new Encoder(columns, format === 'file'));
  }

  /** The schema and the dictionaries of the levels. */
  start(): Uint8Array[] {
    this.#encoder.schema();
    for (const [index, column] of this.#columns.entries()) {
      if (column.type === 'levels') this.#encoder.dictionary(index, textBuffers(column.domain));
    }
    return this.#encoder.take();
  }

  /** Rows from .. to - 1 of a frame as a record batch; no rows, no batch. Throws ArgumentError for a frame of other columns. */
  rows(frame: Frame, from = 0, to = frame.rowCount): Uint8Array[] {
    if (!(from >= 0 && from <= to && to <= frame.rowCount)) {
      throw new ArgumentError(
        'from, to',
        `a range within ${frame.rowCount} rows`,
        `${from}, ${to}`,
      );
    }
    const columns = columnsOf(frame, this.#columns);
    if (from === to || columns.length === 0) return [];
    this.#encoder.batch(
      columns.map((column, k) => columnBuffers(column, this.#columns[k], from, to)),
    );
    return this.#encoder.take();
  }

  /** The end of the stream; of a file, the footer too. */
  end(): Uint8Array[] {
    this.#encoder.end();
    return this.#encoder.take();
  }
}
