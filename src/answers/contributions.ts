import type { Contributions, LoadedModel } from '../algos/algorithm.js';
import { ModelCategoryError } from '../errors.js';
import type { Answer } from './answer.js';
import { allColumns, sortedColumns } from './contribution-columns.js';
import { compactContributions } from './compact-contributions.js';
import {
  isCompact,
  orderOf,
  type ContributionOptions,
  type ContributionScope,
} from './contribution-options.js';

/**
 * Contributions of the features (SHAP values), which with `BiasTerm` add up to the prediction before the link: a column each, or the
 * highest and lowest ones with their features. With `multinomial` of every class.
 */
export function contributionsAnswer(model: LoadedModel, options: ContributionOptions): Answer {
  const contributions = requireContributions(model, options);
  const order = orderOf(options);
  const { names } = contributions;
  const isSorted = order.topN !== 0 || order.bottomN !== 0;
  const shown = isSorted ? sortedColumns(names, order) : allColumns(names);
  const prefixes = sumPrefixes(contributions);
  const values = new Float32Array(names.length);
  const { input } = model.scorer;
  return {
    columns: prefixes.flatMap((prefix) =>
      shown.columns.map((column) => ({ ...column, name: prefix + column.name })),
    ),
    run(rows, _, out, at) {
      for (let r = 0; r < rows; r++) {
        prefixes.forEach((_prefix, sum) => {
          contributions.of(input, r, values, sum);
          shown.write(values, out, sum * shown.columns.length, at + r);
        });
      }
      return [];
    },
  };
}

/** What stands in front of the columns of each sum: nothing, or the class. */
export function sumPrefixes({ classes }: Contributions): readonly string[] {
  return classes?.map((name) => `${name}.`) ?? [''];
}

/** Throws ModelCategoryError where the model has no contributions. */
export function requireContributions(
  { info, data }: LoadedModel,
  scope: ContributionScope,
): Contributions {
  if (data.contributions === undefined) {
    throw new ModelCategoryError(
      `contributions need a model of trees; this is ${info.algorithm}`,
      'GBM, DRF or XGBoost',
      info.algorithm,
    );
  }
  const compact = isCompact(scope);
  const contributions = data.contributions(scope.multinomial ?? false);
  return compact ? compactContributions(contributions) : contributions;
}
