import type { LoadedModel } from '../algos/algorithm.js';
import { LimitError } from '../errors.js';
import type { Answer } from './answer.js';
import type { ContributionScope } from './contribution-options.js';
import { requireContributions, sumPrefixes } from './contributions.js';

/** The columns are the square of the features. */
const MAX_COLUMNS = 65_536;
/** 1 GiB of doubles. */
const MAX_CELLS = 134_217_728;

/**
 * SHAP interaction values, a column per pair of features, `a:b`, then `BiasTerm`; not in H2O. (a, b) and (b, a) are equal; the pairs of a
 * add up to its contribution, all columns to the prediction before the link. With `multinomial` of every class. Throws LimitError where
 * the pairs are more than 65,536.
 */
export function interactionsAnswer(model: LoadedModel, scope: ContributionScope): Answer {
  const contributions = requireContributions(model, scope);
  const { names } = contributions;
  const features = names.slice(0, -1);
  const pairs = features.length ** 2;
  const prefixes = sumPrefixes(contributions);
  const count = prefixes.length * (pairs + 1);
  if (prefixes.length * pairs > MAX_COLUMNS) {
    throw new LimitError(
      `interactions of ${features.length} features`,
      'columns',
      MAX_COLUMNS,
      prefixes.length * pairs,
      'there is a column per pair; ask for contributions, or (XGBoost) for the compact format',
    );
  }
  const values = new Float32Array(names.length);
  const matrix = new Float64Array(pairs);
  const { input } = model.scorer;
  return {
    columns: prefixes.flatMap((prefix) =>
      [...features.flatMap((a) => features.map((b) => `${a}:${b}`)), 'BiasTerm'].map((name) => ({
        name: prefix + name,
        kind: 'number',
      })),
    ),
    maxRows: Math.floor(MAX_CELLS / count),
    run(rows, _, out, at) {
      for (let r = 0; r < rows; r++) {
        prefixes.forEach((_prefix, sum) => {
          const first = sum * (pairs + 1);
          contributions.interactionsOf(input, r, matrix, values, sum);
          for (let pair = 0; pair < pairs; pair++) out[first + pair][at + r] = matrix[pair];
          out[first + pairs][at + r] = values[features.length];
        });
      }
      return [];
    },
  };
}
