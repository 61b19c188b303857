import { Curve } from './curve.js';
import { makeTable, type TableColumn } from './metrics.js';
import { ScoreBins } from './score-bins.js';
import type { Settings } from './settings.js';

const TYPES = ['MACRO_OVR', 'WEIGHTED_OVR', 'MACRO_OVO', 'WEIGHTED_OVO'];
const MOST_CLASSES = 50;

/** Areas under the curves of each class against the rest, and of each pair of classes (hex.MultinomialAUC). */
export class MultinomialAuc {
  /** Undefined unless the model asks for it: `auc_type`. */
  static of(settings: Settings, domain: readonly string[]): MultinomialAuc | undefined {
    const type = settings.text('auc_type', 'AUTO').toUpperCase();
    if (!TYPES.includes(type) || domain.length > MOST_CLASSES) return undefined;
    return new MultinomialAuc(type, domain);
  }

  readonly #type: string;
  readonly #domain: readonly string[];
  readonly #rest: ScoreBins[];
  /** `#pairs[a][b]`: the rows of classes a and b, by the score of b. */
  readonly #pairs: ScoreBins[][];

  private constructor(type: string, domain: readonly string[]) {
    this.#type = type;
    this.#domain = domain;
    this.#rest = domain.map(() => new ScoreBins());
    this.#pairs = domain.map(() => domain.map(() => new ScoreBins()));
  }

  add(actual: number, scores: readonly number[], w: number): void {
    scores.forEach((score, c) => {
      this.#rest[c].add(score, c === actual, w);
      if (c === actual || actual >= scores.length) return;
      this.#pairs[actual][c].add(score, false, w);
      this.#pairs[c][actual].add(scores[actual], true, w);
    });
  }

  fields() {
    const rest = this.#rest.map((bins) => new Curve(bins));
    const pairs = this.#pairs.flatMap((row, a) =>
      row.slice(a + 1).map((bins, i) => {
        const b = a + 1 + i;
        return { a, b, curves: [new Curve(bins), new Curve(this.#pairs[b][a])] as const };
      }),
    );
    const lines = (area: (curve: Curve) => number) => {
      const one = rest.map((curve) => known(area(curve)));
      const two = pairs.map(({ curves }) => (known(area(curves[0])) + known(area(curves[1]))) / 2);
      return [
        ...one,
        mean(
          one,
          one.map(() => 1),
        ),
        mean(
          one,
          rest.map((curve) => curve.positives),
        ),
        ...two,
        mean(
          two,
          two.map(() => 1),
        ),
        mean(
          two,
          pairs.map(({ curves }) => curves[0].positives + curves[1].positives),
        ),
      ];
    };
    const name = (c: number) => this.#domain[c];
    const heads: TableColumn[] = [
      [
        'type',
        'string',
        [
          ...this.#domain.map((level) => `${level} vs Rest`),
          'Macro OVR',
          'Weighted OVR',
          ...pairs.map(({ a, b }) => `Class ${name(a)} vs. ${name(b)}`),
          'Macro OVO',
          'Weighted OVO',
        ],
      ],
      [
        'first_class_domain',
        'string',
        [...this.#domain, null, null, ...pairs.map(({ a }) => name(a)), null, null],
      ],
      [
        'second_class_domain',
        'string',
        [...this.#domain.map(() => null), null, null, ...pairs.map(({ b }) => name(b)), null, null],
      ],
    ];
    const auc = lines((curve) => curve.auc);
    const prAuc = lines((curve) => curve.prAuc);
    const classes = this.#domain.length;
    const at = [classes, classes + 1, auc.length - 2, auc.length - 1][TYPES.indexOf(this.#type)];
    return {
      AUC: auc[at],
      pr_auc: prAuc[at],
      multinomial_auc_table: makeTable('Multinomial AUC values', '', [
        ...heads,
        ['auc', 'double', auc],
      ]),
      multinomial_aucpr_table: makeTable('Multinomial auc_pr values', '', [
        ...heads,
        ['auc_pr', 'double', prAuc],
      ]),
    };
  }
}

/** An area that cannot be told counts as 0. */
function known(area: number): number {
  return Number.isNaN(area) ? 0 : area;
}

function mean(values: readonly number[], weights: readonly number[]): number {
  const sum = values.reduce((total, value, i) => total + value * weights[i], 0);
  return sum / weights.reduce((total, weight) => total + weight, 0);
}
