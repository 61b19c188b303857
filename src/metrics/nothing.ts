import { ArgumentError } from '../errors.js';
import type { Settings } from './settings.js';

/** The error of an input without any row to measure, for which H2O has no metrics. */
export function noResponses({ responseName }: Settings): ArgumentError {
  return new ArgumentError(
    `response ${responseName}`,
    'at least one row with a value, a prediction and a weight above 0',
    'none',
  );
}
