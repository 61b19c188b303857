// The body of a gbtree or dart booster:
//
//   160  parameters     i32 number of trees, 12 bytes, i64 size of buffers, i32, i32 size of leaf vectors, 32 x i32
//   ...  trees          tree.ts
//   i32  per tree       the sum that it adds to
//   ...  buffers        two of the same size, skipped; only where the header says so
//   dart i64, f32       number of weights, weights
import type { DescribedForest } from '../../engine/forest-table.js';
import type { ByteCursor } from '../../mojo/byte-cursor.js';
import { ForestBuilder } from '../tree/forest-builder.js';
import { damagedBooster, readLongCount, type BoosterHeader } from './booster-bytes.js';
import type { Features } from './features.js';
import { Splits } from './splits.js';
import { decodeTree, skipTree, TREE_MIN_BYTES, type TreePlace } from './tree.js';

export interface TreeBooster {
  readonly kind: 'trees';
  /** One-hot cells are translated to splits on the columns themselves; node ids are places in the file. */
  readonly forest: DescribedForest;
  /** The forest's thresholds, but of a leaf what it adds: the leaf's value, of dart times the tree's weight. */
  readonly values: Float32Array;
  /** The booster's feature of each split of the table, -1 for a leaf. */
  readonly features: Int32Array;
  /** How much each split of the table improved the objective in training. */
  readonly gains: Float32Array;
  /** The table's trees in the order of the file. */
  readonly fileOrder: Int32Array;
}

export function readTrees(
  cursor: ByteCursor,
  { groups, savedWithBuffers }: BoosterHeader,
  features: Features,
  dart: boolean,
): TreeBooster {
  const start = cursor.position;
  const count = cursor.i32();
  cursor.skip(12);
  const bufferRows = readLongCount(cursor);
  cursor.skip(4);
  const leafVector = cursor.i32();
  cursor.skip(32 * 4);
  if (count < 0 || count * TREE_MIN_BYTES > cursor.remaining || count % groups !== 0) {
    throw damagedBooster(cursor, start, `${count} trees for ${groups} sums`);
  }
  const places = Array.from({ length: count }, () => skipTree(cursor));
  const fileOrder = readOrder(cursor, count, groups);
  if (savedWithBuffers) cursor.skip(2 * 4 * groups * bufferRows * (leafVector + 1));
  const weights = dart && count > 0 ? readWeights(cursor, count / groups) : undefined;
  const built = buildForest(cursor, places, fileOrder, groups, features);
  return { kind: 'trees', ...built, values: leafValues(built.forest, weights), fileOrder };
}

/** The table's number of each tree of the file: the sums one after another, the trees of a sum in their order. */
function readOrder(cursor: ByteCursor, count: number, groups: number): Int32Array {
  const at = cursor.position;
  const perGroup = count / groups;
  const used = new Int32Array(groups);
  return Int32Array.from({ length: count }, () => {
    const group = cursor.i32();
    if (!(group >= 0 && group < groups && used[group] < perGroup)) {
      throw damagedBooster(cursor, at, `trees that are not ${perGroup} for each of ${groups} sums`);
    }
    return group * perGroup + used[group]++;
  });
}

function readWeights(cursor: ByteCursor, perGroup: number): Float32Array {
  const at = cursor.position;
  const count = readLongCount(cursor);
  if (count < perGroup) {
    throw damagedBooster(cursor, at, `${count} weights for ${perGroup} trees`);
  }
  return Float32Array.from({ length: perGroup }, () => cursor.f32());
}

function buildForest(
  cursor: ByteCursor,
  places: readonly TreePlace[],
  fileOrder: Int32Array,
  groups: number,
  features: Features,
): Pick<TreeBooster, 'forest' | 'features' | 'gains'> {
  const inTableOrder = new Array<TreePlace>(places.length);
  fileOrder.forEach((tree, i) => (inTableOrder[tree] = places[i]));
  const builder = new ForestBuilder(places.length / groups, groups, features.cats + features.nums);
  const splits = new Splits(features, builder);
  const trees = inTableOrder.map((place) => decodeTree(cursor, place, splits, builder));
  return {
    forest: builder.finishDescribed(),
    features: Int32Array.from(trees.flatMap((tree) => tree.features)),
    gains: Float32Array.from(trees.flatMap((tree) => tree.gains)),
  };
}

/** Dart.pred takes the weight by the tree's number within its sum, even where there are several sums. */
function leafValues(forest: DescribedForest, weights: Float32Array | undefined): Float32Array {
  const { column, threshold, treeStart, groupCount } = forest;
  if (weights === undefined) return threshold;
  const values = threshold.slice();
  for (let tree = 0; tree < treeStart.length - 1; tree++) {
    const weight = weights[tree % groupCount];
    for (let node = treeStart[tree]; node < treeStart[tree + 1]; node++) {
      if (column[node] < 0) values[node] *= weight;
    }
  }
  return values;
}
