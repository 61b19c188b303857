// What TreeSHAP takes from the training weights of a forest, in the float arithmetic of hex.genmodel.algos.tree.TreeSHAP.
import type { DescribedForest } from './forest-table.js';

const f = Math.fround;

/** The part of a node's weight that went to a child of it, both numbers of the table. Without any weight both sides count alike. */
export function shareOfWeight(weight: Float32Array, node: number, child: number): number {
  return weight[node] === 0 ? 0.5 : f(weight[child] / weight[node]);
}

/** The mean of each tree's leaves, weighted; 0 for an absent tree. Cost: linear in nodes. */
export function treeMeans(forest: DescribedForest): Float32Array {
  const { treeStart, treeDepth } = forest;
  return Float32Array.from(treeDepth, (_, tree) =>
    treeStart[tree] === treeStart[tree + 1] ? 0 : mean(forest, tree, 0),
  );
}

/** Mean of a subtree's leaves; 0 where no training row came. */
function mean(forest: DescribedForest, tree: number, node: number): number {
  const { treeStart, column, threshold, left, weight } = forest;
  const at = treeStart[tree] + node;
  if (weight[at] === 0) return 0;
  if (column[at] < 0) return threshold[at];
  const first = left[at];
  const part = (child: number) => f(weight[treeStart[tree] + child] * mean(forest, tree, child));
  return f(f(part(first) + part(first + 1)) / weight[at]);
}
