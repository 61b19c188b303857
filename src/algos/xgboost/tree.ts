// One tree of a booster (biz.k11i.xgboost.tree.RegTreeImpl):
//
//   148  parameters   i32, i32 number of nodes, 35 x i32
//   20   per node     i32 parent, i32 left child, i32 right child, u32 feature (top bit: missing values go left), f32 threshold;
//                     a node with left child -1 is a leaf, and the f32 its value
//   16   per node     f32 gain, f32 sum of hessians, f32 weight, i32
//
// A value goes left if it is less than the threshold. The root is node 0; nodes that no way leads to are left over from pruning.
import type { ByteCursor } from '../../mojo/byte-cursor.js';
import type { ForestBuilder } from '../tree/forest-builder.js';
import { damagedBooster } from './booster-bytes.js';
import type { Splits } from './splits.js';

const PARAMETER_BYTES = 37 * 4;
const NODE_BYTES = 20;
const STATISTICS_BYTES = 16;
export const TREE_MIN_BYTES = PARAMETER_BYTES + NODE_BYTES + STATISTICS_BYTES;

const LEAF = -1;
const DEFAULT_LEFT = 0x80000000;

/** Where the nodes of a tree are. */
export interface TreePlace {
  readonly position: number;
  readonly nodes: number;
}

/** Goes past a tree. */
export function skipTree(cursor: ByteCursor): TreePlace {
  const start = cursor.position;
  cursor.skip(4);
  const nodes = cursor.i32();
  cursor.skip(PARAMETER_BYTES - 8);
  if (nodes < 1) throw damagedBooster(cursor, start, `a tree of ${nodes} nodes`);
  const position = cursor.position;
  cursor.skip(nodes * (NODE_BYTES + STATISTICS_BYTES));
  return { position, nodes };
}

/** A node that is still to be read: its place in the file and in the table. */
interface Pending {
  readonly index: number;
  readonly node: number;
  readonly depth: number;
}

/** What the table has no place for, by node of the table's tree. */
export interface TreeNotes {
  /** The booster's feature of a split, -1 for a leaf. */
  readonly features: readonly number[];
  /** How much a split improved the objective. */
  readonly gains: readonly number[];
}

/** Adds a tree to the builder, with the sums of hessians as weights. Cost: linear in nodes. */
export function decodeTree(
  cursor: ByteCursor,
  { position, nodes }: TreePlace,
  splits: Splits,
  builder: ForestBuilder,
): TreeNotes {
  builder.beginTree();
  const features: number[] = [];
  const gains: number[] = [];
  const seen = new Uint8Array(nodes);
  const pending: Pending[] = [{ index: 0, node: builder.addNodes(1), depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { index, node, depth } = next;
    const at = position + index * NODE_BYTES;
    // A way that comes back would never end.
    if (seen[index] !== 0) throw damagedBooster(cursor, at, 'a node with two parents');
    seen[index] = 1;
    cursor.seek(at + 4);
    const left = cursor.i32();
    const right = cursor.i32();
    const feature = cursor.i32();
    const value = cursor.f32();
    cursor.seek(position + nodes * NODE_BYTES + index * STATISTICS_BYTES);
    gains[node] = cursor.f32();
    builder.setWeight(node, cursor.f32());
    features[node] = left === LEAF ? -1 : feature & 0x7fffffff;
    if (left === LEAF) {
      builder.setLeaf(node, value, index, depth);
      continue;
    }
    if (!(left >= 0 && left < nodes && right >= 0 && right < nodes)) {
      throw damagedBooster(cursor, at, `children ${left} and ${right} of ${nodes} nodes`);
    }
    const split = splits.make(feature & 0x7fffffff, value, (feature & DEFAULT_LEFT) !== 0);
    if (split === undefined) {
      throw damagedBooster(cursor, at, `a split on feature ${feature & 0x7fffffff}`);
    }
    const child = builder.addNodes(2);
    builder.setSplit(node, { ...split, left: child, nodeId: index });
    pending.push({ index: right, node: child + 1, depth: depth + 1 });
    pending.push({ index: left, node: child, depth: depth + 1 });
  }
  return { features, gains };
}
