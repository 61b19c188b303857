// Lines of CSV through the kernel (assembly/csv/rows.ts), a batch of rows at a time.
import {
  COLUMN_BYTES,
  OUT_MARGIN,
  WRITE_BYTES,
  WRITE_WRITTEN,
} from '../../../../assembly/csv/layout.js';
import { MAX_DOUBLE_BYTES } from '../../../java/double-text.js';
import type { CategoricalColumn, Column, NumberColumn } from '../../column.js';
import type { ByteSink } from '../byte-sink.js';
import type { EncodedLevels } from '../csv-text.js';
import { createCsvInstance, type CsvInstance } from './module.js';

/** Bytes of the lines of a batch. */
const OUT_BYTES = 2 ** 18;
/** Bytes of the cells of a batch. */
const CELL_BYTES = 2 ** 18;
/** Bytes of the records and levels of all columns; frames with more are written by TypeScript. */
const TABLE_BYTES = 2 ** 17;

type LevelsOf = (domain: readonly string[]) => EncodedLevels;

/** Writes rows of frames of doubles and levels. */
export class RowKernel {
  readonly #instance: CsvInstance;

  private constructor(instance: CsvInstance) {
    this.#instance = instance;
  }

  /** Undefined where it cannot run. */
  static create(): RowKernel | undefined {
    const bytes = WRITE_BYTES + TABLE_BYTES + CELL_BYTES + OUT_BYTES + OUT_MARGIN + 4 * 64;
    const instance = createCsvInstance(bytes);
    return instance && new RowKernel(instance);
  }

  /**
   * Appends the lines of rows [from, to), but for those that the kernel cannot write, for which `oddRow` is called in their place.
   * Answers false, and appends nothing, for columns that are not its.
   */
  write(
    columns: readonly Column[],
    levelsOf: LevelsOf,
    [from, to]: readonly [number, number],
    sink: ByteSink,
    oddRow: (row: number) => void,
  ): boolean {
    const batch = this.#begin(columns, levelsOf);
    if (batch === undefined) return false;
    for (let row = from; row < to;) {
      const rows = Math.min(to - row, batch.rows);
      const done = batch.write(row, rows, sink);
      row += done;
      if (done < rows) oddRow(row++);
    }
    return true;
  }

  #begin(columns: readonly Column[], levelsOf: LevelsOf): Batch | undefined {
    const kept: KernelColumn[] = [];
    let tableBytes = 0;
    let cellBytes = 0;
    let lineBytes = 0;
    for (const column of columns) {
      if (column.kind === 'mixed' || (column.kind === 'number' && column.integer)) return undefined;
      const levels = column.kind === 'categorical' ? levelsOf(column.domain) : undefined;
      kept.push({ column, levels });
      tableBytes += COLUMN_BYTES + (levels === undefined ? 0 : tableBytesOf(levels));
      if (tableBytes > TABLE_BYTES) return undefined;
      cellBytes += levels === undefined ? 8 : 4;
      lineBytes += 1 + (levels === undefined ? MAX_DOUBLE_BYTES : longest(levels));
    }
    const rows = Math.floor(Math.min(CELL_BYTES / cellBytes, OUT_BYTES / lineBytes) / 2) * 2;
    return kept.length > 0 && rows > 0 ? new Batch(this.#instance, kept, rows) : undefined;
  }
}

interface KernelColumn {
  readonly column: NumberColumn | CategoricalColumn;
  readonly levels: EncodedLevels | undefined;
}

/** The columns of a frame, laid out in the kernel's memory with room for the cells of `rows` rows. */
class Batch {
  readonly rows: number;
  readonly #instance: CsvInstance;
  readonly #job: number;
  readonly #out: number;
  readonly #cells: readonly { readonly column: KernelColumn['column']; readonly address: number }[];

  /** `rows` is even, so that doubles behind codes are aligned. */
  constructor(instance: CsvInstance, columns: readonly KernelColumn[], rows: number) {
    const { buffer } = instance.memory;
    const words = new Uint32Array(buffer);
    let top = instance.free;
    const place = (bytes: number): number => {
      const address = top;
      top += Math.ceil(bytes / 8) * 8;
      return address;
    };
    this.rows = rows;
    this.#instance = instance;
    this.#job = place(WRITE_BYTES);
    const records = place(columns.length * COLUMN_BYTES);
    this.#cells = columns.map(({ column, levels }, k) => {
      const address = place(rows * (levels === undefined ? 8 : 4));
      const record = [address, 0, 0, 0];
      if (levels !== undefined) {
        const { bytes, ends } = levels;
        // At least one, as 0 stands for a column of doubles.
        record[1] = Math.max(1, ends.length - 1);
        record[2] = place(bytes.length);
        record[3] = place((record[1] + 1) * 4);
        new Uint8Array(buffer).set(bytes, record[2]);
        words.fill(0, record[3] / 4, record[3] / 4 + 2);
        words.set(ends, record[3] / 4);
      }
      words.set(record, (records + k * COLUMN_BYTES) / 4);
      return { column, address };
    });
    this.#out = place(0);
    words.set([columns.length, records, this.#out], this.#job / 4);
  }

  /** Appends the lines of so many rows from `row` on, and answers of how many: the next one is odd. */
  write(row: number, rows: number, sink: ByteSink): number {
    const { exports, memory } = this.#instance;
    for (const { column, address } of this.#cells) {
      if (column.kind === 'number') {
        new Float64Array(memory.buffer, address, rows).set(column.values.subarray(row, row + rows));
      } else {
        new Int32Array(memory.buffer, address, rows).set(column.codes.subarray(row, row + rows));
      }
    }
    const done = exports.writeRows(this.#job, rows);
    const [written] = new Uint32Array(memory.buffer, this.#job + WRITE_WRITTEN, 1);
    sink.append(new Uint8Array(memory.buffer, this.#out, written));
    return done;
  }
}

function tableBytesOf({ bytes, ends }: EncodedLevels): number {
  return bytes.length + ends.length * 4 + 32;
}

function longest({ ends }: EncodedLevels): number {
  let most = 2; // NA
  for (let k = 1; k < ends.length; k++) most = Math.max(most, ends[k] - ends[k - 1]);
  return most;
}
