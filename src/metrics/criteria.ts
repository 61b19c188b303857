import type { Curve } from './curve.js';
import { makeTable, type MetricTable } from './metrics.js';

type Criterion = (tp: number, fp: number, fn: number, tn: number) => number;

const precision: Criterion = (tp, fp) => tp / (tp + fp);
const recall: Criterion = (tp, _fp, fn) => tp / (tp + fn);
const specificity: Criterion = (_tp, fp, _fn, tn) => tn / (tn + fp);

/** F score that counts recall `beta` times as much as precision; `square` is beta squared. */
const fScore =
  (square: number): Criterion =>
  (...counts) => {
    const p = precision(...counts);
    const r = recall(...counts);
    return ((1 + square) * (p * r)) / (square * p + r);
  };

const absoluteMcc: Criterion = (tp, fp, fn, tn) => {
  const numerator = tp * tn - fp * fn;
  if (numerator === 0) return 0;
  return Math.min(
    1,
    Math.abs(numerator / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
  );
};

/** Names and order of H2O's columns. A ratio 0/0 is NaN. */
const CRITERIA: readonly (readonly [name: string, value: Criterion])[] = [
  ['f1', fScore(1)],
  ['f2', fScore(4)],
  ['f0point5', fScore(0.25)],
  ['accuracy', (tp, fp, fn, tn) => (tn + tp) / (tp + fn + tn + fp)],
  ['precision', precision],
  ['recall', recall],
  ['specificity', specificity],
  ['absolute_mcc', absoluteMcc],
  ['min_per_class_accuracy', (...c) => Math.min(recall(...c), specificity(...c))],
  ['mean_per_class_accuracy', (...c) => 0.5 * (recall(...c) + specificity(...c))],
  ['tns', (_tp, _fp, _fn, tn) => tn],
  ['fns', (_tp, _fp, fn) => fn],
  ['fps', (_tp, fp) => fp],
  ['tps', (tp) => tp],
  ['tnr', specificity],
  ['fnr', (tp, _fp, fn) => fn / (fn + tp)],
  ['fpr', (_tp, fp, _fn, tn) => fp / (fp + tn)],
  ['tpr', recall],
];
const COUNTS = new Set(['tns', 'fns', 'fps', 'tps']);

export interface Criteria {
  /** `thresholds_and_metric_scores` */
  readonly thresholds: MetricTable;
  /** `max_criteria_and_metric_scores` */
  readonly maxima: MetricTable;
  /** Index of the threshold with the largest F1; -1 if there is none. */
  readonly maxF1: number;
}

/** All criteria at all thresholds, and where each is largest (the first such threshold). */
export function criteriaOf(curve: Curve): Criteria {
  const { thresholds, tps, fps, positives, negatives } = curve;
  const values = CRITERIA.map(([, criterion]) =>
    tps.map((tp, i) => criterion(tp, fps[i], positives - tp, negatives - fps[i])),
  );
  const best = values.map(firstLargest);
  const at = (list: readonly number[], i: number) => (i < 0 ? NaN : list[i]);
  return {
    thresholds: makeTable(
      'Metrics for Thresholds',
      'Binomial metrics as a function of classification thresholds',
      [
        ['Threshold', 'double', thresholds],
        ...CRITERIA.map(([name], c) =>
          COUNTS.has(name)
            ? ([name, 'long', values[c].map(Math.trunc)] as const)
            : ([name, 'double', values[c]] as const),
        ),
        ['idx', 'int', thresholds.map((_, i) => i)],
      ],
    ),
    maxima: makeTable('Maximum Metrics', 'Maximum metrics at their respective thresholds', [
      ['Metric', 'string', CRITERIA.map(([name]) => `max ${name}`)],
      ['Threshold', 'double', best.map((i) => at(thresholds, i))],
      ['Value', 'double', best.map((i, c) => at(values[c], i))],
      ['idx', 'long', best],
    ]),
    maxF1: best[0],
  };
}

/** -1 where all are NaN. */
function firstLargest(values: readonly number[]): number {
  let found = -1;
  values.forEach((value, i) => {
    if (value > (found < 0 ? -Infinity : values[found])) found = i;
  });
  return found;
}
