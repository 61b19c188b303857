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

/** Reach of each column that the way down has split so far. */
type Reaches = ReadonlyMap<number, Reach>;

/** One tree of a forest as nested nodes (SharedTreeMojoModel.computeTreeGraph). Cost: linear in nodes and levels of their splits. */
export function viewTree(forest: DescribedForest, tree: number, columns: TreeColumns): TreeNode {
  const start = forest.treeStart[tree];
  const view = (local: number, above: Reach | undefined, reaches: Reaches): TreeNode => {
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
    const child = (right: boolean): TreeNode => {
      const reach = childReach(forest, node, right, reaches.get(column), domain);
      const next = new Map(reaches).set(column, reach);
      return view(forest.left[node] + (right ? 1 : 0), reach, next);
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
  return view(0, undefined, new Map());
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
