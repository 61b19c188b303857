import type { ColumnMetaData, SchemaElement } from 'hyparquet/src/types.js';
import type { Column } from '../column.js';
import { Damage } from '../damage.js';
import type { Target } from '../typed/target.js';
import { ColumnCells } from './column-cells.js';
import { loadPages, PARSERS } from './packages.js';
import { checkIndices, checkLevels, checkPageV1 } from './page-runs.js';
import type { FlatColumn } from './parquet-type.js';
import { checkSharedTexts, valuesOf } from './shared-texts.js';
import { unpackerOf } from './unpack.js';

/** The decoder knows no such compression; so it hands every page to us, and we see what is in it before it does. */
const OURS = 'LZO';

const ROOT: SchemaElement = { name: 'root', num_children: 1 };

/**
 * One column of a row group, from the bytes of its chunk. Throws Damage, InputFormatError, MissingPackageError. `maxBytes`: of
 * its unpacked pages together. Memory: one page and the column.
 */
export async function readColumn(
  chunk: ArrayBuffer,
  column: FlatColumn,
  meta: ColumnMetaData,
  rows: number,
  target: Target,
  maxBytes: number,
): Promise<Column> {
  const decoders = await loadPages();
  const { parquetHeader, readPage } = decoders;
  const unpack = await unpackerOf(meta.codec);
  const cells = new ColumnCells(column, target, rows);
  const isOptional = column.physical.repetition_type === 'OPTIONAL';
  const leaf = { count: 1, element: column.physical, children: [], path: [column.name] };
  const root = { count: 2, element: ROOT, children: [leaf], path: [] };
  const view = new DataView(chunk);
  const reader = { view, offset: 0 };
  let unpackedBytes = 0;
  let row = 0;
  while (row < rows) {
    if (reader.offset >= view.byteLength) throw new Damage(`it has ${row} of ${rows} rows`);
    const header = parquetHeader(reader);
    const { compressed_page_size: packedSize, uncompressed_page_size: size } = header;
    unpackedBytes += size;
    if (!(packedSize >= 0 && reader.offset + packedSize <= view.byteLength && size >= 0)) {
      throw new Damage('a page is longer than its column');
    }
    if (unpackedBytes > maxBytes) throw new Damage(`pages of more than ${maxBytes} bytes`);

    const isDictionary = header.type === 'DICTIONARY_PAGE';
    if (!isDictionary && header.type !== 'DATA_PAGE' && header.type !== 'DATA_PAGE_V2') {
      reader.offset += packedSize;
      continue;
    }
    const data = header.data_page_header ?? header.data_page_header_v2;
    const count = (isDictionary ? header.dictionary_page_header : data)?.num_values ?? -1;
    const most = isDictionary ? 8 * size : rows - row;
    if (!(count >= 0 && count <= most)) throw new Damage(`a page of ${count} values`);
    const areIndices = data?.encoding.endsWith('_DICTIONARY') ?? false;

    const shareTexts = data?.encoding === 'DELTA_BYTE_ARRAY';
    const v2 = header.data_page_header_v2;
    const checkTexts = (page: Uint8Array, start = 0) => {
      const all = { at: start, values: v2 ? count - v2.num_nulls : count };
      const { at, values } = v2 || !isOptional ? all : valuesOf(decoders, page, count);
      checkSharedTexts(decoders, page, at, values, maxBytes);
    };
    if (v2) {
      const levels = v2.definition_levels_byte_length;
      if (
        v2.repetition_levels_byte_length !== 0 ||
        levels < 0 ||
        v2.num_nulls < 0 ||
        v2.num_nulls > count
      ) {
        throw new Damage('a page of a flat column has levels of a nested one');
      }
      const page = new Uint8Array(chunk, reader.offset, packedSize);
      if (isOptional) checkLevels(page, 0, levels, count);
      // Pages that are not packed do not come to `unpack`.
      if (areIndices && v2.is_compressed === false) checkIndices(page, levels, count);
      if (shareTexts && v2.is_compressed === false) checkTexts(page, levels);
    }
    const { data: values = [] } = readPage(
      reader,
      header,
      {
        pathInSchema: [column.name],
        element: column.physical,
        schemaPath: [root, leaf],
        type: meta.type,
        codec: OURS,
        utf8: false,
        parsers: PARSERS,
        compressors: {
          [OURS]: (bytes, pageSize) => {
            const page = unpack(bytes, pageSize);
            if (isDictionary) return page;
            if (!v2) checkPageV1(page, count, isOptional, areIndices);
            else if (areIndices) checkIndices(page, 0, count);
            if (shareTexts) checkTexts(page);
            return page;
          },
        },
      },
      undefined,
      undefined,
      0,
    );
    if (isDictionary) {
      cells.setDictionary(values as ArrayLike<unknown>);
      continue;
    }
    if (values.length !== count) throw new Damage(`a page has ${values.length} of ${count} values`);
    const filled = cells.fill(row, values as ArrayLike<unknown>, areIndices);
    if (v2 && filled !== count - v2.num_nulls) throw new Damage('a page miscounts its nulls');
    row += count;
  }
  return cells.finish();
}
