import { makeTable, type MetricTable } from './metrics.js';
import { quantileOfSorted, weightedQuantile } from './quantiles.js';

const DEFAULT_QUANTILES = [
  0.99, 0.98, 0.97, 0.96, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0,
];

/** Rows grouped by their score, from the highest quantile down (hex.GainsLift). Memory: three numbers a row. */
export class GainsLift {
  readonly #quantiles: readonly number[];
  readonly #scores: number[] = [];
  readonly #events: (boolean | undefined)[] = [];
  readonly #weights: number[] = [];
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
    // Rows of weight 0 were not scored by H2O: their score is 0 in the range of the quantiles.
    this.#scores.push(w === 0 ? 0 : score);
    this.#events.push(w === 0 ? undefined : event);
    this.#weights.push(w);
    this.#weighted ||= weighted;
  }

  table(): MetricTable {
    const thresholds = this.#thresholds();
    const groups = this.#count(thresholds);
    const n = sumOf(groups, (group) => group.observations);
    const rate = sumOf(groups, (group) => group.events) / n;
    const events = Math.round(n * rate);
    let [rows, hits, scores] = [0, 0, 0];
    const lines = groups.map((group, i) => {
      rows += group.observations;
      hits += group.events;
      scores += group.scores;
      const responseRate = group.observations === 0 ? 0 : group.events / group.observations;
      const lift = responseRate / rate;
      const cumulativeRate = hits / rows;
      const cumulativeLift = cumulativeRate / rate;
      return [
        i + 1,
        rows / n,
        thresholds[i],
        lift,
        cumulativeLift,
        responseRate,
        group.observations === 0 ? 0 : group.scores / group.observations,
        cumulativeRate,
        scores / rows,
        group.events / events,
        hits / events,
        100 * (lift - 1),
        100 * (cumulativeLift - 1),
        hits / events - (n === events ? 0 : (rows - hits) / (n - events)),
      ];
    });
    const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
    return makeTable(
      'Gains/Lift Table',
      `Avg response rate: ${percent(rate)}, avg score: ${percent(scores / n)}`,
      COLUMNS.map((name, c) => [name, c === 0 ? 'int' : 'double', lines.map((line) => line[c])]),
    );
  }

  /** From high to low, each once. */
  #thresholds(): number[] {
    const sorted = this.#weighted ? undefined : Float64Array.from(this.#scores).sort();
    const values = this.#quantiles.map((q) =>
      sorted ? quantileOfSorted(sorted, q) : weightedQuantile(this.#scores, this.#weights, q),
    );
    return values.filter((value, i) => i === 0 || value !== values[i - 1]);
  }

  #count(thresholds: readonly number[]) {
    const groups = thresholds.map(() => ({ observations: 0, events: 0, scores: 0 }));
    this.#scores.forEach((score, row) => {
      const event = this.#events[row];
      if (event === undefined) return;
      const group = groups[thresholds.findIndex((threshold) => score >= threshold)];
      if (group === undefined) return;
      const w = this.#weights[row];
      // H2O adds weights to whole numbers: what is behind the point is lost row by row.
      group.observations = Math.trunc(group.observations + w);
      if (event) group.events = Math.trunc(group.events + w);
      group.scores += w * score;
    });
    return groups;
  }
}

const COLUMNS = [
  'group',
  'cumulative_data_fraction',
  'lower_threshold',
  'lift',
  'cumulative_lift',
  'response_rate',
  'score',
  'cumulative_response_rate',
  'cumulative_score',
  'capture_rate',
  'cumulative_capture_rate',
  'gain',
  'cumulative_gain',
  'kolmogorov_smirnov',
];

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
