import { MetricsError } from '../errors.js';
import { responseDomain } from '../categories/classes.js';
import { codesIn, requiredColumn } from './columns.js';
import { GrowingDoubles } from './growing.js';
import type { Batch, Meter } from './meter.js';
import { makeTable, type Measured } from './metrics.js';
import { noResponses } from './nothing.js';
import { quantileOfSorted } from './quantiles.js';
import { ResponseLevels } from './response-levels.js';
import type { Settings } from './settings.js';
import { areasOf, upliftCurves, type Counts } from './uplift-curves.js';

const DEFAULT_BINS = 1000;
const KINDS = ['qini', 'lift', 'gain'] as const;

/** Effects of a treatment, and the areas under the curves of uplift. Memory: 16 bytes a row, and 12 more at the end. */
export class UpliftMeter implements Meter {
  readonly #settings: Settings;
  readonly #treatment: string;
  readonly #levels: readonly string[];
  readonly #answers: ResponseLevels;
  readonly #uplifts = new GrowingDoubles();
  /** 0 to 3: treated + 2 * success. */
  readonly #groups = new GrowingDoubles();
  #rows = 0;
  readonly #sums = [0, 0];
  readonly #counts = [0, 0];

  constructor(settings: Settings) {
    const { info } = settings;
    this.#settings = settings;
    this.#treatment = info.treatmentColumn ?? settings.column('treatment_column') ?? 'treatment';
    const levels = info.domains[info.columns.indexOf(this.#treatment)];
    if (levels?.length !== 2) {
      throw new MetricsError('the MOJO has no two levels of the treatment', {
        column: this.#treatment,
      });
    }
    this.#levels = levels;
    this.#answers = new ResponseLevels(settings.responseName, responseDomain(info));
  }

  add(batch: Batch): void {
    const groups = requiredColumn(batch.frame, this.#treatment, 'metrics compare by treatment');
    const treated = codesIn(groups, this.#levels);
    const answers = this.#answers.codesOf(this.#settings.responseColumn(batch));
    const [uplifts] = batch.predictions;
    treated.forEach((group, row) => {
      const uplift = uplifts[row];
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
      schema: 'ModelMetricsBinomialUpliftV3',
      nobs: this.#rows,
      domain: null,
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
          ['Uplift type', 'string', ['AUUC value', 'AUUC normalized', 'AUUC random value']],
          ...KINDS.map(
            (kind, i) =>
              [kind, 'double', [areas[i].area, areas[i].normalized, areas[i].random]] as const,
          ),
        ],
      ),
      aecu_table: makeTable('AECU values table', 'All types of AECU value', [
        ['Uplift type', 'string', ['AECU value']],
        ...KINDS.map((kind, i) => [kind, 'double', [areas[i].area - areas[i].random]] as const),
      ]),
    };
  }

  /** Quantiles of the uplift, from high to low, each once. */
  #thresholds(): number[] {
    const asked = this.#settings.number('auuc_nbins', -1);
    const bins = asked > 0 ? asked : DEFAULT_BINS;
    const sorted = this.#uplifts.values.slice().sort();
    return Array.from({ length: bins }, (_, i) =>
      quantileOfSorted(sorted, (bins - 1 - i) / bins),
    ).filter((value, i, all) => i === 0 || value !== all[i - 1]);
  }

  /** Cumulative counts: rows, and successes among them, of both groups at or above each threshold. */
  #count(thresholds: readonly number[]): Counts[] {
    const uplifts = this.#uplifts.values;
    const groups = this.#groups.values;
    const order = Uint32Array.from(uplifts, (_, row) => row);
    order.sort((a, b) => uplifts[b] - uplifts[a]);
    const counts = { rows: [0, 0], successes: [0, 0] };
    let next = 0;
    return thresholds.map((threshold) => {
      for (; next < order.length && uplifts[order[next]] >= threshold; next++) {
        const group = groups[order[next]];
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
