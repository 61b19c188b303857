import type { ConversionLog } from './cells.js';
import { joinNotes, type ReadingNotes } from './reading-notes.js';

/** Values of one column that became NA: how many, and the first few different ones. */
export interface ConvertedValues {
  readonly column: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** What happened to the input on its way to the model. */
export interface ConversionReport extends ReadingNotes {
  /** Columns of the model that the input does not have; they are NA. */
  readonly missingColumns: readonly string[];
  /** Columns of the input that the model does not use. */
  readonly unusedColumns: readonly string[];
  readonly unknownLevels: readonly ConvertedValues[];
  readonly invalidNumbers: readonly ConvertedValues[];
}

const MAX_EXAMPLES = 5;

/** Counts conversions over any number of blocks. Memory: a few texts per column. */
export class ConversionCounter implements ConversionLog {
  #notes: ReadingNotes = {};
  readonly #missing = new Set<string>();
  readonly #unused = new Set<string>();
  readonly #levels = new Map<string, { count: number; examples: string[] }>();
  readonly #numbers = new Map<string, { count: number; examples: string[] }>();

  columns(missing: Iterable<string>, unused: Iterable<string>): void {
    for (const name of missing) this.#missing.add(name);
    for (const name of unused) this.#unused.add(name);
  }

  /** What the reader of a frame noted. */
  reading(notes: ReadingNotes): void {
    this.#notes = joinNotes(this.#notes, notes);
  }

  unknownLevel(column: string, level: string): void {
    count(this.#levels, column, level);
  }

  invalidNumber(column: string, text: string): void {
    count(this.#numbers, column, text);
  }

  report(): ConversionReport {
    return {
      ...this.#notes,
      missingColumns: [...this.#missing],
      unusedColumns: [...this.#unused],
      unknownLevels: listed(this.#levels),
      invalidNumbers: listed(this.#numbers),
    };
  }
}

function count(
  columns: Map<string, { count: number; examples: string[] }>,
  column: string,
  text: string,
): void {
  let seen = columns.get(column);
  if (seen === undefined) columns.set(column, (seen = { count: 0, examples: [] }));
  seen.count++;
  if (seen.examples.length < MAX_EXAMPLES && !seen.examples.includes(text))
    seen.examples.push(text);
}

function listed(columns: Map<string, { count: number; examples: string[] }>): ConvertedValues[] {
  return [...columns].map(([column, { count: n, examples }]) => ({ column, count: n, examples }));
}
