// Gathers the cells of records into columns and the columns into frames.

import type { Column } from '../column.js';
import { Frame } from '../frame.js';
import { requireAny } from '../plan.js';
import {
  CategoricalColumnBuilder,
  NumberColumnBuilder,
  type ColumnBuilder,
  type KeptText,
  type RunColumn,
} from './column-builder.js';
import type { RunSink } from './kernels/record-kernel.js';
import { LevelTable } from './kernels/level-table.js';
import type { KernelField } from './kernels/record-layout.js';
import type { RecordRun } from './kernels/record-run.js';
import { NaTexts } from './na-texts.js';
import type { CsvSettings } from './options.js';
import type { LostCell, RecordSink } from './record-scanner.js';
import { RecordWidths } from './record-widths.js';

/** Typed arrays of a block by default, in bytes. */
const BLOCK_BYTES = 2 ** 21;
/** Text (levels, invalid cells) that ends a block early. */
const BLOCK_TEXT_BYTES = 2 ** 23;
/** Levels of a column that a kernel looks up; larger domains would take much memory twice. */
const MAX_TABLE_LEVELS = 2 ** 16;

/** The sink of the data records of one CSV. */
export class BlockBuilder implements RecordSink, RunSink {
  /** Data records so far. */
  rowCount = 0;
  readonly #builders: readonly ColumnBuilder[];
  /** By field of the record: where its cells go, if anywhere. Fields of one name share a builder. */
  readonly #targets: readonly (ColumnBuilder | undefined)[];
  /** The columns that a kernel fills, by field. */
  readonly #runColumns: ReadonlyMap<number, RunColumn>;
  readonly #naStrings: readonly string[];
  readonly #header: readonly string[];
  readonly #widths: RecordWidths;
  readonly #na: NaTexts;
  readonly #blockRows: number;
  readonly #maxTextBytes: number;
  readonly #kept: KeptText = { bytes: 0 };
  #capacity: number;
  #rows = 0; // in the block
  #done: Frame[] = [];

  constructor(header: readonly string[], settings: CsvSettings) {
    this.#builders = buildersFor(header, settings.plan, this.#kept);
    const byName = new Map(this.#builders.map((builder) => [builder.name, builder]));
    this.#targets = header.map((name) => byName.get(name));
    this.#runColumns = runColumnsOf(this.#targets);
    this.#naStrings = settings.naStrings;
    this.#header = header;
    this.#widths = new RecordWidths(header);
    this.#na = new NaTexts(settings.naStrings);
    const byWidth = defaultRows(this.#builders);
    this.#blockRows = settings.blockRows || byWidth;
    this.#maxTextBytes = settings.blockRows === Infinity ? Infinity : BLOCK_TEXT_BYTES;
    this.#capacity = Math.min(this.#blockRows, byWidth, 1024);
    for (const builder of this.#builders) builder.resize(this.#capacity);
  }

  cell(field: number, bytes: Uint8Array, start: number, end: number): void {
    this.#set(field, this.#rows, bytes, start, end);
  }

  endRecord(cells: number): void {
    this.#widths.count(this.rowCount, cells);
    this.rowCount++;
    this.#rows++;
    if (this.#rows === this.#blockRows || this.#kept.bytes > this.#maxTextBytes) {
      this.#finishBlock();
    } else if (this.#rows === this.#capacity) {
      this.#makeRoom(this.#rows + 1);
    }
  }

  /** What a kernel has to do with the cells of each field. */
  kernelFields(): KernelField[] {
    const naStrings = new Set(this.#naStrings);
    return this.#targets.map((target, field) => {
      const column = this.#runColumns.get(field);
      if (column instanceof NumberColumnBuilder) return 'number';
      if (column instanceof CategoricalColumnBuilder)
        return new LevelTable(column.domain, naStrings);
      return target === undefined ? 'skip' : 'text';
    });
  }

  /** Adds the records of a run. The blocks are those that `cell` and `endRecord` would make of them. */
  records(run: RecordRun): void {
    let cell = 0;
    for (let from = 0; from < run.rows;) {
      let to = Math.min(run.rows, from + this.#blockRows - this.#rows);
      const shift = this.#rows - from;
      this.#makeRoom(shift + to);
      for (const [field, column] of this.#runColumns) {
        column.setRun(this.#rows, run, field, from, to);
      }
      for (; cell < run.cells && run.rowOf(cell) < to; cell++) {
        const row = run.rowOf(cell);
        const field = run.fieldOf(cell);
        if (field < 0) this.#widths.count(this.rowCount + row - from, run.startOf(cell));
        else this.#set(field, shift + row, run.bytes, run.startOf(cell), run.endOf(cell));
        if (this.#kept.bytes > this.#maxTextBytes) to = row + 1;
      }
      this.rowCount += to - from;
      this.#rows = shift + to;
      from = to;
      if (this.#rows === this.#blockRows || this.#kept.bytes > this.#maxTextBytes) {
        this.#finishBlock();
      } else {
        this.#makeRoom(this.#rows + 1);
      }
    }
  }

  /** The cell that is being read was not complete at the end of the file. */
  lost({ field, lines }: LostCell): void {
    this.#widths.lost({ row: this.rowCount, column: this.#header[field], lines });
  }

  /** The frames completed since the last call. */
  takeFrames(): Frame[] {
    const frames = this.#done;
    if (frames.length > 0) this.#done = [];
    return frames;
  }

  /** Ends the last block. A CSV without data records makes one frame without rows; so do notes that no row is left for. */
  end(): void {
    if (this.#rows > 0 || this.rowCount === 0 || this.#widths.some) this.#finishBlock();
  }

  #set(field: number, row: number, bytes: Uint8Array, start: number, end: number): void {
    const target = this.#targets[field];
    if (target === undefined || this.#na.has(bytes, start, end)) return;
    target.set(row, bytes, start, end);
  }

  #makeRoom(rows: number): void {
    if (rows <= this.#capacity) return;
    while (this.#capacity < rows) {
      this.#capacity = Math.min(this.#capacity * 2, this.#blockRows);
    }
    for (const builder of this.#builders) builder.resize(this.#capacity);
  }

  #finishBlock(): void {
    const rows = this.#rows;
    const columns: Column[] = this.#builders.map((builder) => builder.take(rows, this.#capacity));
    this.#done.push(new Frame(columns, rows, { notes: this.#widths.take() }));
    this.#rows = 0;
    this.#kept.bytes = 0;
  }
}

/** The planned columns that the header has, in the order of the plan; all columns when there is no plan. Throws MissingColumnError. */
function buildersFor(
  header: readonly string[],
  plan: CsvSettings['plan'],
  kept: KeptText,
): ColumnBuilder[] {
  const names = new Set(header);
  const asText = (name: string) => new CategoricalColumnBuilder(name, [], kept);
  if (plan === undefined) return [...names].map(asText);
  const resolved = typeof plan === 'function' ? plan(header) : plan;
  requireAny(resolved.anyOf ?? [], header);
  const { columns, others } = resolved;
  const planned = columns
    .filter(({ name }) => names.has(name))
    .map((column) =>
      column.kind === 'number'
        ? new NumberColumnBuilder(column.name, kept)
        : new CategoricalColumnBuilder(
            column.name,
            column.kind === 'any' ? [] : column.domain,
            kept,
          ),
    );
  if (others === undefined) return planned;
  for (const { name } of columns) names.delete(name);
  return [...planned, ...[...names].map(asText)];
}

/** Where two fields are one column the order of their cells counts, so that they cannot be filled apart. */
function runColumnsOf(
  targets: readonly (ColumnBuilder | undefined)[],
): ReadonlyMap<number, RunColumn> {
  const columns = new Map<ColumnBuilder, number>();
  const shared = new Set<ColumnBuilder>();
  for (const [field, target] of targets.entries()) {
    if (target === undefined) continue;
    if (columns.has(target)) shared.add(target);
    columns.set(target, field);
  }
  const found = new Map<number, RunColumn>();
  for (const [target, field] of columns) {
    if (!shared.has(target) && isRunColumn(target)) found.set(field, target);
  }
  return found;
}

function isRunColumn(
  builder: ColumnBuilder,
): builder is NumberColumnBuilder | CategoricalColumnBuilder {
  if (builder instanceof NumberColumnBuilder) return true;
  if (!(builder instanceof CategoricalColumnBuilder)) return false;
  return builder.domain.length > 0 && builder.domain.length <= MAX_TABLE_LEVELS;
}

function defaultRows(builders: readonly ColumnBuilder[]): number {
  const rowBytes = builders.reduce((sum, builder) => sum + builder.cellBytes, 0);
  return Math.min(Math.max(Math.floor(BLOCK_BYTES / Math.max(rowBytes, 1)), 16), 2 ** 16);
}
