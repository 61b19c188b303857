// Frames to CSV, as PredictCsv writes its answers: commas, LF, NA, numbers in Java's text. Unlike
// PredictCsv, a field with a comma, quote, CR or LF is quoted.

import { ArgumentError } from '../../errors.js';
import type { Column } from '../column.js';
import type { Frame } from '../frame.js';
import { LF } from './byte-classes.js';
import { ByteSink } from './byte-sink.js';
import { levelCells, mixedCells, numberCells, type CellWriter } from './cell-writer.js';
import { csvField, encodeLevelFields, type EncodedLevels } from './csv-text.js';
import { RowKernel } from './kernels/row-kernel.js';

const COMMA = 0x2c;
/** Fewer rows are written sooner than a kernel is made. */
const KERNEL_ROWS = 256;

export interface CsvWriteOptions {
  /** Numbers as Java's Double.toHexString, which is exact to read; otherwise Double.toString. [false] */
  readonly hex?: boolean | undefined;
}

/** Writes the header and the rows of one CSV, as chunks that the caller puts one after another. */
export class CsvWriter {
  readonly #hex: boolean;
  readonly #sink = new ByteSink();
  #kernel: RowKernel | undefined;
  /** Frames of one model share their domains, so that each is encoded once. */
  readonly #levels = new WeakMap<readonly string[], EncodedLevels>();

  constructor({ hex = false }: CsvWriteOptions = {}) {
    this.#hex = hex;
  }

  /** The line of column names. */
  header(names: readonly string[]): Uint8Array {
    for (const [k, name] of names.entries()) {
      if (k > 0) this.#sink.byte(COMMA);
      const field = csvField(name);
      this.#sink.copy(field, 0, field.length);
    }
    this.#sink.byte(LF);
    return this.#sink.take();
  }

  /** The lines of the rows [from, to). The chunk is a copy that the caller owns. */
  rows(frame: Frame, from = 0, to = frame.rowCount): Uint8Array {
    if (!(from >= 0 && from <= to && to <= frame.rowCount)) {
      throw new ArgumentError(
        'from, to',
        `a range within ${frame.rowCount} rows`,
        `${from}, ${to}`,
      );
    }
    const sink = this.#sink;
    const writers = frame.columns.map((column) => this.#cellsOf(column));
    const writeRow = (row: number): void => {
      for (let k = 0; k < writers.length; k++) {
        if (k > 0) sink.byte(COMMA);
        writers[k](row, sink);
      }
      sink.byte(LF);
    };
    if (!this.#writeFast(frame, from, to, writeRow)) {
      for (let row = from; row < to; row++) writeRow(row);
    }
    return sink.take();
  }

  /** Through the kernel, where that can write such a frame and it pays; the bytes are the same. */
  #writeFast(frame: Frame, from: number, to: number, writeRow: (row: number) => void): boolean {
    if (this.#hex || to - from < KERNEL_ROWS) return false;
    this.#kernel ??= RowKernel.create();
    const levelsOf = (domain: readonly string[]) => this.#levelsOf(domain);
    return this.#kernel?.write(frame.columns, levelsOf, [from, to], this.#sink, writeRow) ?? false;
  }

  #cellsOf(column: Column): CellWriter {
    switch (column.kind) {
      case 'number':
        return numberCells(column, this.#hex);
      case 'categorical':
        return levelCells(column, this.#levelsOf(column.domain));
      case 'mixed':
        return mixedCells(column, this.#hex);
    }
  }

  #levelsOf(domain: readonly string[]): EncodedLevels {
    let levels = this.#levels.get(domain);
    if (levels === undefined) this.#levels.set(domain, (levels = encodeLevelFields(domain)));
    return levels;
  }
}
