// What the writers of typed formats (Arrow, Parquet) make of the columns of frames.
import { ArgumentError } from '../../errors.js';
import { javaDouble } from '../../java/double-text.js';
import { columnLength, type Column } from '../column.js';
import type { Frame } from '../frame.js';

/**
 * A column of the file. Number columns become `double`, `float` (single precision) or `integer` (64 bits); categorical ones
 * `levels`, which are a dictionary, or `text`, as which every column can be written.
 */
export type WrittenColumn =
  | { readonly name: string; readonly type: 'double' | 'float' | 'integer' | 'text' }
  | { readonly name: string; readonly type: 'levels'; readonly domain: readonly string[] };

/** The types of a frame's columns as they are: categorical columns are `levels` of the domain that they have here. */
export function writtenColumns(columns: readonly Column[]): WrittenColumn[] {
  return columns.map((column): WrittenColumn => {
    const { name } = column;
    if (column.kind === 'categorical') return { name, type: 'levels', domain: column.domain };
    if (column.kind === 'mixed') return { name, type: 'text' };
    if (column.integer) return { name, type: 'integer' };
    return { name, type: column.values instanceof Float32Array ? 'float' : 'double' };
  });
}

/** The values of a number column. Throws ArgumentError for another one. */
export function numbersOf(column: Column, written: WrittenColumn): Float64Array | Float32Array {
  if (column.kind === 'number') return column.values;
  throw mismatch(column, written);
}

/** Codes of the written levels, -1 for NA: those of the column where it has the same domain. Throws ArgumentError. */
export function codesOf(
  column: Column,
  written: Extract<WrittenColumn, { type: 'levels' }>,
): Int32Array {
  if (column.kind !== 'categorical') throw mismatch(column, written);
  if (column.domain === written.domain) return column.codes;
  const known = new Map(written.domain.map((level, code) => [level, code]));
  const codes = column.domain.map((level) => known.get(level) ?? NaN);
  return column.codes.map((code) => {
    if (code < 0) return -1;
    if (Number.isNaN(codes[code])) throw mismatch(column, written);
    return codes[code];
  });
}

/** The text of each row, null for NA: numbers as Java prints them, whole ones of integer columns without a point. */
export function textsOf(column: Column): (string | null)[] {
  return Array.from({ length: columnLength(column) }, (_, row) => textOf(column, row));
}

function textOf(column: Column, row: number): string | null {
  switch (column.kind) {
    case 'number': {
      const value = column.values[row];
      if (Number.isNaN(value)) return null;
      return column.integer ? String(value) : javaDouble(value);
    }
    case 'categorical': {
      const code = column.codes[row];
      return code < 0 ? null : column.domain[code];
    }
    case 'mixed': {
      const value = column.cells[row] ?? null;
      if (value === null || typeof value === 'string') return value;
      return typeof value === 'number' ? javaDouble(value) : JSON.stringify(value);
    }
  }
}

/** The columns of a frame in the order of the file. Throws ArgumentError where one is missing. */
export function columnsOf(frame: Frame, written: readonly WrittenColumn[]): Column[] {
  return written.map(({ name }) => frame.column(name));
}

function mismatch(column: Column, { name, type }: WrittenColumn): ArgumentError {
  return new ArgumentError(`column ${name}`, `values to be written as ${type}`, column.kind);
}
