// How long the ways of a tree are, counted in different features.
import type { ForestTable } from '../forest-table.js';

/** Arrays have a cell per node, from the tree's first one on. */
export interface WayCounts {
  /** Edges above the node. */
  readonly level: Int32Array;
  /** Of a leaf: different features on the way to it. */
  readonly count: Int32Array;
  /** Of a leaf: its number. */
  readonly leaf: Int32Array;
  /** Of a leaf: the sum of the counts of the leaves before it. */
  readonly place: Float64Array;
  /** The highest of all levels. */
  readonly depth: number;
  /** The highest of all counts. */
  readonly most: number;
  /** The sum of all counts. */
  readonly cells: number;
  /** Number of leaves. */
  readonly leaves: number;
}

/** Cost: linear in nodes. */
export function countWays(table: ForestTable, features: Int32Array, tree: number): WayCounts {
  const { treeStart, column, left } = table;
  const first = treeStart[tree];
  const nodes = treeStart[tree + 1] - first;
  const level = new Int32Array(nodes);
  const count = new Int32Array(nodes);
  const place = new Float64Array(nodes);
  const leaf = new Int32Array(nodes);
  /** How often a feature is on the way to the node at hand. */
  const onWay = new Map<number, number>();
  let [depth, most, cells, leaves] = [0, 0, 0, 0];
  // A split comes up twice: on the way down, and when both its children are done.
  const pending: number[] = nodes > 0 ? [0] : [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = next < 0 ? ~next : next;
    if (column[first + node] < 0) {
      count[node] = onWay.size;
      place[node] = cells;
      leaf[node] = leaves++;
      cells += onWay.size;
      most = Math.max(most, onWay.size);
      depth = Math.max(depth, level[node]);
      continue;
    }
    const feature = features[first + node];
    const times = onWay.get(feature) ?? 0;
    if (next < 0) {
      if (times === 1) onWay.delete(feature);
      else onWay.set(feature, times - 1);
      continue;
    }
    onWay.set(feature, times + 1);
    const child = left[first + node];
    level[child] = level[child + 1] = level[node] + 1;
    pending.push(~node, child + 1, child);
  }
  return { level, count, leaf, place, depth, most, cells, leaves };
}
