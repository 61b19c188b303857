import { MetricsError, quote } from '../errors.js';
import { responseDomain } from '../categories/classes.js';
import { MOST_LOGLOSS } from './binomial.js';
import { confusionOf } from './confusion.js';
import { linearFields, linearOf, type LinearModel } from './linear.js';
import { Means } from './means.js';
import type { Batch, Meter } from './meter.js';
import { makeTable, type Measured } from './metrics.js';
import { MultinomialAuc } from './multinomial-auc.js';
import { noResponses } from './nothing.js';
import { ResponseLevels } from './response-levels.js';
import type { Settings } from './settings.js';

const MOST_HITS = 10;

/** Metrics of three classes or more, ordered or not. Memory: the matrix; with `auc_type` 400 bins for each pair of classes. */
export class MultinomialMeter implements Meter {
  readonly #settings: Settings;
  readonly #linear: LinearModel | undefined;
  readonly #levels: ResponseLevels;
  readonly #classes: number;
  readonly #means = new Means();
  /** Rows by actual code and label; cells that are not there are 0. */
  readonly #matrix: number[][] = [];
  readonly #hits: Float64Array;
  /** By code, the weight of rows with a level that the model does not know. */
  readonly #added: number[] = [];
  readonly #auc: MultinomialAuc | undefined;
  #logloss = 0;
  #deviance = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#linear = linearOf(settings);
    const domain = responseDomain(settings.info);
    this.#levels = new ResponseLevels(settings.responseName, domain);
    this.#classes = domain.length;
    this.#hits = new Float64Array(Math.min(MOST_HITS, domain.length));
    this.#auc = MultinomialAuc.of(settings, domain);
  }

  add(batch: Batch): void {
    const actual = this.#levels.codesOf(this.#settings.responseColumn(batch));
    const weights = this.#settings.weightsOf(batch);
    const [labels, ...classes] = batch.predictions;
    actual.forEach((code, row) => {
      const w = weights ? weights[row] : 1;
      if (code < 0 || !(w > 0)) return;
      const scores = classes.map((column) => column[row]);
      if (!scores.some(Number.isNaN)) this.#row(code, labels[row], scores, w);
    });
  }

  #row(actual: number, label: number, scores: number[], w: number): void {
    const error = actual < this.#classes ? 1 - scores[actual] : 1;
    // The numbers of other levels are known at the end only.
    this.#means.add(actual < this.#classes ? actual : 0, error, w);
    if (actual >= this.#classes) this.#added[actual] = (this.#added[actual] ?? 0) + w;
    this.#logloss += w * Math.min(MOST_LOGLOSS, -Math.log(1 - error));
    if (this.#linear && !this.#linear.isAdditive) {
      this.#deviance -= 2 * w * Math.log(scores[actual] ?? 0);
    }
    const counts = (this.#matrix[actual] ??= []);
    counts[label] = (counts[label] ?? 0) + 1; // a row, whatever its weight
    this.#auc?.add(actual, scores, w);
    this.#countHit(actual, label, scores, w);
  }

  /** At which guess the actual class is found: the label, then the classes by probability. */
  #countHit(actual: number, label: number, scores: number[], w: number): void {
    if (actual === label) {
      this.#hits[0]++; // a row, too
      return;
    }
    if (actual >= this.#classes) return;
    let guess = label;
    for (let k = 1; k < this.#hits.length; k++) {
      scores[guess] = 0;
      guess = largest(scores);
      if (guess === actual) {
        this.#hits[k] += w;
        return;
      }
    }
    if (this.#hits.length === this.#classes) this.#hits[this.#hits.length - 1] += w;
  }

  result(): Measured {
    const { rows, weight } = this.#means;
    const levels = this.#levels.inOrder();
    if (levels.length > this.#classes && this.#linear && !this.#linear.isAdditive) {
      // GLMMetricBuilder looks for its share in training.
      throw new MetricsError(
        `the deviance cannot be told of a level that the model does not know, ${quote(levels[this.#classes].level)}`,
        { column: this.#settings.responseName },
      );
    }
    if (rows === 0) throw noResponses(this.#settings);
    const domain = levels.map(({ level }) => level);
    levels.forEach(({ code }, y) => {
      this.#means.shift(y, code < this.#classes ? 0 : (this.#added[code] ?? 0));
    });
    const { cm, meanPerClassError } = confusionOf(
      domain,
      levels.map((row) => levels.map((column) => this.#matrix[row.code]?.[column.code] ?? 0)),
    );
    const logloss = this.#logloss / weight;
    return {
      schema: this.#schema,
      ...this.#means.fields(),
      hit_ratio_table: this.#hitTable(weight),
      cm,
      domain,
      logloss,
      loglikelihood: NaN,
      AIC: NaN,
      mean_per_class_error: meanPerClassError,
      ...this.#aucFields(levels),
      ...(this.#linear && linearFields(this.#linear, rows, this.#deviance, NaN)),
    };
  }

  get #schema(): string {
    if (this.#settings.info.category === 'Ordinal') return 'ModelMetricsOrdinalGLMV3';
    return this.#linear ? 'ModelMetricsMultinomialGLMV3' : 'ModelMetricsMultinomialV3';
  }

  #aucFields(levels: readonly { readonly level: string; readonly code: number }[]) {
    if (this.#settings.info.category === 'Ordinal') return {};
    return (
      this.#auc?.fields(levels) ?? {
        AUC: NaN,
        pr_auc: NaN,
        multinomial_auc_table: null,
        multinomial_aucpr_table: null,
      }
    );
  }

  /** Ratios are floats, and so is their sum. */
  #hitTable(weight: number) {
    let ratio = 0;
    const ratios = Array.from(
      this.#hits,
      (hits) => (ratio = Math.fround(ratio + Math.fround(hits / weight))),
    );
    return makeTable(`Top-${ratios.length} Hit Ratios`, '', [
      ['K', 'string', ratios.map((_, k) => String(k + 1))],
      ['Hit Ratio', 'float', ratios],
    ]);
  }
}

function largest(values: readonly number[]): number {
  let found = 0;
  values.forEach((value, i) => {
    if (value > values[found]) found = i;
  });
  return found;
}
