import { LimitError } from '../../errors.js';
import { Damage } from '../damage.js';
import { bufferCount } from './arrow-type.js';
import { Buffers, unpackerOf } from './buffers.js';
import type { FlatTable } from './flat-table.js';
import type { ArrowField } from './schema.js';

/** One column of a batch: its rows and its buffers, the bitmap first. */
export interface ColumnData {
  readonly rows: number;
  /** Bit k is 1 where row k has a value; undefined when all have. */
  readonly valid: Uint8Array | undefined;
  /** Buffer k of the column, at least `needed` bytes of it. */
  readonly buffer: (k: number, needed?: number) => Uint8Array;
  /** Buffers of the column. */
  readonly bufferCount: number;
}

/**
 * The columns of a record batch. Those that `wanted` refuses are stepped over: nothing of them is unpacked. Throws Damage,
 * LimitError, MissingPackageError.
 */
export async function readColumns(
  batch: FlatTable,
  body: Uint8Array,
  fields: readonly ArrowField[],
  wanted: (index: number) => boolean,
  maxBytes: number,
): Promise<{ rows: number; columns: (ColumnData | undefined)[] }> {
  const rows = batch.size(0);
  const nodes = batch.sizes(1, 2);
  const unpack = await unpackerOf(batch.table(3));
  const buffers = new Buffers(body, batch.sizes(2, 2), unpack, maxBytes);
  const viewCounts = batch.sizes(4, 1);
  // As numbers, a column of bits or small numbers takes more memory than in the file; one of nulls takes none there.
  const decodedBytes = rows * 8 * fields.filter((_, index) => wanted(index)).length;
  if (decodedBytes > maxBytes) {
    const what = 'bytes of the columns of a record batch';
    throw new LimitError(what, 'maxBatchBytes', maxBytes, decodedBytes);
  }
  let node = 0;
  let buffer = 0;
  let view = 0;

  /** Moves past a field and answers how many buffers are its own. */
  const step = (field: ArrowField): number => {
    node++;
    const own = field.dictionary ? 2 : bufferCount(field.type);
    const count = own === 'views' ? 2 + (viewCounts[view++] ?? NaN) : own;
    if (!(count >= 0)) throw new Damage('a record batch has too few counts of view buffers');
    buffer += count;
    if (!field.dictionary) field.children.forEach(step);
    return count;
  };

  const columns = fields.map((field, index): ColumnData | undefined => {
    const first = buffer;
    const [length, nulls] = [nodes[2 * node], nodes[2 * node + 1]];
    const count = step(field);
    if (!wanted(index)) return undefined;
    if (length !== rows) throw new Damage(`column ${field.name} has ${length} of ${rows} rows`);
    const hasNulls = nulls !== 0 && count > 0;
    const bitmap = hasNulls ? buffers.bytes(first) : undefined;
    if (bitmap && bitmap.length > 0 && bitmap.length * 8 < rows) {
      throw new Damage(`column ${field.name} has a bitmap of ${bitmap.length} bytes`);
    }
    return {
      rows,
      valid: bitmap && bitmap.length > 0 ? bitmap : undefined,
      buffer: (k, needed) => buffers.bytes(first + k, needed),
      bufferCount: count,
    };
  });
  return { rows, columns };
}
