// Responses, weights and the like: columns of the frame that are not inputs of the model.
import { MetricsError, MissingColumnError, quote } from '../errors.js';
import { cell, columnLength, type Column } from '../frame/column.js';
import type { ConversionCounter } from '../frame/conversion-report.js';
import type { Frame } from '../frame/frame.js';
import { javaTrim, parseJavaDouble } from '../java/parse-double.js';

/** What happens to text that is no number, where a number belongs; the cell is NaN afterwards. `row` is that of the whole input. */
export type OnInvalid = (text: string, row: number, column: string) => void;

/** Counts such cells, or refuses them: `what` says what they should have been. */
export function invalidNumbers(what: string, counter: ConversionCounter | undefined): OnInvalid {
  if (counter) {
    return (text, _, column) => {
      counter.invalidNumber(column, text);
    };
  }
  return (text, row, column) => {
    throw new MetricsError(
      `${quote(javaTrim(text))} is no number, as ${what} has to be; correct it, name another column, or read such cells ` +
        'as missing (convertInvalidNumbersToNa, --set-conv-invalid-number)',
      { row, column },
    );
  };
}

/** Cells of a column as numbers; NaN where a cell is NA. `firstRow`: where the frame begins in the whole input. */
export function numbersIn(column: Column, firstRow: number, onInvalid: OnInvalid): Float64Array {
  if (column.kind === 'number') {
    column.invalid?.rows.forEach((row, i) => {
      onInvalid(column.invalid!.texts[i], firstRow + row, column.name);
    });
    return Float64Array.from(column.values);
  }
  const parsed = new Map<string, number | undefined>();
  return Float64Array.from({ length: columnLength(column) }, (_, row) => {
    const value = cell(column, row);
    if (typeof value === 'number') return value;
    if (value === null || value === undefined) return NaN;
    const text = textOf(value);
    if (!parsed.has(text)) parsed.set(text, parseJavaDouble(text));
    const number = parsed.get(text);
    if (number === undefined) onInvalid(text, firstRow + row, column.name);
    return number ?? NaN;
  });
}

/** Cells of a column as texts; null is NA. Numbers are texts as in a file. */
export function textsIn(column: Column): (string | null)[] {
  return Array.from({ length: columnLength(column) }, (_, row) => {
    const value = cell(column, row);
    return value === null || value === undefined ? null : textOf(value);
  });
}

/** A level's number, -1 for NA, -2 for a level that is not in the domain. */
export function codesIn(column: Column, domain: readonly string[]): Int32Array {
  const codes = new Map(domain.map((level, i) => [level, i]));
  return Int32Array.from(textsIn(column), (text) => (text === null ? -1 : (codes.get(text) ?? -2)));
}

/** Throws MissingColumnError; `why` says what the column is needed for. */
export function requiredColumn(frame: Frame, name: string, why: string): Column {
  const column = frame.find(name);
  if (column !== undefined) return column;
  throw new MissingColumnError(name, why, frame.names);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}
