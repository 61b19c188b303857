// Frames to Arrow IPC, a record batch per frame. The bytes come in pieces that a caller writes one after another.
import { ArgumentError } from '../../errors.js';
import { columnsOf, type WrittenColumn } from '../typed/written-column.js';
import type { Frame } from '../frame.js';
import {
  batchNode,
  dictionaryNode,
  footerNode,
  messageNode,
  schemaNode,
  type BatchLayout,
  type Block,
} from './arrow-metadata.js';
import { columnBuffers, textBuffers, type ColumnBuffers } from './column-buffers.js';
import { writeFlat, type FlatNode } from './flat-writer.js';
import { Header } from './messages.js';

export interface ArrowWriteOptions {
  /** `file` can be read in any order, by pyarrow.feather and pandas too; `stream` is for pipes. [`file`] */
  readonly format?: 'file' | 'stream' | undefined;
}

const MAGIC = new TextEncoder().encode('ARROW1\0\0');
const END_OF_STREAM = new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0]);
const PREFIX_BYTES = 8;

/**
 * Writes one Arrow IPC file or stream: `start`, then `rows` any number of times, then `end`. The pieces that they answer may be
 * views of the frame's columns: write them before the frame changes. Memory: the frame, and 24 bytes per batch.
 */
export class ArrowWriter {
  readonly #columns: readonly WrittenColumn[];
  readonly #isFile: boolean;
  readonly #dictionaries: Block[] = [];
  readonly #batches: Block[] = [];
  #offset = 0;

  constructor(columns: readonly WrittenColumn[], { format = 'file' }: ArrowWriteOptions = {}) {
    this.#columns = columns;
    this.#isFile = format === 'file';
  }

  /** The schema and the dictionaries of the levels. */
  start(): Uint8Array[] {
    const pieces: Uint8Array[] = this.#isFile ? [MAGIC] : [];
    this.#offset = pieces.length * MAGIC.length;
    pieces.push(...this.#message(Header.SCHEMA, () => schemaNode(this.#columns), []));
    for (const [id, column] of this.#columns.entries()) {
      if (column.type !== 'levels') continue;
      const entries = textBuffers(column.domain);
      const node = (layout: BatchLayout) => dictionaryNode(id, layout);
      pieces.push(...this.#message(Header.DICTIONARY_BATCH, node, [entries], this.#dictionaries));
    }
    return pieces;
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
    if (from === to) return [];
    const columns = columnsOf(frame, this.#columns).map((column, k) =>
      columnBuffers(column, this.#columns[k], from, to),
    );
    return this.#message(Header.RECORD_BATCH, batchNode, columns, this.#batches);
  }

  /** The end of the stream; of a file, the footer too. */
  end(): Uint8Array[] {
    if (!this.#isFile) return [END_OF_STREAM];
    const footer = writeFlat(footerNode(this.#columns, this.#dictionaries, this.#batches));
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, footer.length, true);
    return [END_OF_STREAM, footer, length, MAGIC.subarray(0, 6)];
  }

  /** A message with the buffers of `columns` as its body, each padded to 8 bytes. */
  #message(
    type: number,
    nodeOf: (layout: BatchLayout) => FlatNode,
    columns: readonly ColumnBuffers[],
    blocks?: Block[],
  ): Uint8Array[] {
    const body: Uint8Array[] = [];
    const regions: number[] = [];
    let bodyBytes = 0;
    for (const buffer of columns.flatMap(({ buffers }) => buffers)) {
      regions.push(bodyBytes, buffer.length);
      const padding = -buffer.length & 7;
      body.push(buffer, new Uint8Array(padding));
      bodyBytes += buffer.length + padding;
    }
    const nodes = columns.flatMap(({ rows, nulls }) => [rows, nulls]);
    const layout = { rows: columns[0]?.rows ?? 0, nodes, regions };
    const metadata = writeFlat(messageNode(type, nodeOf(layout), bodyBytes));
    const prefix = new DataView(new ArrayBuffer(PREFIX_BYTES));
    prefix.setInt32(0, -1, true);
    prefix.setInt32(4, metadata.length, true);
    const metadataBytes = PREFIX_BYTES + metadata.length;
    blocks?.push({ offset: this.#offset, metadataBytes, bodyBytes });
    this.#offset += metadataBytes + bodyBytes;
    return [new Uint8Array(prefix.buffer), metadata, ...body.filter(({ length }) => length > 0)];
  }
}
