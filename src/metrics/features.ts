// Columns of the model where a meter reads them itself. Scoring has told of those that are absent: they are NA in every row.
import type { Frame } from '../frame/frame.js';
import { codesIn, numbersIn } from './columns.js';

/** Scoring has refused or counted text that is no number before a meter sees it. */
const asNaN = () => undefined;

/** Cells of a numeric feature, NaN where missing. */
export function featureNumbers(frame: Frame, name: string): Float64Array {
  const column = frame.find(name);
  return column ? numbersIn(column, 0, asNaN) : new Float64Array(frame.rowCount).fill(NaN);
}

/** Codes of a categorical feature: -1 is NA, -2 a level that is not in the domain. */
export function featureCodes(frame: Frame, name: string, domain: readonly string[]): Int32Array {
  const column = frame.find(name);
  return column ? codesIn(column, domain) : new Int32Array(frame.rowCount).fill(-1);
}
