// Counts what is odd in the records of a CSV: their numbers of cells, names that come twice.

import type { CountedRows, ReadingNotes, UnclosedQuote } from '../reading-notes.js';

/** Gathers the notes of one block; a block without oddities has none. */
export class RecordWidths {
  readonly #width: number;
  #repeated: readonly string[] | undefined;
  #short: CountedRows | undefined;
  #long: CountedRows | undefined;
  #unclosed: UnclosedQuote | undefined;

  constructor(header: readonly string[]) {
    this.#width = header.length;
    const repeated = repeatedOf(header);
    if (repeated.length > 0) this.#repeated = repeated;
  }

  /** Whether something is to be told. */
  get some(): boolean {
    return (this.#repeated ?? this.#short ?? this.#long ?? this.#unclosed) !== undefined;
  }

  /** Record `row` of the input has `cells` cells. */
  count(row: number, cells: number): void {
    if (cells === this.#width) return;
    if (cells < this.#width) this.#short = oneMore(this.#short, row);
    else this.#long = oneMore(this.#long, row);
  }

  lost(quote: UnclosedQuote): void {
    this.#unclosed = quote;
  }

  /** The notes since the last call; repeated names are told once. */
  take(): ReadingNotes | undefined {
    if (!this.some) return undefined;
    const notes: ReadingNotes = {
      repeatedColumns: this.#repeated,
      shortRows: this.#short,
      longRows: this.#long,
      unclosedQuote: this.#unclosed,
    };
    this.#repeated = this.#short = this.#long = this.#unclosed = undefined;
    return notes;
  }
}

function oneMore(rows: CountedRows | undefined, row: number): CountedRows {
  return rows === undefined ? { count: 1, first: row } : { ...rows, count: rows.count + 1 };
}

function repeatedOf(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}
