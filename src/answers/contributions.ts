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
  const { input } = model.scorer;
  const width = names.length;
  const pieceRows = Math.min(input.capacity, Math.max(8, Math.floor(MAX_CELLS / width / 8) * 8));
  let values = new Float32Array(0);
  return {
    columns: prefixes.flatMap((prefix) =>
      shown.columns.map((column) => ({ ...column, name: prefix + column.name })),
    ),
    run(rows, _, out, at) {
      for (let first = 0; first < rows; first += pieceRows) {
        const count = Math.min(pieceRows, rows - first);
        if (values.length < count * width) values = new Float32Array(count * width);
        prefixes.forEach((_prefix, sum) => {
          contributions.of(input, first, count, values, sum);
          shown.write(values, count, out, sum * shown.columns.length, at + first);
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

/** One-hot features may be very many: their contributions are computed for fewer rows at a time. */
const MAX_CELLS = 1_048_576;

/** Contributions of each model, with and without those of several classes: they have memory of their own. */
const made = new WeakMap<LoadedModel, Map<boolean, Contributions>>();

/** Throws ModelCategoryError where the model has no contributions. */
export function requireContributions(model: LoadedModel, scope: ContributionScope): Contributions {
  const { info, data, kernels } = model;
  if (data.contributions === undefined) {
    throw new ModelCategoryError(
      `contributions need a model of trees; this is ${info.algorithm}`,
      'GBM, DRF or XGBoost',
      info.algorithm,
    );
  }
  const compact = isCompact(scope);
  const multinomial = scope.multinomial ?? false;
  const known = made.get(model) ?? new Map<boolean, Contributions>();
  const contributions = known.get(multinomial) ?? data.contributions(multinomial, kernels);
  made.set(model, known.set(multinomial, contributions));
  return compact ? compactContributions(contributions) : contributions;
}
