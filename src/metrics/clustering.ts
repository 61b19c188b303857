import { readKMeans } from '../algos/kmeans/read.js';
import { featureCodes, featureNumbers } from './features.js';
import type { Batch, Meter } from './meter.js';
import { makeTable, type Measured } from './metrics.js';
import type { Settings } from './settings.js';

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

  add(batch: Batch): void {
    const { frame, predictions } = batch;
    const columns = this.#columns(frame);
    const weights = this.#settings.weightsOf(batch);
    const point = new Float64Array(columns.length);
    for (let row = 0; row < frame.rowCount; row++) {
      const cluster = predictions[0][row];
      if (!(cluster in this.#sizes) || weights?.[row] === 0) continue;
      this.#rows++;
      this.#sizes[cluster]++;
      columns.forEach((column, c) => (point[c] = column[row]));
      this.#within[cluster] += this.#distance(point, this.#model.centers[cluster]);
    }
  }

  /** Squared distance to a centre, scaled up where values are missing; adds the row to the sums of its columns (GenModel.KMeans_distance). */
  #distance(point: Float64Array, center: Float64Array): number {
    const { categorical, standardize } = this.#model;
    let distance = 0;
    let missing = 0;
    point.forEach((x, c) => {
      if (Number.isNaN(x)) {
        missing++;
      } else if (categorical[c]) {
        distance += Number(x !== center[c]);
        this.#unlikeMode[c] += standardize ? Number(x !== standardize.modes[c]) : NaN;
      } else {
        distance += (x - center[c]) * (x - center[c]);
        this.#sums[c] += x;
        this.#squares[c] += Math.fround(x * x);
      }
    });
    const there = point.length - missing;
    return missing > 0 && there > 0 ? distance * (point.length / there) : distance;
  }

  /**
   * The features as the model sees them, rounded to floats; missing ones as the mean or the mode, where the MOJO has them. A level
   * that it does not know, -2, differs from all others, although the row went to its cluster as if it were missing.
   */
  #columns(frame: Batch['frame']): Float64Array[] {
    const { info } = this.#settings;
    const { standardize } = this.#model;
    return info.columns.slice(0, info.nFeatures).map((name, c) => {
      const domain = info.domains[c];
      if (domain) {
        return Float64Array.from(featureCodes(frame, name, domain), (code) =>
          code === -1 ? (standardize?.modes[c] ?? NaN) : code,
        );
      }
      return featureNumbers(frame, name).map((x) => {
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
      schema: 'ModelMetricsClusteringV3',
      nobs: 0, // as H2O has it
      MSE: NaN,
      RMSE: NaN,
      tot_withinss: totWithin,
      totss: total,
      betweenss: total - totWithin,
      centroid_stats: makeTable('Centroid Statistics', '', [
        ['', 'string', ids.map(() => '')],
        ['Centroid', 'long', ids],
        ['Size', 'double', this.#sizes, '%.5f'],
        ['Within Cluster Sum of Squares', 'double', this.#within, '%.5f'],
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
