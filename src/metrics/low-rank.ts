import type { AnswerKind } from '../answers/index.js';
import { featureCodes, featureNumbers } from './features.js';
import type { Batch, Meter } from './meter.js';
import type { Measured } from './metrics.js';
import type { Settings } from './settings.js';

/** How the numbers of a column were made those that the factors give: (x - sub) * mul. */
interface Scale {
  readonly sub: number;
  readonly mul: number;
}

/** Errors of a reconstruction from factors (hex.glrm.ModelMetricsGLRM), over the cells that are there. Memory: sums. */
export class LowRankMeter implements Meter {
  readonly answer: AnswerKind = { kind: 'glrm-reconstruct' };
  readonly #settings: Settings;
  readonly #scales: ReadonlyMap<number, Scale>;
  #squares = 0;
  #numbers = 0;
  #wrongLevels = 0;
  #levels = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#scales = scalesOf(settings);
  }

  add({ frame, predictions }: Batch): void {
    const { info } = this.#settings;
    predictions.forEach((given, c) => {
      if (this.#scales.has(c)) return;
      // A level that the model does not know is never the one that is given back.
      featureCodes(frame, info.columns[c], info.domains[c] ?? []).forEach((code, row) => {
        if (code === -1) return;
        this.#levels++;
        if (code !== given[row]) this.#wrongLevels++;
      });
    });
    const numeric = [...this.#scales].map(([c, scale]) => ({
      xs: featureNumbers(frame, info.columns[c]),
      given: predictions[c],
      scale,
    }));
    // Row by row, as H2O adds them up.
    for (let row = 0; row < frame.rowCount; row++) {
      for (const { xs, given, scale } of numeric) this.#addNumber(xs[row], given[row], scale);
    }
  }

  #addNumber(exact: number, given: number, { sub, mul }: Scale): void {
    const x = Math.fround(exact); // H2O hands the row over as floats
    if (Number.isNaN(x)) return;
    const error = (x - sub) * mul - given;
    this.#squares += error * error;
    this.#numbers++;
  }

  result(): Measured {
    return {
      schema: 'ModelMetricsGLRMV99',
      MSE: NaN,
      RMSE: NaN,
      nobs: 0, // as H2O has it
      numerr: this.#squares,
      caterr: this.#wrongLevels,
      numcnt: this.#numbers,
      catcnt: this.#levels,
    };
  }
}

/** By numeric column of the model; a model that gives numbers in their own units is measured in them. */
function scalesOf({ info }: Settings): ReadonlyMap<number, Scale> {
  const cats = info.int('num_categories');
  const isOwnUnits = info.boolean('reverse_transform', false);
  const subs = info.numbers('norm_sub');
  const muls = info.numbers('norm_mul');
  const columns = info.ints('cols_permutation').subarray(cats);
  return new Map(
    Array.from(columns, (column, n) => [
      column,
      isOwnUnits ? { sub: 0, mul: 1 } : { sub: subs[n], mul: muls[n] },
    ]),
  );
}
