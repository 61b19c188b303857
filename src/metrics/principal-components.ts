import type { Meter } from './meter.js';
import type { Measured } from './metrics.js';

/** H2O has no numbers for principal components, only the fields of all metrics (hex.pca.ModelMetricsPCA). */
export class PrincipalComponentsMeter implements Meter {
  add(): void {
    // nothing to count
  }

  result(): Measured {
    return { schema: 'ModelMetricsPCAV3', MSE: NaN, RMSE: NaN, nobs: 0 };
  }
}
