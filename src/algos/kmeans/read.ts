import { MojoFormatError } from '../../errors.js';
import type { ModelInfo } from '../../mojo/model-info.js';

export interface KMeansData {
  readonly width: number;
  /** One centre per cluster, one number per column; a categorical column has the number of a level. */
  readonly centers: readonly Float64Array[];
  /** Per column: 1 = categorical. */
  readonly categorical: Uint8Array;
  /** Undefined: the model was trained without standardisation, and NA is skipped in the distance. */
  readonly standardize: Standardization | undefined;
}

export interface Standardization {
  readonly means: Float64Array;
  readonly mults: Float64Array;
  /** Level that stands for NA in a categorical column, -1 for a numeric column. */
  readonly modes: Int32Array;
}

/** The keys of KMeansMojoReader. */
export function readKMeans(info: ModelInfo): KMeansData {
  const width = info.nFeatures;
  const standardize = info.boolean('standardize')
    ? {
        means: info.numbers('standardize_means', { length: width }),
        mults: info.numbers('standardize_mults', { length: width }),
        modes: info.ints('standardize_modes', { length: width }),
      }
    : undefined;
  const count = info.int('center_num');
  // A count that lies is refused by the first key that is not there.
  if (count < 0) {
    throw new MojoFormatError(`model.ini: center_num: expected a count, got ${count}`, {
      file: 'model.ini',
      key: 'center_num',
      value: String(count),
    });
  }
  const centers = [];
  for (let k = 0; k < count; k++) centers.push(info.numbers(`center_${k}`, { length: width }));
  const categorical = Uint8Array.from({ length: width }, (_, c) => (info.domains[c] ? 1 : 0));
  return { width, centers, categorical, standardize };
}
