import type { AnswerKind } from '../answers/index.js';
import type { Batch, Meter } from './meter.js';
import type { Measured } from './metrics.js';
import { noResponses } from './nothing.js';
import type { Settings } from './settings.js';

/** Mean of the rows' reconstruction errors, as H2O records it after `anomaly`. Memory: a sum. */
export class AutoencoderMeter implements Meter {
  readonly answer: AnswerKind = { kind: 'reconstruction-error', perFeature: false };
  readonly #settings: Settings;
  #rows = 0;
  #errors = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  add({ frame, predictions: [errors] }: Batch): void {
    for (let row = 0; row < frame.rowCount; row++) {
      if (Number.isNaN(errors[row])) continue;
      this.#rows++;
      this.#errors += errors[row];
    }
  }

  result(): Measured {
    if (this.#rows === 0) throw noResponses(this.#settings);
    const mse = this.#errors / this.#rows;
    return {
      schema: 'ModelMetricsAutoEncoderV3',
      MSE: mse,
      RMSE: Math.sqrt(mse),
      nobs: this.#rows,
      custom_metric_value: NaN, // as in the record of `anomaly`
    };
  }
}
