import { responseDomain } from '../categories/classes.js';
import { MOST_LOGLOSS } from './binomial.js';
import { textsOf } from './columns.js';
import { confusionOf } from './confusion.js';
import { linearFields, linearOf, type LinearModel } from './linear.js';
import { Means } from './means.js';
import type { Batch, Meter } from './meter.js';
import { makeTable, type Measured } from './metrics.js';
import { MultinomialAuc } from './multinomial-auc.js';
import { noResponses } from './nothing.js';
import type { Settings } from './settings.js';

const MOST_HITS = 10;

/** Metrics of three classes or more, ordered or not. Memory: the matrix; with `auc_type` 400 bins for each pair of classes. */
export class MultinomialMeter implements Meter {
  readonly #settings: Settings;
  readonly #linear: LinearModel | undefined;
  /** The levels of the model, then those that only the responses have, by first appearance. */
  readonly #codes: Map<string, number>;
  readonly #classes: number;
  readonly #means = new Means();
  readonly #matrix: number[][];
  readonly #hits: Float64Array;
  readonly #auc: MultinomialAuc | undefined;
  #logloss = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#linear = linearOf(settings);
    const domain = responseDomain(settings.info);
    this.#codes = new Map(domain.map((level, i) => [level, i]));
    this.#classes = domain.length;
    this.#matrix = domain.map(() => domain.map(() => 0));
    this.#hits = new Float64Array(Math.min(MOST_HITS, domain.length));
    this.#auc = MultinomialAuc.of(settings, domain);
  }

  add({ frame, predictions }: Batch): void {
    const { responseName } = this.#settings;
    const texts = textsOf(frame, responseName, 'the response is needed for metrics');
    const weights = this.#settings.weightsOf(frame);
    const [labels, ...classes] = predictions;
    texts.forEach((text, row) => {
      const w = weights ? weights[row] : 1;
      if (text === null || !(w > 0)) return;
      const scores = classes.map((column) => column[row]);
      if (!scores.some(Number.isNaN)) this.#row(this.#code(text), labels[row], scores, w);
    });
  }

  #code(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      this.#codes.set(text, (code = this.#codes.size));
      for (const row of this.#matrix) row.push(0);
      this.#matrix.push(new Array<number>(code + 1).fill(0));
    }
    return code;
  }

  #row(actual: number, label: number, scores: number[], w: number): void {
    const error = actual < this.#classes ? 1 - scores[actual] : 1;
    this.#means.add(actual, error, w);
    this.#logloss += w * Math.min(MOST_LOGLOSS, -Math.log(1 - error));
    this.#matrix[actual][label]++; // a row, whatever its weight
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
    if (rows === 0) throw noResponses(this.#settings);
    const domain = [...this.#codes.keys()];
    const { cm, meanPerClassError } = confusionOf(domain, this.#matrix);
    const logloss = this.#logloss / weight;
    return {
      ...this.#means.fields(),
      hit_ratio_table: this.#hitTable(weight),
      cm,
      domain,
      logloss,
      loglikelihood: NaN,
      AIC: NaN,
      mean_per_class_error: meanPerClassError,
      ...this.#aucFields(),
      ...(this.#linear && linearFields(this.#linear, rows, 2 * this.#logloss, NaN)),
    };
  }

  #aucFields() {
    if (this.#settings.info.category === 'Ordinal') return {};
    return (
      this.#auc?.fields() ?? {
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
      ['k', 'string', ratios.map((_, k) => String(k + 1))],
      ['hit_ratio', 'float', ratios],
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
