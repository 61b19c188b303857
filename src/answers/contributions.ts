import type { Contributions, LoadedModel } from '../algos/algorithm.js';
import { ModelCategoryError } from '../errors.js';
import type { Answer } from './answer.js';

/** Contributions of the features (SHAP values), a column each, `BiasTerm` last; they sum up to the prediction before the link. */
export function contributionsAnswer(model: LoadedModel): Answer {
  const { names, of } = requireContributions(model);
  const row = new Float32Array(names.length);
  const { input } = model.scorer;
  return {
    columns: names.map((name) => ({ name, kind: 'number' })),
    run(rows, _, out, at) {
      for (let r = 0; r < rows; r++) {
        of(input, r, row);
        row.forEach((value, c) => {
          out[c][at + r] = value;
        });
      }
      return [];
    },
  };
}

/** Throws ModelCategoryError where the model has no contributions. */
export function requireContributions({ info, data }: LoadedModel): Contributions {
  if (data.contributions === undefined) {
    throw new ModelCategoryError(
      `contributions need a model of trees; this is ${info.algorithm}`,
      'GBM or DRF',
      info.algorithm,
    );
  }
  return data.contributions();
}
