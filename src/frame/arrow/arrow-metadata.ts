// Arrow's metadata as it is written: schema, batches, footer (format/Schema.fbs, Message.fbs and File.fbs of Apache Arrow).
import type { WrittenColumn } from '../typed/written-column.js';
import { TypeId } from './arrow-type.js';
import {
  bool,
  int16,
  int32,
  int64,
  int8,
  refer,
  structs,
  table,
  tables,
  text,
  type FlatNode,
} from './flat-writer.js';

/** Metadata version V5. */
const VERSION = 4;

/** A buffer list with its rows: what a RecordBatch table says of a body. */
export interface BatchLayout {
  readonly rows: number;
  /** Rows and nulls of each column. */
  readonly nodes: readonly number[];
  /** Offset and length of each buffer. */
  readonly regions: readonly number[];
}

/** Where a message stands in a file. */
export interface Block {
  readonly offset: number;
  /** Bytes of the prefix and the metadata. */
  readonly metadataBytes: number;
  readonly bodyBytes: number;
}

export function messageNode(type: number, header: FlatNode, bodyBytes: number): FlatNode {
  return table(int16(VERSION), int8(type), refer(header), int64(bodyBytes));
}

/** Dictionaries have the number of their column as id. */
export function schemaNode(columns: readonly WrittenColumn[]): FlatNode {
  return table(undefined, tables(columns.map(fieldNode)));
}

function fieldNode(column: WrittenColumn, index: number): FlatNode {
  const isLevels = column.type === 'levels';
  const dictionary = table(int64(index), refer(intNode(32)));
  return table(
    text(column.name),
    bool(true),
    int8(typeId(column)),
    refer(typeNode(column)),
    isLevels ? refer(dictionary) : undefined,
    tables([]),
  );
}

function typeId({ type }: WrittenColumn): number {
  if (type === 'integer') return TypeId.INT;
  return type === 'double' || type === 'float' ? TypeId.FLOATING_POINT : TypeId.UTF8;
}

function typeNode({ type }: WrittenColumn): FlatNode {
  if (type === 'integer') return intNode(64);
  if (type === 'double' || type === 'float') return table(int16(type === 'double' ? 2 : 1));
  return table();
}

function intNode(bits: number): FlatNode {
  return table(int32(bits), bool(true));
}

export function batchNode({ rows, nodes, regions }: BatchLayout): FlatNode {
  return table(int64(rows), structs(nodes.length / 2, nodes), structs(regions.length / 2, regions));
}

export function dictionaryNode(id: number, layout: BatchLayout): FlatNode {
  return table(int64(id), refer(batchNode(layout)));
}

export function footerNode(
  columns: readonly WrittenColumn[],
  dictionaries: readonly Block[],
  batches: readonly Block[],
): FlatNode {
  const blocks = (list: readonly Block[]) =>
    structs(
      list.length,
      // The length of the metadata has 32 bits and 32 bits of padding: the same bytes as 64 bits.
      list.flatMap(({ offset, metadataBytes, bodyBytes }) => [offset, metadataBytes, bodyBytes]),
    );
  return table(int16(VERSION), refer(schemaNode(columns)), blocks(dictionaries), blocks(batches));
}
