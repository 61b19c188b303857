// Parquet to frames, a row group at a time, of which only the wanted columns are read.
import type { RowGroup } from 'hyparquet';
import { LimitError, quote } from '../../errors.js';
import type { Column } from '../column.js';
import { Damage, formatError } from '../damage.js';
import { Frame } from '../frame.js';
import { slices } from '../slice-frame.js';
import { emptyFrame, targetsOf, type Target, type TypedReadOptions } from '../typed/target.js';
import { loadHyparquet, PARSERS } from './packages.js';
import { flatColumn, readSchema, type ParquetColumn } from './parquet-type.js';
import type { RandomAccess } from './random-access.js';
import { readColumn } from './read-column.js';

export interface ParquetReadOptions extends TypedReadOptions {
  /** Most bytes of a row group's wanted columns: as they stand in the file, unpacked (each), and as columns [2 GiB]. */
  readonly maxGroupBytes?: number | undefined;
  /** Is told the bytes read. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

const DEFAULT_MAX_GROUP_BYTES = 2 ** 31;
const MAGIC = 'PAR1';
const SHORTEST = 12;

/**
 * The rows of a Parquet file, a frame per row group; at least one frame, which has 0 rows if there is no row group. Throws
 * InputFormatError for damaged files and for columns of nested and other types that rows cannot have, LimitError,
 * MissingPackageError. Closes the file. Memory: the wanted columns of one row group, packed and as columns.
 */
export async function* readParquetBlocks(
  file: RandomAccess,
  options: ParquetReadOptions = {},
): AsyncGenerator<Frame, void, undefined> {
  try {
    await checkMagic(file);
    const { parquetMetadataAsync } = await loadHyparquet();
    const metadata = await parquetMetadataAsync(file, { geoparquet: false, parsers: PARSERS });
    const columns = readSchema(metadata.schema);
    const targets = targetsOf(
      columns.map(({ name }) => name),
      options,
    );
    const groups = metadata.row_groups.filter(({ num_rows: rows }) => rows !== 0n);
    for (const group of groups) {
      const frame = await readGroup(file, group, columns, targets, options);
      yield* slices(frame, options.blockRows ?? Infinity);
    }
    if (groups.length === 0) yield emptyFrame(targets);
  } catch (error) {
    throw formatError('Parquet', options.file, error);
  } finally {
    await file.close?.();
  }
}

async function readGroup(
  file: RandomAccess,
  group: RowGroup,
  columns: readonly ParquetColumn[],
  targets: readonly (Target | undefined)[],
  options: ParquetReadOptions,
): Promise<Frame> {
  const maxBytes = options.maxGroupBytes ?? DEFAULT_MAX_GROUP_BYTES;
  const rows = Number(group.num_rows);
  const chunks = columns.flatMap((column, index) => {
    const target = targets[index];
    if (target === undefined) return [];
    const flat = flatColumn(column, options.file);
    return [{ column: flat, target, ...chunkOf(group, column, file) }];
  });
  const packed = chunks.reduce((sum, { start, end }) => sum + end - start, 0);
  const bytes = Math.max(packed, rows * 8 * chunks.length);
  if (!(rows > 0 && bytes <= maxBytes)) {
    throw new LimitError('bytes of a row group', 'maxGroupBytes', maxBytes, bytes);
  }
  // All requests at once: over a network, waiting for one after another would take the time.
  const contents = await Promise.all(chunks.map(({ start, end }) => file.slice(start, end)));
  options.onBytes?.(packed);
  const decoded: Column[] = [];
  for (const [k, { column, meta, target }] of chunks.entries()) {
    decoded.push(await readColumn(contents[k], column, meta, rows, target, maxBytes));
    target.forget();
  }
  return new Frame(decoded, rows);
}

/** Where the pages of a column are. Throws Damage. */
function chunkOf(group: RowGroup, { name }: ParquetColumn, file: RandomAccess) {
  const chunk = group.columns.find(({ meta_data: meta }) => {
    return meta?.path_in_schema.length === 1 && meta.path_in_schema[0] === name;
  });
  const meta = chunk?.meta_data;
  if (meta === undefined || chunk?.file_path) throw new Damage(`column ${name} is not in the file`);
  // The dictionary comes first; some writers say 0 where there is none.
  const dictionaryAt = meta.dictionary_page_offset ?? 0n;
  const start = Number(dictionaryAt > 0n ? dictionaryAt : meta.data_page_offset);
  const end = start + Number(meta.total_compressed_size);
  if (!(start >= MAGIC.length && start <= end && end <= file.byteLength)) {
    throw new Damage(`column ${name} stands outside of the file`);
  }
  return { meta, start, end };
}

async function checkMagic(file: RandomAccess): Promise<void> {
  const { byteLength } = file;
  if (byteLength === 0) throw new Damage('it is empty');
  const start = latin1(await file.slice(0, 4));
  const end = latin1(await file.slice(Math.max(0, byteLength - 4), byteLength));
  if (start === 'PARE' || end === 'PARE')
    throw new Damage('it is encrypted, which is not supported');
  if (start !== MAGIC) throw new Damage(`it begins with ${quote(start)}, so it is no Parquet`);
  if (end !== MAGIC || byteLength < SHORTEST) throw new Damage('it is cut off');
}

function latin1(bytes: ArrayBuffer): string {
  return String.fromCharCode(...new Uint8Array(bytes));
}
