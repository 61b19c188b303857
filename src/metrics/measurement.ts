import { ArgumentError, ModelCategoryError } from '../errors.js';
import type { Frame } from '../frame/frame.js';
import { meterFor } from './index.js';
import { numbersOf } from './measure.js';
import type { Meter } from './meter.js';
import { makeMetrics, type Metrics } from './metrics.js';
import type { Settings } from './settings.js';

/** Metrics of predictions that somebody else makes, piece by piece. Memory: as the meter of the category says. */
export class Measurement {
  readonly #category: string;
  readonly #meter: Meter;
  #rows = 0;

  /** Throws ModelCategoryError for models of which no predictions are measured. */
  constructor(settings: Settings) {
    const { algorithm, category } = settings.info;
    this.#category = category;
    this.#meter = meterFor(settings);
    const { kind } = this.#meter.answer ?? { kind: 'prediction' };
    if (kind === 'prediction') return;
    const message = `models of ${algorithm} (${category}) are measured by their ${kind}, not by predictions`;
    throw new ModelCategoryError(message, 'Regression, Binomial, Multinomial', category);
  }

  /**
   * The next predictions, a frame as `predict` gives it, and their rows with the responses. Rows whose numbers are NaN have no
   * prediction. Throws ArgumentError for another number of rows, MissingColumnError without responses, MetricsError.
   */
  add(predictions: Frame, rows: Frame): void {
    const { rowCount } = predictions;
    if (rowCount !== rows.rowCount)
      throw new ArgumentError('rows', `${rowCount} rows`, rows.rowCount);
    if (rowCount === 0) return;
    this.#meter.add({ frame: rows, predictions: numbersOf(predictions), firstRow: this.#rows });
    this.#rows += rowCount;
  }

  /** Throws MetricsError where there is nothing to measure. */
  result(): Metrics {
    return makeMetrics(this.#category, this.#meter.result());
  }
}
