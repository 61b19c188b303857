import type { TreeModel } from '../algos/algorithm.js';
import { ArgumentError, ModelCategoryError } from '../errors.js';
import type { ModelInfo } from '../mojo/model-info.js';
import type { TreeView } from './tree-node.js';
import { viewTree, type TreeColumns } from './tree-view.js';

/**
 * Tree `index` of a model, of class number `treeClass`. Throws ModelCategoryError for models without trees, ArgumentError where
 * there is no such tree.
 */
export function modelTree(
  info: ModelInfo,
  trees: TreeModel | undefined,
  index: number,
  treeClass: number,
): TreeView {
  if (trees === undefined) {
    throw new ModelCategoryError(
      `there are no trees in ${info.algorithm}`,
      'a model of trees',
      info.algorithm,
    );
  }
  const { described: forest } = trees;
  const { groupCount, treesPerGroup, treeStart } = forest;
  requireIndex('tree', index, groupCount);
  requireIndex('class', treeClass, treesPerGroup);
  const tree = treeClass * groupCount + index;
  if (treeStart[tree] === treeStart[tree + 1]) {
    throw new ArgumentError('class', `a class that has a tree ${index}`, treeClass);
  }
  const level = info.supervised ? info.domains.at(-1)?.[treeClass] : undefined;
  return {
    index,
    name: level === undefined ? `Tree ${index}` : `Tree ${index}, Class ${level}`,
    root: viewTree(forest, tree, columnsOf(info, forest.columnCount)),
  };
}

function requireIndex(argument: string, value: number, count: number): void {
  if (Number.isInteger(value) && value >= 0 && value < count) return;
  throw new ArgumentError(argument, `a whole number from 0 to ${count - 1}`, value);
}

/** Columns of the model; or those that XGBoost makes of them: one per level and one for NA. */
function columnsOf(info: ModelInfo, columnCount: number): TreeColumns {
  const { columns, domains, nFeatures } = info;
  if (columnCount <= nFeatures) return { names: columns, domains };
  const names = columns.slice(0, nFeatures).flatMap((column, i) => {
    const domain = domains[i];
    return domain ? [...domain, 'missing(NA)'].map((level) => `${column}.${level}`) : [column];
  });
  return { names, domains: [] };
}
