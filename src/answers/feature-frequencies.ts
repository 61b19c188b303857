import type { LoadedModel } from '../algos/algorithm.js';
import type { ForestTable } from '../engine/forest-table.js';
import { ModelCategoryError } from '../errors.js';
import type { Answer } from './answer.js';

/**
 * How often each feature is asked for on the row's ways through all trees (SharedTreeModel.scoreFeatureFrequencies), a column per
 * feature. Of XGBoost models, for which H2O has none, the levels of a column count as the column.
 */
export function featureFrequenciesAnswer({ info, data, scorer }: LoadedModel): Answer {
  if (data.trees === undefined || scorer.leaves === undefined) {
    throw new ModelCategoryError(
      `feature frequencies need a model of trees; this is ${info.algorithm}`,
      'a model of trees',
      info.algorithm,
    );
  }
  const { forest } = data.trees;
  const parents = parentsOf(forest);
  const trees = forest.treeStart.length - 1;
  const leaves = new Int32Array(scorer.input.capacity * trees);
  const counts = new Int32Array(forest.columnCount);
  return {
    columns: info.columns
      .slice(0, info.nFeatures)
      .map((name) => ({ name, kind: 'number', integer: true })),
    run(rows, _, out, at) {
      scorer.leaves?.(rows, leaves);
      for (let r = 0; r < rows; r++) {
        counts.fill(0);
        for (let tree = 0; tree < trees; tree++) {
          const leaf = leaves[tree * rows + r];
          if (leaf < 0) continue; // an absent tree
          for (let node = parents[leaf]; node >= 0; node = parents[node]) {
            counts[forest.column[node]]++;
          }
        }
        out.forEach((column, c) => {
          column[at + r] = counts[c];
        });
      }
      return [];
    },
  };
}

/** The parent of every node of the table, -1 for roots. Cost: linear in nodes. */
function parentsOf({ treeStart, column, left }: ForestTable): Int32Array {
  const parents = new Int32Array(column.length).fill(-1);
  for (let tree = 0; tree < treeStart.length - 1; tree++) {
    const root = treeStart[tree];
    for (let node = root; node < treeStart[tree + 1]; node++) {
      if (column[node] < 0) continue;
      parents[root + left[node]] = node;
      parents[root + left[node] + 1] = node;
    }
  }
  return parents;
}
