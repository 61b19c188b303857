import { MetricsError, quote } from '../errors.js';
import { cell } from '../frame/column.js';
import { confusionOf } from './confusion.js';
import { criteriaOf } from './criteria.js';
import { Curve } from './curve.js';
import { binomialDeviance } from './deviances.js';
import { GainsLift } from './gains-lift.js';
import { linearFields, linearOf, type LinearModel } from './linear.js';
import { Means } from './means.js';
import type { Batch, Meter } from './meter.js';
import type { Measured, MetricTable } from './metrics.js';
import { missingWeight, noResponses } from './nothing.js';
import { ResponseLevels } from './response-levels.js';
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
  readonly isQuasi?: boolean;
}

/** Metrics of two classes. Memory: 400 bins; with a gains/lift table also three numbers a row. */
export class BinomialMeter implements Meter {
  readonly #settings: Settings;
  readonly #rules: BinomialRules;
  readonly #linear: LinearModel | undefined;
  readonly #levels: ResponseLevels;
  readonly #means = new Means();
  readonly #bins = new ScoreBins();
  readonly #gains: GainsLift | undefined;
  #logloss = 0;
  #deviance = 0;
  #lastScore = 0;
  readonly #ownLevels = new Set<number>();

  constructor(settings: Settings, rules: BinomialRules) {
    this.#settings = settings;
    this.#rules = rules;
    this.#linear = linearOf(settings);
    this.#levels = new ResponseLevels(settings.responseName, rules.domain);
    this.#gains = rules.groups === 0 ? undefined : new GainsLift(rules.groups);
  }

  add(batch: Batch): void {
    const ys = this.#responses(batch);
    const weights = this.#settings.weightsOf(batch);
    const scores = this.#rules.scores(batch);
    ys.forEach((y, row) => {
      if (!Number.isNaN(y) && this.#ownLevels.size < 3) this.#ownLevels.add(y);
      const [p0, p1] = scores(row);
      const w = weights ? weights[row] : 1;
      if (Number.isNaN(p1)) return;
      if (this.#gains) {
        if (Number.isNaN(w)) {
          throw missingWeight('the quantiles of scores for the gains/lift table', row, batch);
        }
        const event = Number.isNaN(y) ? undefined : this.#isPositive(y);
        this.#gains.add(this.#scoreForGains(p1, w), event, w, weights !== undefined);
      }
      if (!Number.isNaN(y) && w > 0) this.#row(y, p0, p1, w);
    });
  }

  #row(y: number, p0: number, p1: number, w: number): void {
    const positive = this.#isPositive(y);
    if (this.#rules.isQuasi) {
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

  /** H2O does not score rows of weight 0: they have the score 0 in the quantiles, of a GAM that of the row before them. */
  #scoreForGains(p1: number, w: number): number {
    if (w !== 0) return (this.#lastScore = p1);
    return this.#linear?.isAdditive ? this.#lastScore : 0;
  }

  /** A quasibinomial response is any two numbers; 0 is always the first of them. */
  #isPositive(y: number): boolean {
    if (!this.#rules.isQuasi) return Math.trunc(y) === 1;
    return y !== 0 && this.#rules.domain[0] !== String(Math.trunc(y));
  }

  /** The share of class 1, NaN for NA. */
  #responses(batch: Batch): Float64Array {
    if (this.#rules.numeric) return this.#settings.numericResponse(batch).map(Math.fround);
    const column = this.#settings.responseColumn(batch);
    const { known } = this.#levels;
    return Float64Array.from(this.#levels.codesOf(column), (code, row) => {
      if (code >= known && this.#gains) throw this.#thirdLevel(batch, row);
      return code < 0 || code >= known ? NaN : code;
    });
  }

  #thirdLevel(batch: Batch, row: number): MetricsError {
    const text = String(cell(this.#settings.responseColumn(batch), row));
    const classes = this.#rules.domain.map(quote).join(' and ');
    return new MetricsError(
      `the gains/lift table takes two classes, ${classes}; ${quote(text)} is another one`,
      {
        column: this.#settings.responseName,
        row: batch.firstRow + row,
      },
    );
  }

  result(): Measured {
    const { rows, weight } = this.#means;
    const levels = this.#levels.inOrder().map(({ level }) => level);
    if (rows === 0) throw noResponses(this.#settings);
    if (this.#gains && this.#linear?.ownsResponse && this.#ownLevels.size !== 2) {
      throw new MetricsError(
        `the gains/lift table of a generalized linear model takes a response with two levels; ${this.#ownLevels.size === 1 ? 'all rows have the same one' : 'there are more'}`,
        { column: this.#settings.responseName },
      );
    }
    const curve = new Curve(this.#bins);
    const criteria = criteriaOf(curve);
    const { domain } = this.#rules;
    const confusion = this.#confusion(domain, curve, criteria.maxF1);
    const auc = curve.auc;
    const table: MetricTable | null = this.#gains?.table() ?? null;
    return {
      schema: this.#linear ? 'ModelMetricsBinomialGLMV3' : 'ModelMetricsBinomialV3',
      ...this.#means.fields(),
      logloss: this.#logloss / weight,
      loglikelihood: NaN,
      AIC: NaN,
      AUC: auc,
      pr_auc: curve.prAuc,
      Gini: 2 * auc - 1,
      mean_per_class_error: confusion?.meanPerClassError ?? NaN,
      domain: levels,
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
