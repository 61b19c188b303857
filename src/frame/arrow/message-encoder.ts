// Arrow IPC by flechette, message by message. Its public `tableToIPC` wants the whole table at once, so this calls the steps of
// which that consists; flechette's version is exact for that reason. Imported only when something is written.
import { EOS, MAGIC, MessageHeader } from '@uwdata/flechette/src/constants.js';
import {
  dictionary,
  field,
  float32,
  float64,
  int64,
  utf8,
} from '@uwdata/flechette/src/data-types.js';
import { Builder } from '@uwdata/flechette/src/encode/builder.js';
import { encodeDictionaryBatch } from '@uwdata/flechette/src/encode/dictionary-batch.js';
import { writeFooter } from '@uwdata/flechette/src/encode/footer.js';
import { writeMessage } from '@uwdata/flechette/src/encode/message.js';
import { encodeRecordBatch } from '@uwdata/flechette/src/encode/record-batch.js';
import { encodeSchema } from '@uwdata/flechette/src/encode/schema.js';
import { MemorySink } from '@uwdata/flechette/src/encode/sink.js';
import type { Block, DataType, RecordBatch, Schema } from '@uwdata/flechette/src/types.js';
import type { WrittenColumn } from '../typed/written-column.js';
import type { ColumnBuffers } from './column-buffers.js';

/** Buffers begin at multiples of that. */
const ALIGNMENT = 8;

/** A record batch with its body, which a batch that is written has. */
type FilledBatch = RecordBatch & { readonly buffers: Uint8Array[]; readonly byteLength: number };

/** The messages of one file or stream, in the order in which they are asked for: schema, dictionaries, batches, end. */
export class MessageEncoder {
  readonly #schema: Schema;
  readonly #isFile: boolean;
  readonly #sink = new MemorySink();
  readonly #builder = new Builder(this.#sink);
  readonly #dictionaries: Block[] = [];
  readonly #batches: Block[] = [];

  constructor(columns: readonly WrittenColumn[], isFile: boolean) {
    const fields = columns.map((column, index) => field(column.name, typeOf(column, index)));
    this.#schema = { fields };
    this.#isFile = isFile;
  }

  schema(): void {
    if (this.#isFile) this.#builder.addBuffer(MAGIC);
    writeMessage(this.#builder, MessageHeader.Schema, encodeSchema(this.#builder, this.#schema), 0);
  }

  /** The levels of column `index`. */
  dictionary(index: number, levels: ColumnBuffers): void {
    const data = batchOf([levels]);
    const entry = { id: index, data, isDelta: false };
    const header = encodeDictionaryBatch(this.#builder, entry, null);
    this.#message(MessageHeader.DictionaryBatch, header, data, this.#dictionaries);
  }

  /** Rows of all columns, of which there is at least one. */
  batch(columns: readonly ColumnBuffers[]): void {
    const batch = batchOf(columns);
    const header = encodeRecordBatch(this.#builder, batch);
    this.#message(MessageHeader.RecordBatch, header, batch, this.#batches);
  }

  end(): void {
    // The footer comes with an end of the stream in front of it.
    if (!this.#isFile) this.#builder.addBuffer(EOS);
    else writeFooter(this.#builder, this.#schema, this.#dictionaries, this.#batches, null);
  }

  /** What was encoded since the last call. Buffers of columns are as they were handed in, not copied. */
  take(): Uint8Array[] {
    return this.#sink.buffers.splice(0) as Uint8Array[];
  }

  #message(
    type: (typeof MessageHeader)[keyof typeof MessageHeader],
    header: number,
    { buffers, byteLength }: FilledBatch,
    blocks: Block[],
  ): void {
    writeMessage(this.#builder, type, header, byteLength, blocks);
    for (const buffer of buffers) {
      // The encoder computes padding in 32 bits: it gets to pad the last few bytes only.
      const whole = buffer.length - (buffer.length % ALIGNMENT);
      this.#builder.addBuffer(buffer.subarray(0, whole));
      this.#builder.addBuffer(buffer.subarray(whole));
    }
  }
}

/** Dictionaries have the number of their column as id. */
function typeOf({ type }: WrittenColumn, index: number): DataType {
  switch (type) {
    case 'double':
      return float64();
    case 'float':
      return float32();
    case 'integer':
      return int64();
    case 'text':
      return utf8();
    case 'levels':
      return dictionary(utf8(), undefined, false, index);
  }
}

/** The buffers of columns one after another, each padded. */
function batchOf(columns: readonly ColumnBuffers[]): FilledBatch {
  const nodes = columns.map(({ rows, nulls }) => ({ length: rows, nullCount: nulls }));
  const buffers = columns.flatMap((column) => column.buffers);
  let byteLength = 0;
  const regions = buffers.map(({ length }) => {
    const region = { offset: byteLength, length };
    byteLength += Math.ceil(length / ALIGNMENT) * ALIGNMENT;
    return region;
  });
  return { nodes, regions, variadic: [], buffers, byteLength };
}
