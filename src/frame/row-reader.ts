// Reading rows by code made for their columns. An object's properties are read several times as fast by code that names them, one by
// one, as by a loop over the names. Making code needs leave (browsers' content security policies, --disallow-code-generation-from-strings),
// so that only the entry for Node has a source of it, and the loops of row-converter.ts do without: they define what is read.
import type { Row } from './row.js';

/** A column that a reader reads: its name, the cell it goes to, and of a level the cell's value for each known text. */
export interface ReadColumn {
  readonly name: string;
  readonly cell: number;
  readonly cells: ReadonlyMap<string | symbol, number> | undefined;
}

/**
 * Fills cells[cell * stride] with numbers, known levels, and NaN for null and undefined. False when the row is no plain object or has any
 * other value: some cells are filled then.
 */
export type RowReader = (
  row: Row | null | undefined,
  cells: Float64Array,
  stride: number,
) => boolean;

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

/** Whether all that the row has of its own, or inherits, is as an object of literals has it. */
export function isPlain(row: Row): boolean {
  const prototype: unknown = Object.getPrototypeOf(row);
  return prototype === Object.prototype || prototype === null;
}
