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

/** Level by level, with a full top (see assembly/layout.ts). Cost: linear in nodes. */
export function breadthFirst(table: ForestTable, tree: number): TreeOrder {
  const root = table.treeStart[tree];
  const count = table.treeStart[tree + 1] - root;
  if (count === 0) return ABSENT;
  const { column, flags, left: leftOf } = table;
  // A pair of nodes more than there can be, as children are written before it is known whether there are any.
  const nodes = new Int32Array(BELOW_TOP + count + BELOW_TOP + 2);
  const left = new Int32Array(nodes.length);
  let end = ROOT + 1;
  let at = ROOT;
  let flagsOfAll = 0;
  nodes[ROOT] = root;
  for (; at < 1 << TOP_LEVELS; at++) {
    const node = nodes[at];
    flagsOfAll |= flags[node];
    left[at] = end;
    const leaf = column[node] < 0;
    const child = leaf ? node : root + leftOf[node];
    nodes[end++] = child;
    nodes[end++] = leaf ? child : child + 1;
  }
  let depth = TOP_LEVELS;
  let leaves = 0;
  let leafDepths = 0;
  for (;;) {
    const levelEnd = end;
    let leavesOfLevel = 0;
    // No branch tells leaves from splits: which comes next cannot be guessed, and a wrong guess costs more than all of this.
    for (; at < levelEnd; at++) {
      const node = nodes[at];
      const leaf = column[node] >> 31;
      flagsOfAll |= flags[node];
      left[at] = (at & leaf) | (end & ~leaf);
      const child = root + leftOf[node];
      nodes[end] = child;
      nodes[end + 1] = child + 1;
      end += 2 & ~leaf;
      leavesOfLevel -= leaf;
    }
    leaves += leavesOfLevel;
    leafDepths += leavesOfLevel * depth;
    if (end === levelEnd) break;
    depth++;
  }
  // Nodes that no path reaches are left out.
  return {
    nodes: nodes.subarray(0, end),
    left: left.subarray(0, end),
    depth,
    meanLeafDepth: leafDepths / leaves,
    categorical: (flagsOfAll & CATEGORICAL) !== 0,
  };
}
