import { distributionDeviance, familyDeviance, type Deviance } from './deviances.js';
import { logLikelihood } from './likelihoods.js';
import { linearFields, linearOf, type LinearModel } from './linear.js';
import { Means } from './means.js';
import type { Batch, Meter } from './meter.js';
import type { Measured } from './metrics.js';
import { GrowingDoubles } from './growing.js';
import { quantileOfSorted, weightedQuantile } from './quantiles.js';
import { missingWeight, noResponses } from './nothing.js';
import type { Settings } from './settings.js';

/** Metrics of numbers. Memory: sums only; for the huber distribution also 16 bytes a row. */
export class RegressionMeter implements Meter {
  readonly #settings: Settings;
  readonly #linear: LinearModel | undefined;
  readonly #distribution: string;
  readonly #deviance: Deviance;
  readonly #likelihood: Deviance;
  readonly #huber: HuberErrors | undefined;
  readonly #means = new Means();
  #absolute = 0;
  #logSquares = 0;
  #deviances = 0;
  #unweighted = 0;
  #logLikelihood = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#linear = linearOf(settings);
    this.#distribution = settings.text('distribution', 'gaussian');
    this.#deviance = this.#linear
      ? familyDeviance(settings, this.#linear.family)
      : distributionDeviance(settings, this.#distribution);
    this.#likelihood = logLikelihood(settings, this.#linear?.family);
    if (!this.#linear && this.#distribution === 'huber') this.#huber = new HuberErrors();
  }

  add(batch: Batch): void {
    const ys = this.#settings.numericResponse(batch);
    const weights = this.#settings.weightsOf(batch);
    const [values] = batch.predictions;
    ys.forEach((y, row) => {
      if (this.#huber && Number.isNaN(weights?.[row])) {
        throw missingWeight('the quantile of errors that the huber deviance takes', row, batch);
      }
      this.#row(y, values[row], weights?.[row], weights !== undefined);
    });
  }

  #row(exact: number, f: number, weight: number | undefined, weighted: boolean): void {
    if (Number.isNaN(exact) || Number.isNaN(f)) return;
    const w = weight ?? 1;
    if (this.#huber) this.#huber.add(w === 0 ? Math.abs(exact) : Math.abs(exact - f), w, weighted);
    if (w === 0) return;
    const y = Math.fround(exact); // H2O hands the response over as a float
    if (this.#linear) this.#deviances += w * this.#deviance(y, f);
    if (Number.isNaN(w)) {
      this.#unweighted++;
      return;
    }
    this.#means.add(y, y - f, w);
    this.#absolute += w * Math.abs(y - f);
    const logs = Math.log1p(f) - Math.log1p(y);
    this.#logSquares += w * logs * logs;
    if (!this.#linear) this.#deviances += w * this.#deviance(y, f);
    else this.#logLikelihood += w * this.#likelihood(y, f);
  }

  result(): Measured {
    const { rows, weight } = this.#means;
    if (rows === 0) throw noResponses(this.#settings);
    const deviance = this.#huber
      ? this.#huber.deviance(this.#settings.number('huber_alpha', 0.9))
      : this.#deviances;
    return {
      schema: this.#linear ? 'ModelMetricsRegressionGLMV3' : 'ModelMetricsRegressionV3',
      ...this.#means.fields(),
      mean_residual_deviance: deviance / weight,
      mae: this.#absolute / weight,
      rmsle: Math.sqrt(this.#logSquares / weight),
      loglikelihood: NaN,
      AIC: NaN,
      ...(this.#linear && this.#linearFields(this.#linear, rows + this.#unweighted)),
    };
  }

  #linearFields(linear: LinearModel, rows: number) {
    const { family, rank } = linear;
    const fields = linearFields(linear, rows, this.#deviances, this.#aic(family, rows));
    if (family !== 'negativebinomial' || rank === undefined) return fields;
    // Only this family has a likelihood here, and it is the negative logarithm.
    const likelihood = this.#unweighted > 0 ? NaN : -this.#logLikelihood;
    return { ...fields, loglikelihood: likelihood, AIC: 2 * likelihood + 2 * rank };
  }

  /** Without the term for the rank. */
  #aic(family: string, rows: number): number {
    if (this.#unweighted > 0) return NaN;
    if (family === 'poisson') return -2 * this.#logLikelihood;
    if (family !== 'gaussian' && family !== 'AUTO') return NaN;
    return rows * (Math.log((2 * Math.PI * this.#deviances) / rows) + 1) + 2;
  }
}

/** Huber's deviance takes its limit from the errors themselves: a quantile of them. */
class HuberErrors {
  readonly #errors = new GrowingDoubles();
  readonly #weights = new GrowingDoubles();
  #weighted = false;

  add(error: number, w: number, weighted: boolean): void {
    this.#errors.push(error);
    this.#weights.push(w);
    this.#weighted ||= weighted;
  }

  deviance(alpha: number): number {
    const errors = this.#errors.values;
    const weights = this.#weights.values;
    const limit = this.#weighted
      ? weightedQuantile(errors, weights, alpha)
      : quantileOfSorted(errors.slice().sort(), alpha);
    return errors.reduce(
      (sum, e, row) => sum + weights[row] * (e <= limit ? e * e : (2 * e - limit) * limit),
      0,
    );
  }
}
