import type { DescribedForest } from '../../engine/forest-table.js';
import type { Kernels } from '../../engine/kernels.js';
import { ModelCategoryError } from '../../errors.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { Contributions } from '../algorithm.js';
import { forestContributions, type Finish } from './forest-contributions.js';

/**
 * TreeSHAP contributions of a forest (SharedTreeMojoModelWithContributions). `bias` is added to the last one. With `multinomial` each
 * class has contributions to its own sum, which genmodel refuses. Throws ModelCategoryError for models that have none.
 */
export function treeContributions(
  info: ModelInfo,
  forest: DescribedForest,
  multinomial: boolean,
  kernels: Kernels,
  bias: number,
  finish?: Finish,
): Contributions {
  const classes = sumsOfClasses(info, forest.treesPerGroup, multinomial);
  if (info.mojoVersion < 1.2) {
    throw refusal(info, 'MOJO 1.20 or later', 'the trees of MOJO 1.00 and 1.10 have none');
  }
  if (!hasWeights(forest)) {
    throw refusal(info, 'the weights of all nodes', 'a file of auxiliary data is too short');
  }
  return forestContributions({
    kernels,
    forest,
    features: forest.column,
    classes,
    names: [...info.columns.slice(0, info.nFeatures), 'BiasTerm'],
    bias,
    ...(finish && { finish }),
  });
}

/** The classes that have a sum each; undefined where one sum is the model's. Throws ModelCategoryError unless that is allowed. */
export function sumsOfClasses(
  info: ModelInfo,
  treesPerGroup: number,
  multinomial: boolean,
): readonly string[] | undefined {
  if (treesPerGroup === 1 && info.category !== 'Multinomial') return undefined;
  if (!multinomial) {
    throw refusal(
      info,
      'a model of two classes or a regression',
      "H2O has none for multinomial models; ask for those to each class's sum (multinomial: true, --multinomial)",
    );
  }
  const classes = info.domains[info.columns.length - 1];
  if (classes?.length === treesPerGroup) return classes;
  throw refusal(
    info,
    'trees for each class',
    `there are ${treesPerGroup} trees a group for ${info.nClasses} classes`,
  );
}

/** The weights of all nodes but those of trees that are a single leaf, which need none. */
function hasWeights({ treeStart, column, left, weight }: DescribedForest): boolean {
  for (let tree = 0; tree < treeStart.length - 1; tree++) {
    for (let node = treeStart[tree]; node < treeStart[tree + 1]; node++) {
      const child = treeStart[tree] + left[node];
      if (column[node] >= 0 && Number.isNaN(weight[child] + weight[child + 1])) return false;
    }
  }
  return true;
}

/** The error of a model that has no contributions. */
export function refusal(info: ModelInfo, needs: string, why: string): ModelCategoryError {
  const has = `${info.algorithm}, ${info.category}, MOJO ${info.mojoVersion.toFixed(2)}`;
  return new ModelCategoryError(`contributions: ${why}; this is ${has}`, needs, has);
}
