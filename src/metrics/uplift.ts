import { ArgumentError } from '../errors.js';
import { responseDomain } from '../categories/classes.js';
import { codesOf } from './columns.js';
import type { Batch, Meter } from './meter.js';
import { makeTable, type Measured } from './metrics.js';
import { noResponses } from './nothing.js';
import { quantileOfSorted } from './quantiles.js';
import type { Settings } from './settings.js';
import { areasOf, upliftCurves, type Counts } from './uplift-curves.js';

const DEFAULT_BINS = 1000;
const KINDS = ['qini', 'lift', 'gain'] as const;

/** Effects of a treatment, and the areas under the curves of uplift. Memory: two numbers a row. */
export class UpliftMeter implements Meter {
  readonly #settings: Settings;
  readonly #treatment: string;
  readonly #levels: readonly string[];
  readonly #uplifts: number[] = [];
  /** 0 to 3: treated + 2 * success. */
  readonly #groups: number[] = [];
  #rows = 0;
  readonly #sums = [0, 0];
  readonly #counts = [0, 0];

  constructor(settings: Settings) {
    const { info } = settings;
    this.#settings = settings;
    this.#treatment = info.treatmentColumn ?? settings.column('treatment_column') ?? 'treatment';
    const levels = info.domains[info.columns.indexOf(this.#treatment)];
    if (levels?.length !== 2) {
      throw new ArgumentError(`treatment ${this.#treatment}`, 'two levels in the MOJO', levels);
    }
    this.#levels = levels;
  }

  add({ frame, predictions }: Batch): void {
    const { info, responseName } = this.#settings;
    const treated = codesOf(frame, this.#treatment, this.#levels, 'metrics compare by treatment');
    const domain = responseDomain(info);
    const answers = codesOf(frame, responseName, domain, 'the response is needed for metrics');
    treated.forEach((group, row) => {
      const uplift = predictions[0][row];
      if (group < 0 || Number.isNaN(uplift)) return;
      this.#uplifts.push(uplift);
      // Without a response the row counts in the curves, as a failure, but not in the means.
      this.#groups.push(group + (answers[row] === 1 ? 2 : 0));
      if (answers[row] < 0) return;
      this.#rows++;
      this.#sums[group] += uplift;
      this.#counts[group]++;
    });
  }

  result(): Measured {
    if (this.#rows === 0) throw noResponses(this.#settings);
    const thresholds = this.#thresholds();
    const curves = upliftCurves(this.#count(thresholds));
    const areas = KINDS.map((kind) => areasOf(curves, kind));
    const asked = this.#settings.text('auuc_type', 'AUTO').toLowerCase();
    const chosen = areas[Math.max(0, KINDS.indexOf(asked as (typeof KINDS)[number]))];
    const [control, treated] = this.#sums;
    return {
      nobs: this.#rows,
      MSE: 0, // H2O's constants: nobody knows the uplift of a row
      RMSE: 0,
      ate: (control + treated) / this.#rows,
      att: treated / this.#counts[1],
      atc: control / this.#counts[0],
      AUUC: chosen.area,
      auuc_normalized: chosen.normalized,
      qini: areas[0].area - areas[0].random,
      thresholds_and_metric_scores: makeTable(
        'Metrics for Thresholds',
        'Cumulative Uplift metrics for a given percentile',
        [
          ['thresholds', 'double', thresholds],
          ...KINDS.map((kind) => [kind, 'double', curves.values[kind]] as const),
          ...KINDS.map(
            (kind) => [`${kind}_normalized`, 'double', curves.normalized[kind]] as const,
          ),
          ...KINDS.map((kind) => [`${kind}_random`, 'double', curves.random[kind]] as const),
          ['n', 'long', curves.rows],
          ['idx', 'int', thresholds.map((_, i) => i)],
        ],
      ),
      auuc_table: makeTable(
        `AUUC table (number of bins: ${thresholds.length})`,
        'All types of AUUC value',
        [
          ['uplift_type', 'string', ['AUUC value', 'AUUC normalized', 'AUUC random value']],
          ...KINDS.map(
            (kind, i) =>
              [kind, 'double', [areas[i].area, areas[i].normalized, areas[i].random]] as const,
          ),
        ],
      ),
      aecu_table: makeTable('AECU values table', 'All types of AECU value', [
        ['uplift_type', 'string', ['AECU value']],
        ...KINDS.map((kind, i) => [kind, 'double', [areas[i].area - areas[i].random]] as const),
      ]),
    };
  }

  /** Quantiles of the uplift, from high to low, each once. */
  #thresholds(): number[] {
    const asked = this.#settings.number('auuc_nbins', -1);
    const bins = asked > 0 ? asked : DEFAULT_BINS;
    const sorted = Float64Array.from(this.#uplifts).sort();
    return Array.from({ length: bins }, (_, i) =>
      quantileOfSorted(sorted, (bins - 1 - i) / bins),
    ).filter((value, i, all) => i === 0 || value !== all[i - 1]);
  }

  /** Cumulative counts: rows, and successes among them, of both groups at or above each threshold. */
  #count(thresholds: readonly number[]): Counts[] {
    const order = this.#uplifts.map((_, row) => row);
    order.sort((a, b) => this.#uplifts[b] - this.#uplifts[a]);
    const counts = { rows: [0, 0], successes: [0, 0] };
    let next = 0;
    return thresholds.map((threshold) => {
      for (; next < order.length && this.#uplifts[order[next]] >= threshold; next++) {
        const group = this.#groups[order[next]];
        counts.rows[group % 2]++;
        if (group >= 2) counts.successes[group % 2]++;
      }
      return {
        treated: counts.rows[1],
        control: counts.rows[0],
        treatedSuccesses: counts.successes[1],
        controlSuccesses: counts.successes[0],
      };
    });
  }
}
