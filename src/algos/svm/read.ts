import { UnsupportedMojoError } from '../../errors.js';
import type { ModelInfo } from '../../mojo/model-info.js';

export interface SvmData {
  readonly width: number;
  readonly weights: Float64Array;
  readonly intercept: number;
  /** Values for NA; undefined: NA makes the prediction NaN. */
  readonly means: Float64Array | undefined;
  /** Class 1 from above this margin. Undefined: the margin is the prediction. */
  readonly threshold: number | undefined;
  /** Bound of the margins that are given as probabilities. */
  readonly defaultThreshold: number;
  readonly predsSize: number;
}

/** The keys of SvmMojoReader. `means` may have one more value, that of the response. */
export function readSvm(info: ModelInfo): SvmData {
  const width = info.nFeatures;
  const means = info.boolean('meanImputation') ? atLeast(info, 'means', width) : undefined;
  const weights = atLeast(info, 'weights', width);
  const intercept = info.number('interceptor');
  const defaultThreshold = info.number('defaultThreshold');
  const threshold = info.number('threshold');
  const isBinomial = info.category === 'Binomial';
  if (isBinomial !== (info.nClasses !== 1)) {
    throw new UnsupportedMojoError(
      `an SVM of category ${info.category} and ${info.nClasses} classes has no defined answers`,
      { algorithm: info.algorithm },
    );
  }
  return {
    width,
    weights,
    intercept,
    means,
    threshold: isBinomial ? threshold : undefined,
    defaultThreshold,
    predsSize: isBinomial ? 3 : 1,
  };
}

function atLeast(info: ModelInfo, key: string, count: number): Float64Array {
  const values = info.numbers(key);
  if (values.length < count) throw info.wrong(key, `at least ${count} numbers`);
  return values;
}
