import type { ForestTable } from './forest-table.js';

/** How large a forest is. */
export interface TreeCounts {
  /** Number of trees that the user asked for. */
  readonly groupCount: number;
  readonly treesPerGroup: number;
  /** Trees that exist: a class without rows has none. */
  readonly treeCount: number;
  readonly leafCount: number;
  /** Edges on the longest way from a root to a leaf. */
  readonly maxDepth: number;
}

/** Cost: linear in nodes. */
export function countTrees(forest: ForestTable): TreeCounts {
  const { groupCount, treesPerGroup, treeStart, treeDepth, column } = forest;
  let treeCount = 0;
  let maxDepth = 0;
  treeDepth.forEach((depth, tree) => {
    if (treeStart[tree] !== treeStart[tree + 1]) treeCount++;
    maxDepth = Math.max(maxDepth, depth);
  });
  let leafCount = 0;
  // Not `for of`: its iterator takes several times as long.
  let node = column.length;
  while (node-- > 0) if (column[node] < 0) leafCount++;
  return { groupCount, treesPerGroup, treeCount, leafCount, maxDepth };
}
