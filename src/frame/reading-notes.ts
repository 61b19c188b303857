// What a reader of rows meets that neither stops it nor shows in the cells.
import type { WasmojoError } from '../errors.js';

/** Rows of a kind: how many, and the number of the first one in the whole input. */
export interface CountedRows {
  readonly count: number;
  readonly first: number;
}

/** A quote that is opened and never closed: its cell is lost, and with it all lines up to the end of the file. */
export interface UnclosedQuote {
  /** Row of the whole input in which the quote stands. */
  readonly row: number;
  /** Column of the lost cell; undefined beyond the header. */
  readonly column: string | undefined;
  /** Lines that were taken as part of the cell, besides the first one. */
  readonly lines: number;
}

/** Oddities of the rows of one frame. */
export interface ReadingNotes {
  /** Names that the header has several times: of such cells the last one that is not NA counts. */
  readonly repeatedColumns?: readonly string[] | undefined;
  /** Rows with fewer cells than the header has names: the others are NA. */
  readonly shortRows?: CountedRows | undefined;
  /** Rows with more cells than the header has names: those beyond are ignored. */
  readonly longRows?: CountedRows | undefined;
  readonly unclosedQuote?: UnclosedQuote | undefined;
}

/** A row that is no row: all its cells are NA, and scoring it gives the error. `row` counts within the frame. */
export interface UnreadableRow {
  readonly row: number;
  /** The error; it takes the row's number in the whole input. */
  readonly error: (row?: number) => WasmojoError;
}

/** What a frame knows of the file that it was read from. */
export interface FrameOrigin {
  readonly notes?: ReadingNotes | undefined;
  /** In order of rows. */
  readonly unreadable?: readonly UnreadableRow[] | undefined;
}

/** The notes of two parts of one input, the earlier one first. */
export function joinNotes(a: ReadingNotes, b: ReadingNotes): ReadingNotes {
  return {
    repeatedColumns: a.repeatedColumns ?? b.repeatedColumns,
    shortRows: joinCounts(a.shortRows, b.shortRows),
    longRows: joinCounts(a.longRows, b.longRows),
    unclosedQuote: a.unclosedQuote ?? b.unclosedQuote,
  };
}

function joinCounts(
  a: CountedRows | undefined,
  b: CountedRows | undefined,
): CountedRows | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { count: a.count + b.count, first: a.first };
}
