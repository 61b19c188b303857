import {
  InvalidNumberError,
  MissingColumnError,
  ScoringError,
  type WasmojoError,
} from '../errors.js';
import { parseJavaDouble } from '../java/parse-double.js';
import type { Column } from '../frame/column.js';
import { cell } from '../frame/column.js';
import type { Frame } from '../frame/frame.js';
import type { RefusedRow } from '../frame/adapt.js';

/** The offset column of a frame, checked as PredictCsv does: every row needs a number. */
export interface Offsets {
  /** Offsets of rows from .. to - 1, and the rows without one. */
  read(from: number, to: number): { values: Float64Array; refused: RefusedRow[] };
}

/** Throws MissingColumnError when the frame has no such column. */
export function readOffsets(frame: Frame, name: string): Offsets {
  const column = frame.find(name);
  if (column === undefined) {
    throw new MissingColumnError(
      name,
      'the model was trained with this offset column and needs it in every row',
      frame.names,
    );
  }
  const nanRows = new Set(column.kind === 'number' ? column.nanRows : []);
  return {
    read(from, to) {
      const values = new Float64Array(to - from);
      const refused: RefusedRow[] = [];
      for (let row = from; row < to; row++) {
        const value = nanRows.has(row) ? NaN : offsetOf(column, row);
        if (typeof value === 'number') values[row - from] = value;
        else refused.push({ row, error: value });
      }
      return { values, refused };
    },
  };
}

function offsetOf(column: Column, row: number): number | ((row?: number) => WasmojoError) {
  const { name } = column;
  const value = cell(column, row);
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : invalidText(column, row);
  if (text === undefined) {
    return (n) => new ScoringError('the offset is missing', { row: n, column: name });
  }
  return parseJavaDouble(text) ?? ((n) => new InvalidNumberError(name, text, n));
}

function invalidText(column: Column, row: number): string | undefined {
  if (column.kind !== 'number' || column.invalid === undefined) return undefined;
  const at = column.invalid.rows.indexOf(row);
  return at < 0 ? undefined : column.invalid.texts[at];
}
