import type { AnswerKind } from '../answers/index.js';
import type { Frame } from '../frame/frame.js';
import type { Measured } from './metrics.js';

/** Rows with their predictions. */
export interface Batch {
  /** The rows as they came: responses, weights, and the columns of the model. */
  readonly frame: Frame;
  /** The columns of the answer, NaN (of labels: any number) where a row has none. */
  readonly predictions: readonly ArrayLike<number>[];
  /** Number of the frame's first row in the whole input. */
  readonly firstRow: number;
}

/** Takes batches in the order of rows and gives the metrics at the end. */
export interface Meter {
  /** What is measured [the prediction]. */
  readonly answer?: AnswerKind;
  add(batch: Batch): void;
  /** Throws MetricsError where there is nothing to measure. */
  result(): Measured;
}
