import type { Batch, Meter } from './meter.js';
import type { Measured } from './metrics.js';
import type { Settings } from './settings.js';

/** Means of the scores of an isolation forest without labels. Memory: sums. */
export class AnomalyMeter implements Meter {
  readonly #algorithm: string;
  readonly #scores: (batch: Batch) => AnomalyScores;
  #rows = 0;
  #lengths = 0;
  #normalized = 0;

  /** `algorithm`: its name in the description. */
  constructor(algorithm: string, scores: (batch: Batch) => AnomalyScores) {
    this.#algorithm = algorithm;
    this.#scores = scores;
  }

  add(batch: Batch): void {
    const { normalized, length } = this.#scores(batch);
    for (let row = 0; row < batch.frame.rowCount; row++) {
      if (Number.isNaN(length[row])) continue;
      this.#rows++;
      this.#lengths += length[row];
      this.#normalized += normalized[row];
    }
  }

  result(): Measured {
    return {
      schema: 'ModelMetricsAnomalyV3',
      description: `${this.#algorithm} Metrics`,
      nobs: this.#rows,
      MSE: NaN,
      RMSE: NaN,
      mean_score: this.#lengths / this.#rows,
      mean_normalized_score: this.#normalized / this.#rows,
    };
  }
}

export interface AnomalyScores {
  readonly normalized: ArrayLike<number>;
  readonly length: ArrayLike<number>;
}

/**
 * What the means are of. With a flag for anomalies H2O takes the flag for the score and the score for the length
 * (hex.tree.isofor.ModelMetricsAnomaly), and flags a score at its threshold, which h2o-genmodel does not.
 */
export function scoresToMeasure({ info }: Settings): (batch: Batch) => AnomalyScores {
  return (batch) => {
    const scores = anomalyScores(batch);
    if (batch.predictions.length < 3) return scores;
    const { normalized } = scores;
    const flags = Float64Array.from(normalized, (score) => Number(score >= info.defaultThreshold));
    return { normalized: flags, length: normalized };
  };
}

/** The score and the mean length; the first column of a prediction may be a flag. */
export function anomalyScores({ predictions }: Batch): AnomalyScores {
  const [normalized, length] = predictions.slice(-2);
  return { normalized, length };
}
