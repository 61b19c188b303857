// Arrow IPC to frames, batch by batch, from any source of byte chunks. Files are read from front to back like streams.
import type { Column } from '../column.js';
import type { ByteSource } from '../csv/index.js';
import { Damage, formatError } from '../damage.js';
import { Frame } from '../frame.js';
import { slices } from '../slice-frame.js';
import { emptyFrame, targetsOf, type Target, type TypedReadOptions } from '../typed/target.js';
import { ByteQueue } from './byte-queue.js';
import { decodeColumn, decodeIndices } from './decode-column.js';
import { Dictionaries } from './dictionaries.js';
import { Header, readMessages, type ArrowMessage } from './messages.js';
import { readColumns } from './record-batch.js';
import { readSchema, type ArrowField } from './schema.js';

export interface ArrowReadOptions extends TypedReadOptions {
  /** Most bytes of a record batch: as it stands in the file, unpacked, and as columns [2 GiB]. */
  readonly maxBatchBytes?: number | undefined;
  /** Most columns, the parts of nested ones included [200,000]. */
  readonly maxColumns?: number | undefined;
}

const DEFAULT_MAX_BATCH_BYTES = 2 ** 31;
const DEFAULT_MAX_COLUMNS = 200_000;

/**
 * The rows of an Arrow IPC stream or file (Feather version 2), a frame per record batch; at least one frame, which has 0 rows if
 * there is no batch. Columns that the plan does not have are not unpacked. Doubles without nulls, and floats, share the memory
 * of the chunk that they came in. Throws InputFormatError for damaged data and for columns of nested and other types that rows
 * cannot have, LimitError, MissingPackageError (zstd). Memory: one record batch and the dictionaries.
 */
export async function* readArrowBlocks(
  source: ByteSource,
  options: ArrowReadOptions = {},
): AsyncGenerator<Frame, void, undefined> {
  const queue = new ByteQueue(source);
  try {
    yield* readFrames(queue, options);
  } catch (error) {
    throw formatError('Arrow', options.file, error);
  } finally {
    await queue.close();
  }
}

async function* readFrames(queue: ByteQueue, options: ArrowReadOptions): AsyncGenerator<Frame> {
  const maxBytes = options.maxBatchBytes ?? DEFAULT_MAX_BATCH_BYTES;
  let reader: BatchReader | undefined;
  let batches = 0;
  for await (const message of readMessages(queue, maxBytes)) {
    if (message.type === Header.SCHEMA && reader === undefined) {
      const maxColumns = options.maxColumns ?? DEFAULT_MAX_COLUMNS;
      const fields = readSchema(message.header, message.version, maxColumns);
      reader = new BatchReader(fields, options, maxBytes);
    } else if (reader === undefined) throw new Damage('it has no schema at its start');
    else if (message.type === Header.DICTIONARY_BATCH) await reader.dictionaries.add(message);
    else if (message.type === Header.RECORD_BATCH) {
      batches++;
      yield* slices(await reader.read(message), options.blockRows ?? Infinity);
    }
  }
  if (reader === undefined) throw new Damage('it has no schema');
  if (batches === 0) yield reader.empty();
}

/** Makes frames of the record batches of one schema. */
class BatchReader {
  readonly dictionaries: Dictionaries;
  readonly #fields: readonly ArrowField[];
  readonly #targets: readonly (Target | undefined)[];
  readonly #maxBytes: number;

  constructor(fields: readonly ArrowField[], options: ArrowReadOptions, maxBytes: number) {
    this.#fields = fields;
    this.#targets = targetsOf(
      fields.map(({ name }) => name),
      options,
    );
    this.#maxBytes = maxBytes;
    this.dictionaries = new Dictionaries(fields, this.#targets, maxBytes);
  }

  async read({ header, body }: ArrowMessage): Promise<Frame> {
    const { rows, columns } = await readColumns(
      header,
      body,
      this.#fields,
      (index) => this.#targets[index] !== undefined,
      this.#maxBytes,
    );
    const decoded: Column[] = [];
    for (const [index, data] of columns.entries()) {
      const target = this.#targets[index];
      if (data === undefined || target === undefined) continue;
      const field = this.#fields[index];
      if (field.dictionary) {
        const entries = this.dictionaries.entries(index);
        decoded.push(decodeIndices(field.dictionary.index, data, entries));
      } else {
        decoded.push(decodeColumn(field, data, target));
        target.forget();
      }
    }
    return new Frame(decoded, rows);
  }

  empty(): Frame {
    return emptyFrame(this.#targets);
  }
}
