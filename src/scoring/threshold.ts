import type { LoadedModel, Scorer } from '../algos/algorithm.js';
import { ArgumentError, ModelCategoryError } from '../errors.js';

/** Setting of binomial models; other models refuse it. */
export interface ThresholdOption {
  /** Probability of class 1 from which it is the label [the model's `defaultThreshold`]. */
  readonly threshold?: number | undefined;
}

/**
 * The model with labels by the caller's threshold: class 1 where its probability is at least that. Probabilities stay as they are.
 * Throws ModelCategoryError unless the model is binomial, ArgumentError for a threshold that is no probability.
 */
export function atThreshold(model: LoadedModel, threshold: number | undefined): LoadedModel {
  if (threshold === undefined) return model;
  const { info, scorer } = model;
  if (info.category !== 'Binomial') {
    throw new ModelCategoryError(
      `a threshold needs a binomial model; this is ${info.algorithm}, ${info.category}`,
      'Binomial',
      info.category,
    );
  }
  if (typeof threshold !== 'number' || !(threshold >= 0 && threshold <= 1)) {
    throw new ArgumentError('threshold', 'a number from 0 to 1', threshold);
  }
  const score: Scorer['score'] = (rows, ...rest) => {
    const failures = scorer.score(rows, ...rest);
    const [label, , p1] = scorer.preds.columns;
    for (let r = 0; r < rows; r++) label[r] = p1[r] >= threshold ? 1 : 0;
    return failures;
  };
  // Everything else is the scorer's own, its getters included.
  return { ...model, scorer: Object.assign(Object.create(scorer) as Scorer, { score }) };
}
