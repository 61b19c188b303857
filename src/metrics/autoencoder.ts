import { ModelCategoryError } from '../errors.js';
import { codesOf, numbersOf } from './columns.js';
import type { Batch, Meter } from './meter.js';
import type { Measured } from './metrics.js';
import { noResponses } from './nothing.js';
import type { Settings } from './settings.js';

const WHY = 'the reconstruction is compared with it';

/** Mean of the rows' reconstruction errors, as H2O records it after `anomaly`. Memory: a sum. */
export class AutoencoderMeter implements Meter {
  readonly #settings: Settings;
  readonly #sub: Float64Array;
  readonly #mul: Float64Array;
  #rows = 0;
  #errors = 0;

  constructor(settings: Settings) {
    const { info, data } = settings;
    if (!data.autoencoder) {
      throw new ModelCategoryError('no reconstruction to measure', 'AutoEncoder', info.category);
    }
    this.#settings = settings;
    const { nums, normMul } = data.autoencoder;
    this.#mul = normMul.length > 0 ? normMul : new Float64Array(nums).fill(1);
    this.#sub = info.numbers('norm_sub', new Float64Array(nums));
  }

  add({ frame, predictions }: Batch): void {
    const errors = new Float64Array(frame.rowCount);
    let cell = 0;
    let num = 0;
    const { info } = this.#settings;
    info.columns.slice(0, info.nFeatures).forEach((name, i) => {
      const domain = info.domains[i];
      if (!domain) {
        this.#addNumbers(errors, numbersOf(frame, name, WHY), predictions[cell++], num++);
        return;
      }
      const codes = codesOf(frame, name, domain, WHY);
      for (let level = 0; level <= domain.length; level++, cell++) {
        errors.forEach((_, row) => {
          const code = codes[row] < 0 ? domain.length : codes[row];
          errors[row] += (predictions[cell][row] - (code === level ? 1 : 0)) ** 2;
        });
      }
    });
    for (const error of errors) {
      if (Number.isNaN(error)) continue;
      this.#rows++;
      this.#errors += error / cell;
    }
  }

  /** On the normalized scale, where a missing number is its mean. */
  #addNumbers(errors: Float64Array, xs: Float64Array, out: ArrayLike<number>, num: number): void {
    const sub = this.#sub[num] ?? 0;
    xs.forEach((x, row) => {
      errors[row] += ((out[row] - (Number.isNaN(x) ? sub : x)) * this.#mul[num]) ** 2;
    });
  }

  result(): Measured {
    if (this.#rows === 0) throw noResponses(this.#settings);
    const mse = this.#errors / this.#rows;
    return { MSE: mse, RMSE: Math.sqrt(mse), nobs: this.#rows };
  }
}
