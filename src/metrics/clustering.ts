import { readKMeans } from '../algos/kmeans/read.js';
import { codesOf, numbersOf } from './columns.js';
import type { Batch, Meter } from './meter.js';
import { makeTable, type Measured } from './metrics.js';
import type { Settings } from './settings.js';

const WHY = 'distances to centres need it';
/** A level that differs from all others in distances, although it was assigned to a cluster as a missing one. */
const UNKNOWN = -2;

/** Sums of squares of k-means, in its standardized space. Memory: sums by cluster and by column. */
export class ClusteringMeter implements Meter {
  readonly #settings: Settings;
  readonly #model: ReturnType<typeof readKMeans>;
  readonly #sizes: number[];
  readonly #within: number[];
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #unlikeMode: Float64Array;
  #rows = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#model = readKMeans(settings.info);
    const { width, centers } = this.#model;
    this.#sizes = centers.map(() => 0);
    this.#within = centers.map(() => 0);
    this.#sums = new Float64Array(width);
    this.#squares = new Float64Array(width);
    this.#unlikeMode = new Float64Array(width);
  }

  add({ frame, predictions }: Batch): void {
    const columns = this.#columns(frame);
    const { centers, categorical } = this.#model;
    for (let row = 0; row < frame.rowCount; row++) {
      const cluster = predictions[0][row];
      const center = centers[cluster];
      if (center === undefined) continue;
      this.#rows++;
      this.#sizes[cluster]++;
      columns.forEach((column, c) => {
        const x = column[row];
        const distance = x - center[c];
        this.#within[cluster] += categorical[c] ? Number(x !== center[c]) : distance * distance;
        this.#sums[c] += x;
        this.#squares[c] += Math.fround(Math.fround(x) * Math.fround(x));
        this.#unlikeMode[c] += Number(x !== this.#model.standardize?.modes[c]);
      });
    }
  }

  /** The features as the model sees them, rounded to floats; missing ones as the mean or the mode. */
  #columns(frame: Batch['frame']): Float64Array[] {
    const { info } = this.#settings;
    const { standardize } = this.#model;
    return info.columns.slice(0, info.nFeatures).map((name, c) => {
      const domain = info.domains[c];
      if (domain) {
        return Float64Array.from(codesOf(frame, name, domain, WHY), (code) =>
          code === UNKNOWN ? NaN : code < 0 ? (standardize?.modes[c] ?? NaN) : code,
        );
      }
      return numbersOf(frame, name, WHY).map((x) => {
        if (!standardize) return Math.fround(x);
        return Number.isNaN(x) ? 0 : Math.fround((x - standardize.means[c]) * standardize.mults[c]);
      });
    });
  }

  result(): Measured {
    const totWithin = this.#within.reduce((sum, value) => sum + value, 0);
    const total = this.#within.length === 1 ? totWithin : this.#total();
    const ids = this.#sizes.map((_, k) => k + 1);
    return {
      nobs: 0, // as H2O has it
      MSE: NaN,
      RMSE: NaN,
      tot_withinss: totWithin,
      totss: total,
      betweenss: total - totWithin,
      centroid_stats: makeTable('Centroid Statistics', '', [
        ['', 'string', ids.map(() => '')],
        ['centroid', 'long', ids],
        ['size', 'double', this.#sizes],
        ['within_cluster_sum_of_squares', 'double', this.#within],
      ]),
    };
  }

  #total(): number {
    let total = 0;
    this.#model.categorical.forEach((isCategorical, c) => {
      total += isCategorical
        ? this.#unlikeMode[c]
        : this.#squares[c] - (this.#sums[c] * this.#sums[c]) / this.#rows;
    });
    return total;
  }
}
