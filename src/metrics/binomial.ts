import { ArgumentError, UnknownCategoricalLevelError } from '../errors.js';
import { codesOf, textsOf } from './columns.js';
import { confusionOf } from './confusion.js';
import { criteriaOf } from './criteria.js';
import { Curve } from './curve.js';
import { binomialDeviance } from './deviances.js';
import { GainsLift } from './gains-lift.js';
import { linearFields, linearOf, type LinearModel } from './linear.js';
import { Means } from './means.js';
import type { Batch, Meter } from './meter.js';
import type { Measured, MetricTable } from './metrics.js';
import { noResponses } from './nothing.js';
import { ScoreBins } from './score-bins.js';
import type { Settings } from './settings.js';

/** -log(1e-15): what a row can add to the logloss. */
export const MOST_LOGLOSS = -Math.log(1e-15);

/** What differs between models with two classes. */
export interface BinomialRules {
  /** Names of the classes. */
  readonly domain: readonly string[];
  /** The response is a number, the share of class 1, and not a level. */
  readonly numeric: boolean;
  /** Probabilities of both classes of a row. */
  readonly scores: (batch: Batch) => (row: number) => readonly [p0: number, p1: number];
  /** Groups of the gains/lift table; 0 is no table. */
  readonly groups: number;
  /** GBM's quasibinomial takes the response for a number in logloss and squared error. */
  readonly quasi?: boolean;
}

/** Metrics of two classes. Memory: 400 bins; with a gains/lift table also three numbers a row. */
export class BinomialMeter implements Meter {
  readonly #settings: Settings;
  readonly #rules: BinomialRules;
  readonly #linear: LinearModel | undefined;
  readonly #means = new Means();
  readonly #bins = new ScoreBins();
  readonly #gains: GainsLift | undefined;
  #logloss = 0;
  #deviance = 0;

  constructor(settings: Settings, rules: BinomialRules) {
    this.#settings = settings;
    this.#rules = rules;
    this.#linear = linearOf(settings);
    this.#gains = rules.groups === 0 ? undefined : new GainsLift(rules.groups);
  }

  add(batch: Batch): void {
    const ys = this.#responses(batch);
    const weights = this.#settings.weightsOf(batch.frame);
    const scores = this.#rules.scores(batch);
    ys.forEach((y, row) => {
      const [p0, p1] = scores(row);
      const w = weights ? weights[row] : 1;
      if (Number.isNaN(p1)) return;
      if (this.#gains) {
        if (Number.isNaN(w)) {
          throw new ArgumentError(
            'weights',
            'a number in each row (quantiles of gains and lift)',
            'a missing one',
          );
        }
        const event = Number.isNaN(y) ? undefined : Math.trunc(y) === 1;
        this.#gains.add(p1, event, w, weights !== undefined);
      }
      if (!Number.isNaN(y) && w > 0) this.#row(y, p0, p1, w);
    });
  }

  #row(y: number, p0: number, p1: number, w: number): void {
    const positive = Math.trunc(y) === 1;
    if (this.#rules.quasi) {
      const logs = y * Math.log(Math.max(1e-15, p1)) + (1 - y) * Math.log(Math.max(1e-15, p0));
      this.#means.add(y, y - (positive ? p1 : p0), w);
      this.#logloss -= w * logs;
    } else {
      const error = 1 - (positive ? p1 : p0);
      this.#means.add(positive ? 1 : 0, error, w);
      this.#logloss += w * Math.min(MOST_LOGLOSS, -Math.log(1 - error));
    }
    if (this.#linear) this.#deviance += w * binomialDeviance(y, p1);
    this.#bins.add(p1, positive, w);
  }

  /** The share of class 1, NaN for NA. */
  #responses({ frame }: Batch): Float64Array {
    const { domain, numeric } = this.#rules;
    if (numeric) return this.#settings.numericResponse(frame).map(Math.fround);
    const name = this.#settings.responseName;
    const why = 'the response is needed for metrics';
    const codes = codesOf(frame, name, domain, why);
    const unknown = this.#gains ? codes.indexOf(-2) : -1;
    if (unknown >= 0) {
      throw new UnknownCategoricalLevelError(name, textsOf(frame, name, why)[unknown]!, unknown);
    }
    return Float64Array.from(codes, (code) => (code < 0 ? NaN : code));
  }

  result(): Measured {
    const { rows, weight } = this.#means;
    if (rows === 0) throw noResponses(this.#settings);
    const curve = new Curve(this.#bins);
    const criteria = criteriaOf(curve);
    const { domain } = this.#rules;
    const confusion = this.#confusion(domain, curve, criteria.maxF1);
    const auc = curve.auc;
    const table: MetricTable | null = this.#gains?.table() ?? null;
    return {
      ...this.#means.fields(),
      logloss: this.#logloss / weight,
      loglikelihood: NaN,
      AIC: NaN,
      AUC: auc,
      pr_auc: curve.prAuc,
      Gini: 2 * auc - 1,
      mean_per_class_error: confusion?.meanPerClassError ?? NaN,
      domain,
      cm: confusion?.cm ?? null,
      thresholds_and_metric_scores: criteria.thresholds,
      max_criteria_and_metric_scores: criteria.maxima,
      gains_lift_table: table,
      ...(this.#linear && linearFields(this.#linear, rows, this.#deviance, this.#deviance)),
    };
  }

  /** At the threshold with the largest F1 of these rows, which is not the one that labels predictions. */
  #confusion(domain: readonly string[], curve: Curve, at: number) {
    if (at < 0) return undefined;
    const tp = curve.tps[at];
    const fp = curve.fps[at];
    return confusionOf(domain, [
      [curve.negatives - fp, fp],
      [curve.positives - tp, tp],
    ]);
  }
}
