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
    return new MultinomialAuc(type, domain.length);
  }

  readonly #type: string;
  /** `#rest[c]`: all rows, by the score of c. */
  readonly #rest: ScoreBins[] = [];
  /** `#pairs[a][b]`: the rows of classes a and b, by the score of b. */
  readonly #pairs: ScoreBins[][] = [];
  /** `#own[c]`: the rows of c alone, by their score of c. */
  readonly #own: ScoreBins[] = [];
  readonly #weights: number[] = [];
  #weight = 0;

  private constructor(type: string, classes: number) {
    this.#type = type;
    this.#meet(classes - 1);
  }

  /** `scores`: of the classes of the model; any other has the score 0. */
  add(actual: number, scores: readonly number[], w: number): void {
    this.#meet(actual);
    const own = scores[actual] ?? 0;
    this.#rest.forEach((bins, c) => {
      const score = scores[c] ?? 0;
      bins.add(score, c === actual, w);
      if (c === actual) return;
      this.#pairs[actual][c].add(score, false, w);
      this.#pairs[c][actual].add(own, true, w);
    });
    this.#own[actual].add(own, true, w);
    this.#weights[actual] += w;
    this.#weight += w;
  }

  /** Makes room for the classes up to a code, as if they had been there from the first row on, with the score 0. */
  #meet(code: number): void {
    for (let added = this.#rest.length; added <= code; added++) {
      this.#rest.push(scoreZero(this.#weight));
      this.#own.push(new ScoreBins());
      this.#pairs.push(this.#own.map((own) => own.clone()));
      for (let c = 0; c < added; c++) this.#pairs[c].push(scoreZero(this.#weights[c]));
      this.#weights.push(0);
    }
  }

  /** `levels`: all classes in the order of the tables. Undefined where they are too many. */
  fields(levels: readonly { readonly level: string; readonly code: number }[]) {
    if (levels.length > MOST_CLASSES) return undefined;
    this.#meet(levels.length - 1);
    const rest = levels.map(({ code }) => new Curve(this.#rest[code]));
    const pairs = levels.flatMap((first, a) =>
      levels.slice(a + 1).map((second) => {
        const [i, j] = [first.code, second.code];
        const curves = [new Curve(this.#pairs[i][j]), new Curve(this.#pairs[j][i])] as const;
        return { a: first.level, b: second.level, curves };
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
    const domain = levels.map(({ level }) => level);
    const heads: TableColumn[] = [
      [
        'Type',
        'string',
        [
          ...domain.map((level) => `${level} vs Rest`),
          'Macro OVR',
          'Weighted OVR',
          ...pairs.map(({ a, b }) => `Class ${a} vs. ${b}`),
          'Macro OVO',
          'Weighted OVO',
        ],
      ],
      [
        'First class domain',
        'string',
        [...domain, null, null, ...pairs.map(({ a }) => a), null, null],
      ],
      [
        'Second class domain',
        'string',
        [...domain.map(() => null), null, null, ...pairs.map(({ b }) => b), null, null],
      ],
    ];
    const auc = lines((curve) => curve.auc);
    const prAuc = lines((curve) => curve.prAuc);
    const classes = domain.length;
    const at = [classes, classes + 1, auc.length - 2, auc.length - 1][TYPES.indexOf(this.#type)];
    return {
      AUC: auc[at],
      pr_auc: prAuc[at],
      multinomial_auc_table: makeTable('Multinomial AUC values', '', [
        ...heads,
        ['AUC', 'double', auc, '%d'],
      ]),
      multinomial_aucpr_table: makeTable('Multinomial auc_pr values', '', [
        ...heads,
        ['auc_pr', 'double', prAuc, '%d'],
      ]),
    };
  }
}

/** Negatives of the score 0. */
function scoreZero(weight: number): ScoreBins {
  const bins = new ScoreBins();
  if (weight > 0) bins.add(0, false, weight);
  return bins;
}

/** An area that cannot be told counts as 0. */
function known(area: number): number {
  return Number.isNaN(area) ? 0 : area;
}

function mean(values: readonly number[], weights: readonly number[]): number {
  const sum = values.reduce((total, value, i) => total + value * weights[i], 0);
  return sum / weights.reduce((total, weight) => total + weight, 0);
}
