// Frames to Parquet, packed with snappy. Rows are gathered until they make a row group.
import type {
  ByteWriter,
  ColumnSource,
  ParquetWriter as Encoder,
  SchemaElement,
} from 'hyparquet-writer';
import type { Column } from '../column.js';
import type { Frame } from '../frame.js';
import {
  columnsOf,
  codesOf,
  numbersOf,
  textsOf,
  type WrittenColumn,
} from '../typed/written-column.js';
import { loadWriter } from './packages.js';

export interface ParquetWriteOptions {
  /** Rows of a row group [131,072; fewer where there are more than 64 columns, so that a group has some 64 MiB of numbers]. */
  readonly groupRows?: number | undefined;
}

const GROUP_CELLS = 2 ** 23;
const MAX_GROUP_ROWS = 2 ** 17;
const MIN_GROUP_ROWS = 2 ** 10;

type Cells = (number | bigint | string | null)[] | Float64Array | Float32Array;

/**
 * Writes one Parquet file: `rows` any number of times, then `end`; the pieces that they answer belong one after another. NA is
 * null, levels are dictionary-encoded strings. Memory: one row group, as columns and packed.
 */
export class ParquetWriter {
  readonly #columns: readonly WrittenColumn[];
  readonly #groupRows: number;
  readonly #encoder: Encoder;
  readonly #bytes: ByteWriter;
  #waiting: Frame[] = [];
  #waitingRows = 0;

  private constructor(
    columns: readonly WrittenColumn[],
    groupRows: number,
    encoder: Encoder,
    bytes: ByteWriter,
  ) {
    this.#columns = columns;
    this.#groupRows = groupRows;
    this.#encoder = encoder;
    this.#bytes = bytes;
  }

  /** Throws MissingPackageError. */
  static async create(
    columns: readonly WrittenColumn[],
    { groupRows }: ParquetWriteOptions = {},
  ): Promise<ParquetWriter> {
    const { ByteWriter, ParquetWriter: EncoderClass } = await loadWriter();
    const bytes = new ByteWriter();
    const root: SchemaElement = { name: 'schema', num_children: columns.length };
    const schema = [root, ...columns.map(elementOf)];
    const encoder = new EncoderClass({ writer: bytes, schema, createdBy: 'wasmojo' });
    const byWidth = Math.floor(GROUP_CELLS / Math.max(columns.length, 1));
    const rows = Math.min(MAX_GROUP_ROWS, Math.max(MIN_GROUP_ROWS, byWidth));
    return new ParquetWriter(columns, groupRows ?? rows, encoder, bytes);
  }

  /** The frame is kept until its row group is full. Throws ArgumentError for a frame of other columns. */
  async rows(frame: Frame): Promise<Uint8Array[]> {
    if (frame.rowCount === 0) return [];
    this.#waiting.push(frame);
    this.#waitingRows += frame.rowCount;
    return this.#waitingRows >= this.#groupRows ? this.#writeGroups() : [];
  }

  /** The last rows and the end of the file. */
  async end(): Promise<Uint8Array[]> {
    const pieces = this.#waitingRows > 0 ? await this.#writeGroups() : [];
    await this.#encoder.finish();
    return [...pieces, this.#take()];
  }

  async #writeGroups(): Promise<Uint8Array[]> {
    const frames = this.#waiting.map((frame) => columnsOf(frame, this.#columns));
    const rows = this.#waitingRows;
    this.#waiting = [];
    this.#waitingRows = 0;
    const columnData = this.#columns.map((written, k): ColumnSource => ({
      name: written.name,
      data: cellsOf(
        written,
        frames.map((columns) => columns[k]),
        rows,
      ) as ColumnSource['data'],
      ...(written.type === 'levels' && { encoding: 'RLE_DICTIONARY' }),
    }));
    await this.#encoder.write({ columnData, rowGroupSize: this.#groupRows });
    return [this.#take()];
  }

  /** What the encoder has written since the last time. It keeps counting from the start of the file. */
  #take(): Uint8Array {
    const piece = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return piece;
  }
}

function elementOf({ name, type }: WrittenColumn): SchemaElement {
  const base = { name, repetition_type: 'OPTIONAL' as const };
  switch (type) {
    case 'double':
      return { ...base, type: 'DOUBLE' };
    case 'float':
      return { ...base, type: 'FLOAT' };
    case 'integer':
      return { ...base, type: 'INT64' };
    default:
      return {
        ...base,
        type: 'BYTE_ARRAY',
        converted_type: 'UTF8',
        logical_type: { type: 'STRING' },
      };
  }
}

/** The cells of a column of several frames, null for NA. */
function cellsOf(written: WrittenColumn, columns: readonly Column[], rows: number): Cells {
  switch (written.type) {
    case 'text':
      return columns.flatMap(textsOf);
    case 'levels': {
      const { domain } = written;
      return columns.flatMap((column) =>
        Array.from(codesOf(column, written), (code) => (code < 0 ? null : domain[code])),
      );
    }
    default: {
      const values = written.type === 'float' ? new Float32Array(rows) : new Float64Array(rows);
      let at = 0;
      let hasNulls = false;
      for (const column of columns) {
        const numbers = numbersOf(column, written);
        values.set(numbers, at);
        at += numbers.length;
        hasNulls ||= numbers.some(Number.isNaN);
      }
      if (written.type === 'integer') {
        return Array.from(values, (value) => (Number.isNaN(value) ? null : BigInt(value)));
      }
      return hasNulls
        ? Array.from(values, (value) => (Number.isNaN(value) ? null : value))
        : values;
    }
  }
}
