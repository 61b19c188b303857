// Runs of plain records through the kernel (assembly/csv/records.ts). What a run is made of stands in memory that the
// next one uses again: cells are handed on at once.
import {
  IN_FIELD_KEPT,
  JOB_BYTES,
  JOB_CELLS_LISTED,
  JOB_IN_FIELD,
  JOB_ROWS_READ,
  JOB_SEPARATOR,
  ROLE_LEVELS,
  ROLE_SKIP,
  ROLE_TEXT,
} from '../../../../assembly/csv/layout.js';
import { parseJavaDouble } from '../../../java/parse-double.js';
import { CR, LF } from '../byte-classes.js';
import type { CsvSettings } from '../options.js';
import type { RecordRuns } from '../record-scanner.js';
import { LevelTable } from './level-table.js';
import { createCsvInstance, type CsvInstance } from './module.js';
import { layOut, WINDOW_BYTES, type KernelField, type RecordLayout } from './record-layout.js';
import { RecordRun } from './record-run.js';

/** Failures in a row after which only one record in 32 is tried. */
const MOST_FAILURES = 5;

/** Takes the records of a run. */
export interface RunSink {
  records(run: RecordRun): void;
}

/** The kernel of one reader. */
export class RecordKernel implements RecordRuns {
  /** opencsv's `inField` behind the records that were read last; undefined where they leave it as it was. */
  inField: boolean | undefined;
  readonly #instance: CsvInstance;
  readonly #sink: RunSink;
  readonly #run: RecordRun;
  readonly #job: number;
  readonly #window: number;
  // bytes[from, to) of the source stands in the window.
  #source: Uint8Array = new Uint8Array(0);
  #sourceEnd = 0;
  #from = 0;
  #to = 0;
  #failures = 0;
  /** Records that are not tried. */
  #pause = 0;

  private constructor(instance: CsvInstance, plan: RecordLayout, sink: RunSink) {
    this.#instance = instance;
    this.#sink = sink;
    this.#job = plan.job;
    this.#window = plan.window;
    this.#run = new RecordRun(instance.memory, plan);
  }

  /** The kernel for records of these fields, undefined where it cannot run. */
  static create(
    fields: readonly KernelField[],
    settings: CsvSettings,
    sink: RunSink,
  ): RecordKernel | undefined {
    const naNumbers = settings.naStrings.map(parseJavaDouble).filter((x) => x !== undefined);
    const instance = createCsvInstance(layOut(0, fields, naNumbers).end);
    if (instance === undefined) return undefined;
    const plan = layOut(instance.free, fields, naNumbers);
    const words = new Uint32Array(instance.memory.buffer);
    const lineMax = Math.min(settings.maxCellBytes, WINDOW_BYTES);
    words.set([fields.length, plan.roles, plan.rowsMax, plan.cells, plan.cellsMax], plan.job / 4);
    words.set(
      [settings.separator, lineMax, plan.naNumbers, naNumbers.length],
      (plan.job + JOB_SEPARATOR) / 4,
    );
    fields.forEach((field, k) => {
      if (field instanceof LevelTable) field.place(plan.tables[k], plan.columns[k], instance);
      words[plan.roles / 4 + k] = roleOf(field, plan.columns[k], plan.tables[k]);
    });
    new Float64Array(instance.memory.buffer, plan.naNumbers, naNumbers.length).set(naNumbers);
    return new RecordKernel(instance, plan, sink);
  }

  open(bytes: Uint8Array, end: number): void {
    this.#source = bytes;
    this.#sourceEnd = end;
    this.#from = this.#to = 0;
  }

  read(at: number): number {
    if (this.#pause > 0) {
      this.#pause--;
      return at;
    }
    const next = this.#readPlain(at);
    if (next > at) this.#failures = 0;
    // Where no record is plain, trying is in vain: each failure in a row lets more of them pass.
    else this.#pause = 2 ** Math.min(this.#failures++, MOST_FAILURES) - 1;
    return next;
  }

  #readPlain(at: number): number {
    if (at < this.#to) {
      const next = this.#readWindow(at);
      if (next > at || this.#to === this.#sourceEnd) return next;
      // A record that goes on behind the window, or one that is not plain: loading anew must not come with every such one.
      if (this.#to - at > WINDOW_BYTES / 2) return at;
    }
    this.#load(at);
    return this.#readWindow(at);
  }

  #load(at: number): void {
    const end = Math.min(at + WINDOW_BYTES, this.#sourceEnd);
    const window = new Uint8Array(this.#instance.memory.buffer, this.#window, end - at);
    window.set(this.#source.subarray(at, end));
    this.#from = at;
    this.#to = end;
  }

  #readWindow(at: number): number {
    const shift = this.#window - this.#from;
    const { exports, memory } = this.#instance;
    // Addresses are unsigned, which the declarations do not tell.
    const place = exports.readRecords(this.#job, at + shift, this.#to + shift) >>> 0;
    const next = place - shift;
    if (next === at) return at;
    const out = new Uint32Array(memory.buffer, this.#job, JOB_BYTES / 4);
    const inField = out[JOB_IN_FIELD / 4];
    this.inField = inField === IN_FIELD_KEPT ? undefined : inField === 1;
    this.#run.begin(out[JOB_ROWS_READ / 4], out[JOB_CELLS_LISTED / 4]);
    this.#sink.records(this.#run);
    // The LF of a CR LF may have been beyond the window.
    const { [next - 1]: last, [next]: following } = this.#source;
    return last === CR && next < this.#sourceEnd && following === LF ? next + 1 : next;
  }
}

function roleOf(field: KernelField, column: number, table: number): number {
  if (field instanceof LevelTable) return table + ROLE_LEVELS;
  if (field === 'number') return column;
  return field === 'text' ? ROLE_TEXT : ROLE_SKIP;
}
