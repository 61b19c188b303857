// The order in which a tree's nodes lie in the kernels' memory.
import { BELOW_TOP, ROOT, TOP_LEVELS } from '../../../assembly/layout.js';
import { CATEGORICAL, type ForestTable } from '../forest-table.js';

/** Kernel nodes of one tree, the root at ROOT, siblings together; all empty for an absent tree. */
export interface TreeOrder {
  /** The table's node number of each kernel node. */
  readonly nodes: Int32Array;
  /** Kernel node of the left child; of a leaf below the top the leaf itself. */
  readonly left: Int32Array;
  /** Edges on the longest path, the copies below leaves of the top included: TOP_LEVELS at least. */
  readonly depth: number;
  /** Mean over the leaves of the edges above them. */
  readonly meanLeafDepth: number;
  /** Some node tests a bitset. */
  readonly categorical: boolean;
}

const ABSENT: TreeOrder = {
  nodes: new Int32Array(0),
  left: new Int32Array(0),
  depth: 0,
  meanLeafDepth: 0,
  categorical: false,
};

/** Level by level, with a full top (see assembly/layout.ts). */
export function breadthFirst(table: ForestTable, tree: number): TreeOrder {
  const root = table.treeStart[tree];
  const count = table.treeStart[tree + 1] - root;
  if (count === 0) return ABSENT;
  const nodes = new Int32Array(BELOW_TOP + count + BELOW_TOP);
  const left = new Int32Array(nodes.length);
  let end = ROOT + 1;
  let depth = 0;
  let levelEnd = end;
  let leaves = 0;
  let leafDepths = 0;
  let categorical = false;
  nodes[ROOT] = root;
  for (let at = ROOT; at < end; at++) {
    if (at === levelEnd) {
      depth++;
      levelEnd = end;
    }
    const node = nodes[at];
    const leaf = table.column[node] < 0;
    if (leaf && depth >= TOP_LEVELS) {
      left[at] = at;
      leaves++;
      leafDepths += depth;
      continue;
    }
    categorical ||= (table.flags[node] & CATEGORICAL) !== 0;
    left[at] = end;
    const child = leaf ? node : root + table.left[node];
    nodes[end++] = child;
    nodes[end++] = leaf ? child : child + 1;
  }
  // Nodes that no path reaches are left out.
  return {
    nodes: nodes.subarray(0, end),
    left: left.subarray(0, end),
    depth,
    meanLeafDepth: leafDepths / leaves,
    categorical,
  };
}
