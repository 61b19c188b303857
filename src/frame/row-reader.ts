// Reading rows by code made for their columns. An object's properties are read several times as fast by code that names them, one by
// one, as by a loop over the names. Making code needs leave (browsers' content security policies, --disallow-code-generation-from-strings),
// so that only the entry for Node has a source of it, and the loops of row-converter.ts do without: they define what is read.
import type { Row } from './row.js';

/** A column that a reader reads: its name, the cell it goes to, and of a level the cell's value for each known text. */
export interface ReadColumn {
  readonly name: string;
  readonly cell: number;
  readonly cells: ReadonlyMap<string, number> | undefined;
}

/**
 * Fills columns[cell][0] with numbers, known levels, and NaN for null and undefined. False when the row has any other value: some cells
 * are filled then.
 */
export type RowReader = (row: Row, columns: readonly Float64Array[]) => boolean;

/** Makes a reader of these columns; undefined where there is no leave, or code of that many would not pay. */
export type ReaderSource = (columns: readonly ReadColumn[]) => RowReader | undefined;

let source: ReaderSource | undefined;

/** Called once, by the entry that has one. */
export function provideReaders(given: ReaderSource): void {
  source = given;
}

/** What the source makes. */
export function rowReader(columns: readonly ReadColumn[]): RowReader | undefined {
  return source?.(columns);
}
