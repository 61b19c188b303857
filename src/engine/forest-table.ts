// The one form of a forest that everything reads: back ends, leaf assignment, contributions, printers.
// `algos/tree/decode.ts` fills it from tree bytes of any MOJO version; nothing else knows those bytes.
//
// Node table: parallel arrays, one entry per node. The nodes of tree t are treeStart[t] .. treeStart[t+1]-1,
// the root first; a tree without nodes is absent and adds nothing. Child numbers are relative to treeStart[t];
// the right child is always left + 1. A leaf has column -1 and is its own left child, so a walk may run on.
//
// The way of a value x (NaN = NA) through a split node:
//   x is NaN                       right if NA_RIGHT, else left
//   CATEGORICAL, level = trunc(x)  bit (level - bitsetFirst[b]) of the node's bitset: set = right, clear = left;
//                                  a level outside the bitset: right if OUTSIDE_RIGHT, else left
//   otherwise                      right if x >= threshold (x a double, threshold a float), else left

/** NA goes right. */
export const NA_RIGHT = 1;
/** The node tests a bitset instead of a threshold. */
export const CATEGORICAL = 2;
/** A level that the bitset does not cover goes right. */
export const OUTSIDE_RIGHT = 4;

export interface ForestTable {
  /** Number of tree groups: the number of trees the user asked for. */
  readonly groupCount: number;
  /** Trees in a group: one, or one per class. Tree `class * groupCount + group` belongs to (group, class). */
  readonly treesPerGroup: number;
  /** Number of input columns that `column` may name. */
  readonly columnCount: number;
  /** groupCount * treesPerGroup + 1 node numbers. */
  readonly treeStart: Int32Array;
  /** Edges on the longest path, per tree. */
  readonly treeDepth: Int32Array;
  /** Input column of a split, -1 for a leaf. */
  readonly column: Int32Array;
  /** Threshold of a numeric split (NaN: no number goes right); value of a leaf. */
  readonly threshold: Float32Array;
  /** Left child, relative to the tree's first node; of a leaf the leaf itself. */
  readonly left: Int32Array;
  /** NA_RIGHT | CATEGORICAL | OUTSIDE_RIGHT. */
  readonly flags: Uint8Array;
  /** Number of the bitset of a categorical split, -1 elsewhere. */
  readonly bitset: Int32Array;
  /** First level that bitset b covers. */
  readonly bitsetFirst: Int32Array;
  /** Number of levels that bitset b covers. */
  readonly bitsetLength: Int32Array;
  /** Where bitset b starts in `bits`, in bytes; its bit i is bit (i & 7) of byte (i >> 3). */
  readonly bitsetStart: Int32Array;
  readonly bits: Uint8Array;
}

/** A forest with what scoring does not need of it. */
export interface DescribedForest extends ForestTable {
  /** H2O's number of the node within its tree, -1 where the MOJO does not tell. */
  readonly nodeId: Int32Array;
  /** Training weight that reached the node; NaN where the MOJO does not tell. */
  readonly weight: Float32Array;
}
