import type { Batch, Meter } from './meter.js';
import type { Measured } from './metrics.js';

/** Means of the scores of an isolation forest without labels. Memory: sums. */
export class AnomalyMeter implements Meter {
  readonly #scores: (batch: Batch) => AnomalyScores;
  #rows = 0;
  #lengths = 0;
  #normalized = 0;

  constructor(scores: (batch: Batch) => AnomalyScores) {
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

/** The columns of a prediction; the first one may be a flag. */
export function anomalyScores({ predictions }: Batch): AnomalyScores {
  const [normalized, length] = predictions.slice(-2);
  return { normalized, length };
}
