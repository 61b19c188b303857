import type { TreeModel } from '../algos/algorithm.js';

/** From a leaf, by its node number in the forest table, to H2O's text of the way to it. */
export interface TreePaths {
  /** The ways of the tree's leaves, such as `LRL`; '' for a tree of one leaf. */
  readonly paths: readonly string[];
  /** Number within `paths` of a node of the forest table, -1 where H2O has no text, of most algorithms: see `isLost`. */
  pathOf(node: number): number;
}

const MAX_DEPTH = 64;
/** The end of a shorter way cannot make the packed double NaN. */
const FIRST_LOST_DEPTH = 62;

/**
 * H2O packs a way into the bits of a double, R as 1, with a 1 behind the last step (SharedTreeMojoModel.scoreTree). It is lost
 * where that double is NaN: bits 52 to 62 are ones, and some bit below is. Ways of 64 levels and more are lost, too.
 */
function isLost(path: string): boolean {
  const bits = `${path}R`;
  return /^R{11}/.test(bits.slice(52)) && bits.slice(0, 52).includes('R');
}

/** Whether a tree is so deep that H2O may have no text for a way to a leaf. */
export function losesLeaves({ forest, longPaths }: TreeModel, tree: number): boolean {
  return !longPaths && forest.treeDepth[tree] >= FIRST_LOST_DEPTH;
}

/** All leaves of one tree. Cost: linear in the tree's nodes times its depth. */
export function treePaths({ forest, longPaths }: TreeModel, tree: number): TreePaths {
  const start = forest.treeStart[tree];
  const end = forest.treeStart[tree + 1];
  const paths: string[] = [];
  const numbers = new Int32Array(end - start).fill(-1);
  const pending = start < end ? [{ node: 0, path: '' }] : [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, path } = next;
    if (path.length >= MAX_DEPTH && !longPaths) continue;
    if (forest.column[start + node] < 0) {
      if (!longPaths && isLost(path)) continue;
      numbers[node] = paths.push(path) - 1;
      continue;
    }
    const left = forest.left[start + node];
    pending.push({ node: left + 1, path: `${path}R` }, { node: left, path: `${path}L` });
  }
  return { paths, pathOf: (node) => (node < 0 ? -1 : numbers[node - start]) };
}

/**
 * Trees that exist, in the order of SharedTreeMojoModel.getDecisionPathNames: all groups of class 1, then of class 2, ...;
 * or as the model lists them.
 */
export function presentTrees(trees: TreeModel): { tree: number; name: string }[] {
  const { groupCount, treeStart } = trees.forest;
  const present = listedTrees(trees).filter((tree) => treeStart[tree] !== treeStart[tree + 1]);
  return present.map((tree) => {
    const group = tree % groupCount;
    return { tree, name: `T${group + 1}.C${(tree - group) / groupCount + 1}` };
  });
}

/** All trees of the forest, in the order in which their leaves are listed. */
export function listedTrees({ forest, listing }: TreeModel): number[] {
  return listing ? [...listing] : Array.from(forest.treeDepth, (_, tree) => tree);
}
