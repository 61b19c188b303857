import { MetricsError } from '../errors.js';
import type { Batch } from './meter.js';
import type { Settings } from './settings.js';

/** The error of an input without any row to measure, for which H2O has no metrics. */
export function noResponses({ responseName }: Settings): MetricsError {
  return new MetricsError('no row has a response, a prediction and a weight above 0', {
    column: responseName,
  });
}

/** The error of a row without weight where quantiles are taken, as by hex.quantile.Quantile. */
export function missingWeight(what: string, row: number, { firstRow }: Batch): MetricsError {
  return new MetricsError(`a weight is missing, and ${what} cannot do without it`, {
    row: firstRow + row,
  });
}
