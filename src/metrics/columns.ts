// Responses, weights and the like: columns of the frame that are not inputs of the model.
import { MissingColumnError } from '../errors.js';
import { cell } from '../frame/column.js';
import type { Frame } from '../frame/frame.js';
import { parseJavaDouble } from '../java/parse-double.js';

/** Cells of a column as numbers; NaN where a cell is NA or no number. Throws MissingColumnError. */
export function numbersOf(frame: Frame, name: string, why: string): Float64Array {
  const column = required(frame, name, why);
  if (column.kind === 'number') return Float64Array.from(column.values);
  if (column.kind === 'categorical') {
    const parsed = column.domain.map((text) => parseJavaDouble(text) ?? NaN);
    return Float64Array.from(column.codes, (code) => (code < 0 ? NaN : parsed[code]));
  }
  return Float64Array.from(column.cells, (value) =>
    typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? (parseJavaDouble(value) ?? NaN)
        : NaN,
  );
}

/** Cells of a column as texts; null is NA. Numbers are texts as in a file. Throws MissingColumnError. */
export function textsOf(frame: Frame, name: string, why: string): (string | null)[] {
  const column = required(frame, name, why);
  return Array.from({ length: frame.rowCount }, (_, row) => {
    const value = cell(column, row);
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
  });
}

/** A level's number, -1 for NA, -2 for a level that is not in the domain. */
export function codesOf(
  frame: Frame,
  name: string,
  domain: readonly string[],
  why: string,
): Int32Array {
  const codes = new Map(domain.map((level, i) => [level, i]));
  return Int32Array.from(textsOf(frame, name, why), (text) =>
    text === null ? -1 : (codes.get(text) ?? -2),
  );
}

function required(frame: Frame, name: string, why: string) {
  const column = frame.find(name);
  if (column === undefined) throw new MissingColumnError(name, why, frame.names);
  return column;
}
