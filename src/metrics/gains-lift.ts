import { fixed } from './fixed.js';
import { GrowingDoubles } from './growing.js';
import { makeTable, type MetricTable } from './metrics.js';
import { quantileOfSorted, weightedQuantile } from './quantiles.js';

const DEFAULT_QUANTILES = [
  0.99, 0.98, 0.97, 0.96, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0,
];

/** Rows grouped by their score, from the highest quantile down (hex.GainsLift). Memory: 24 bytes a row. */
export class GainsLift {
  readonly #quantiles: readonly number[];
  readonly #scores = new GrowingDoubles();
  readonly #weights = new GrowingDoubles();
  /** 1 for an event, else 0; NaN for rows that count in the quantiles only. */
  readonly #events = new GrowingDoubles();
  #weighted = false;

  /** `groups`: of equal size; -1: the usual 16. */
  constructor(groups: number) {
    this.#quantiles =
      groups < 0
        ? DEFAULT_QUANTILES
        : Array.from({ length: groups }, (_, i) => (groups - 1 - i) / groups);
  }

  /** Any row with a score; `event` is undefined for rows that count in the quantiles only. */
  add(score: number, event: boolean | undefined, w: number, weighted: boolean): void {
    this.#scores.push(score);
    this.#events.push(w === 0 || event === undefined ? NaN : Number(event));
    this.#weights.push(w);
    this.#weighted ||= weighted;
  }

  /** Null where no row counts. */
  table(): MetricTable | null {
    const thresholds = this.#thresholds();
    const { groups, events: allEvents, scores: allScores } = this.#count(thresholds);
    const n = sumOf(groups, (group) => group.observations);
    if (n === 0) return null;
    const rate = allEvents / n;
    const events = Math.round(n * rate);
    let [rows, hits, scores] = [0, 0, 0];
    const lines = groups.map((group, i) => {
      const isEmpty = group.observations === 0;
      const score = isEmpty ? 0 : group.scores / group.observations;
      rows += group.observations;
      hits += group.events;
      scores += group.observations * score;
      const responseRate = isEmpty ? 0 : group.events / group.observations;
      const lift = responseRate / rate;
      const cumulativeLift = hits / rows / rate;
      return [
        i + 1,
        rows / n,
        thresholds[i],
        lift,
        cumulativeLift,
        responseRate,
        score,
        hits / rows,
        scores / rows,
        group.events / events,
        hits / events,
        100 * (lift - 1),
        100 * (cumulativeLift - 1),
        hits / events - (n === events ? 0 : (rows - hits) / (n - events)),
      ];
    });
    const percent = (share: number) => `${fixed(100 * share, 2).padStart(5)} %`;
    return makeTable(
      'Gains/Lift Table',
      `Avg response rate: ${percent(rate)}, avg score: ${percent(allScores / n)}`,
      COLUMNS.map((name, c) => {
        const cells = lines.map((line) => line[c]);
        if (c === 0) return [name, 'int', cells];
        return [name, 'double', cells, c === 1 ? '%.8f' : '%5f'];
      }),
    );
  }

  /** From high to low, each once. */
  #thresholds(): number[] {
    const scores = this.#scores.values;
    const sorted = this.#weighted ? undefined : scores.slice().sort();
    const values = this.#quantiles.map((q) =>
      sorted ? quantileOfSorted(sorted, q) : weightedQuantile(scores, this.#weights.values, q),
    );
    return values.filter((value, i) => i === 0 || value !== values[i - 1]);
  }

  /** Rows by group. A row below all thresholds is in none, yet among the events and scores of all rows. */
  #count(thresholds: readonly number[]) {
    const groups = thresholds.map(() => ({ observations: 0, events: 0, scores: 0 }));
    let [events, scores] = [0, 0];
    const outcomes = this.#events.values;
    const weights = this.#weights.values;
    this.#scores.values.forEach((score, row) => {
      const event = outcomes[row];
      if (Number.isNaN(event)) return;
      const w = weights[row];
      // H2O adds weights to whole numbers: what is behind the point is lost row by row.
      if (event === 1) events = Math.trunc(events + w);
      scores += w * score;
      const group = groups[thresholds.findIndex((threshold) => score >= threshold)];
      if (group === undefined) return;
      group.observations = Math.trunc(group.observations + w);
      if (event === 1) group.events = Math.trunc(group.events + w);
      group.scores += w * score;
    });
    return { groups, events, scores };
  }
}

const COLUMNS = [
  'Group',
  'Cumulative Data Fraction',
  'Lower Threshold',
  'Lift',
  'Cumulative Lift',
  'Response Rate',
  'Score',
  'Cumulative Response Rate',
  'Cumulative Score',
  'Capture Rate',
  'Cumulative Capture Rate',
  'Gain',
  'Cumulative Gain',
  'Kolmogorov Smirnov',
];

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
