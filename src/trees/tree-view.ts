import { CATEGORICAL, NA_RIGHT, type DescribedForest } from '../engine/forest-table.js';
import type { TreeNode } from './tree-node.js';

/** Columns of a forest. */
export interface TreeColumns {
  readonly names: readonly string[];
  readonly domains: readonly (readonly string[] | null)[];
}

/** What may still come to a node of a column that was split above it. */
interface Reach {
  readonly levels: ReadonlySet<number> | undefined;
  readonly na: boolean;
}

/** One tree of a forest as nested nodes (SharedTreeMojoModel.computeTreeGraph). Cost: linear in nodes and levels of their splits. */
export function viewTree(forest: DescribedForest, tree: number, columns: TreeColumns): TreeNode {
  const start = forest.treeStart[tree];
  /** Reach of each column that the way down to the current node has split: one map, set on the way down and put back on the way up. */
  const reaches = new Map<number, Reach | undefined>();
  const view = (local: number, above: Reach | undefined): TreeNode => {
    const node = start + local;
    const column = forest.column[node];
    const id = forest.nodeId[node];
    const weight = forest.weight[node];
    const fields = {
      nodeNumber: id < 0 ? local : id,
      ...(!Number.isNaN(weight) && { weight }),
      ...(above?.levels && { matchValues: [...above.levels] }),
      inclusiveNa: above?.na ?? true,
    };
    if (column < 0) return { ...fields, predValue: forest.threshold[node] };

    const flags = forest.flags[node];
    const isCategorical = (flags & CATEGORICAL) !== 0;
    const domain = columns.domains[column] ?? undefined;
    const before = reaches.get(column);
    const child = (right: boolean): TreeNode => {
      const reach = childReach(forest, node, right, before, domain);
      reaches.set(column, reach);
      const seen = view(forest.left[node] + (right ? 1 : 0), reach);
      reaches.set(column, before);
      return seen;
    };
    const threshold = forest.threshold[node];
    return {
      ...fields,
      colId: column,
      colName: columns.names[column] ?? `column ${column}`,
      leftward: (flags & NA_RIGHT) === 0,
      isCategorical,
      ...(isCategorical && domain && { domain }),
      ...(!isCategorical && !Number.isNaN(threshold) && { splitValue: threshold }),
      leftChild: child(false),
      rightChild: child(true),
    };
  };
  return view(0, undefined);
}

/** What goes on to a child, as SharedTreeNode has it: levels that the split's bitset does not cover are in neither list. */
function childReach(
  forest: DescribedForest,
  node: number,
  right: boolean,
  reach: Reach | undefined,
  domain: readonly string[] | undefined,
): Reach {
  const flags = forest.flags[node];
  const na = (reach?.na ?? true) && ((flags & NA_RIGHT) !== 0) === right;
  if ((flags & CATEGORICAL) === 0) return { levels: reach?.levels, na };
  const bitset = forest.bitset[node];
  const first = forest.bitsetFirst[bitset];
  const end = Math.min(first + forest.bitsetLength[bitset], domain?.length ?? Infinity);
  const levels = new Set<number>();
  for (let level = first; level < end; level++) {
    const bit = level - first;
    const byte = forest.bits[forest.bitsetStart[bitset] + (bit >> 3)];
    const isSet = ((byte >> (bit & 7)) & 1) === 1;
    if (isSet === right && (reach?.levels?.has(level) ?? true)) levels.add(level);
  }
  return { levels, na };
}
