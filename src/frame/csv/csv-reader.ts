// CSV from bytes to frames, pushed chunk by chunk. The rows and cells are those of H2O's PredictCsv
// (opencsv 2.3 over BufferedReader.readLine, then formatDataRow):
//
//   - Lines end at LF, CR or CR LF; an empty line is a record of one empty cell, also at the end.
//   - Empty cells, NA, N/A and - are NA; text is not trimmed. Cells beyond the header are ignored, short
//     records are filled with NA; both are counted. Of several columns with one name the last cell that is not NA counts.
//   - Quotes and backslashes: see quoted-cell.ts. Malformed UTF-8 becomes U+FFFD.
//
// On purpose different from Java: a byte order mark at the start of the file is dropped.

import { ArgumentError, InputFormatError } from '../../errors.js';
import type { Frame } from '../frame.js';
import { BlockBuilder } from './block-builder.js';
import { CellLimit } from './cell-limit.js';
import { FirstRecord } from './first-record.js';
import { RecordKernel } from './kernels/record-kernel.js';
import { LineBuffer } from './line-buffer.js';
import { resolveOptions, type CsvReadOptions, type CsvSettings } from './options.js';
import { RecordScanner } from './record-scanner.js';

const BYTE_ORDER_MARK_BYTES = 3;
/** A CSV of fewer bytes is read sooner than a kernel is made. */
const KERNEL_BYTES = 2 ** 16;

/**
 * Reads one CSV. Memory: a block, a piece of a chunk and the longest line, for any length of file.
 * After an error the reader is of no further use.
 */
export class CsvReader {
  readonly #settings: CsvSettings;
  readonly #lines: LineBuffer;
  readonly #scanner: RecordScanner;
  /** Of the whole lines so far. */
  #bytes = 0;
  readonly #kernelBytes: number;
  #kernelTried = false;
  #ended = false;
  #header: readonly string[] | undefined;
  #block: BlockBuilder | undefined;

  /** From `kernelBytes` bytes on a kernel does most of the reading, where it can run; the frames are the same. */
  constructor(options: CsvReadOptions = {}, kernelBytes = KERNEL_BYTES) {
    const settings = resolveOptions(options);
    this.#kernelBytes = kernelBytes;
    this.#settings = settings;
    this.#lines = new LineBuffer(settings.maxLineBytes);
    this.#scanner = new RecordScanner(
      new FirstRecord(settings.maxColumns, (record) => {
        this.#begin(record);
      }),
      settings.separator,
      new CellLimit(settings.maxCellBytes, () => this.#place()),
    );
  }

  /** Names of all columns of the file, repeated ones too; undefined until the first record is complete. */
  get header(): readonly string[] | undefined {
    return this.#header;
  }

  /** Data rows read so far, so the row (from 0) that is being read. */
  get rowCount(): number {
    return this.#block?.rowCount ?? 0;
  }

  /**
   * Reads the next bytes, which are not kept; answers the frames completed by them. Throws LimitError
   * where a cell, a line or the header is too large.
   */
  push(bytes: Uint8Array): Frame[] {
    if (!(bytes instanceof Uint8Array)) throw new ArgumentError('bytes', 'a Uint8Array', bytes);
    if (this.#ended) throw new ArgumentError('bytes', 'no bytes after end()', bytes);
    this.#lines.push(bytes, (lines, end) => {
      this.#read(lines, end);
    });
    return this.#block?.takeFrames() ?? [];
  }

  /**
   * The input is complete; answers the last frames. A CSV without data rows gives one frame of 0 rows;
   * one without any line throws InputFormatError, and so does a header with a quote that is never closed.
   */
  end(): Frame[] {
    this.#ended = true;
    this.#lines.end((lines, end) => {
      const nothingElse = this.#bytes === 0 && end === BYTE_ORDER_MARK_BYTES + 1;
      if (!(nothingElse && startsWithByteOrderMark(lines, end))) this.#read(lines, end);
    });
    let headerOpen = false;
    this.#scanner.end((cell) => {
      headerOpen = this.#block === undefined;
      this.#block?.lost(cell);
    });
    if (this.#block === undefined || headerOpen) {
      const { file } = this.#settings;
      const what = headerOpen
        ? 'a quote in the first line of the CSV is never closed'
        : 'the CSV is empty: there is no line of names';
      throw new InputFormatError(what, file === undefined ? {} : { file });
    }
    this.#block.end();
    return this.#block.takeFrames();
  }

  #read(lines: Uint8Array, end: number): void {
    const skip =
      this.#bytes === 0 && startsWithByteOrderMark(lines, end) ? BYTE_ORDER_MARK_BYTES : 0;
    this.#bytes += end;
    this.#useKernel();
    this.#scanner.scan(lines, skip, end);
  }

  /** Once there is enough to read, and the columns are known, a kernel reads most of it. */
  #useKernel(): void {
    if (this.#kernelTried || this.#block === undefined || this.#bytes < this.#kernelBytes) return;
    this.#kernelTried = true;
    this.#scanner.runs = RecordKernel.create(
      this.#block.kernelFields(),
      this.#settings,
      this.#block,
    );
  }

  #begin(record: FirstRecord): void {
    const named = this.#settings.header;
    this.#header = named ? record.texts() : record.numberedNames();
    this.#block = new BlockBuilder(this.#header, this.#settings);
    this.#scanner.sink = this.#block;
    if (!named) record.replay(this.#block);
    this.#useKernel();
  }

  #place(): string {
    const { file } = this.#settings;
    const row = this.#header === undefined ? 'first record' : `row ${this.rowCount}`;
    return file === undefined ? row : `${file}, ${row}`;
  }
}

function startsWithByteOrderMark(bytes: Uint8Array, end: number): boolean {
  return end > 2 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
