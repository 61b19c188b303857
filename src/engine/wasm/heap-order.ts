// Trees with all their levels full, in the order of a heap.
import type { ForestTable } from '../forest-table.js';

/** A tree in which every leaf stands at the same depth: below a leaf that stood higher are copies of it. */
export interface HeapTree {
  /** The table's node number of each node above the leaves, level by level; empty for an absent tree. */
  readonly nodes: Int32Array;
  /** The table's node number of each leaf, from left to right. */
  readonly leaves: Int32Array;
  /** Levels of nodes above the leaves: 1 at least. */
  readonly levels: number;
}

/** Cost and memory: 2 to the power of the depth. */
export function heapOrder(table: ForestTable, tree: number): HeapTree {
  const root = table.treeStart[tree];
  if (root === table.treeStart[tree + 1]) {
    return { nodes: new Int32Array(0), leaves: new Int32Array(0), levels: 1 };
  }
  const levels = Math.max(1, table.treeDepth[tree]);
  const all = new Int32Array(2 ** (levels + 1));
  all[1] = root;
  const firstLeaf = 2 ** levels;
  for (let at = 1; at < firstLeaf; at++) {
    const node = all[at];
    const leaf = table.column[node] < 0;
    for (let child = 0; child < 2; child++) {
      all[2 * at + child] = leaf ? node : root + table.left[node] + child;
    }
  }
  return { nodes: all.subarray(1, firstLeaf), leaves: all.subarray(firstLeaf), levels };
}
