import type { Frame } from '../frame/frame.js';
import type { Measured } from './metrics.js';

/** Rows with their predictions. */
export interface Batch {
  /** The rows as they came: responses, weights, and the columns of the model. */
  readonly frame: Frame;
  /** The columns of the answer, NaN (of labels: any number) where a row has none. */
  readonly predictions: readonly ArrayLike<number>[];
}

/** Takes batches in the order of rows and gives the metrics at the end. */
export interface Meter {
  add(batch: Batch): void;
  /** Throws ArgumentError where there is nothing to measure. */
  result(): Measured;
}
