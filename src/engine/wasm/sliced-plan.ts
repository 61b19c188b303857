// Which forests are sliced, and the tests of each batch of trees (pictures in assembly/layout.ts).
import { MAX_SLICED_LEVELS, PLANE_ROWS } from '../../../assembly/layout.js';
import { CATEGORICAL, NA_RIGHT, type ForestTable } from '../forest-table.js';
import { heapOrder, type HeapTree } from './heap-order.js';

/** Planes of a batch: they should stay in a second-level cache, and their columns be looked at seldom. */
const MOST_PLANES = 16384;
/** Nodes of full levels for each node there is: trees with more than that are mostly copies. */
const MOST_FILLING = 8;

/** The different tests of a column, in ascending order of thresholds; NaN, which no number reaches, last. */
export interface SlicedSlot {
  readonly column: number;
  readonly thresholds: Float32Array;
  /** Whether NA passes: 1 or 0 for each threshold. */
  readonly naRight: Uint8Array;
}

/** Trees `from` .. `end` - 1. */
export interface Batch {
  readonly from: number;
  readonly end: number;
  readonly slots: readonly SlicedSlot[];
}

/** A forest that is faster sliced than walked. */
export interface SlicedPlan {
  readonly trees: readonly HeapTree[];
  readonly batches: readonly Batch[];
  /** Fewer rows of a tile than these are walked in less time than a whole tile takes. */
  readonly fewestRows: number;
}

/**
 * The plan of a forest, or undefined where walking is the better way or the only one. Cost: linear in nodes, those of full levels
 * included, but for the sorting of thresholds.
 */
export function slicedPlan(table: ForestTable): SlicedPlan | undefined {
  const { column, flags, treeDepth, treeStart } = table;
  if (treeDepth.some((depth) => depth > MAX_SLICED_LEVELS)) return undefined;
  if (flags.some((of) => (of & CATEGORICAL) !== 0)) return undefined;
  if (column.every((c) => c < 0)) return undefined;
  const full = treeDepth.reduce((nodes, depth) => nodes + 2 ** (depth + 1), 0);
  if (full > MOST_FILLING * treeStart[treeDepth.length]) return undefined;
  const trees = Array.from(treeDepth, (_, tree) => heapOrder(table, tree));
  const batches = batchesOf(table, trees);
  const fewestRows = Math.ceil(tileTime(trees, batches) / walkTime(table, batches));
  return fewestRows <= PLANE_ROWS / 2 ? { trees, batches, fewestRows } : undefined;
}

/** Nanoseconds for a tile of PLANE_ROWS rows, measured on one machine: what counts is the proportion to `walkTime`. */
function tileTime(trees: readonly HeapTree[], batches: readonly Batch[]): number {
  let time = 0;
  for (const { slots } of batches) {
    for (const { thresholds } of slots) time += 330 + 0.5 * thresholds.length;
  }
  for (const { levels } of trees) time += 52 + 0.54 * 2 ** levels;
  return time;
}

/** Nanoseconds for one of many rows that are walked. */
function walkTime({ treeDepth }: ForestTable, batches: readonly Batch[]): number {
  let time = 0.5 * batches[0].slots.length;
  for (const depth of treeDepth) time += Math.max(1.3, 0.87 * depth - 1.3);
  return time;
}

/** As many trees in a row as have MOST_PLANES different tests together. */
function batchesOf(table: ForestTable, trees: readonly HeapTree[]): readonly Batch[] {
  const batches: Batch[] = [];
  let tests = new Tests(table);
  let from = 0;
  trees.forEach((tree, number) => {
    if (tests.count + tree.nodes.length > MOST_PLANES) {
      batches.push({ from, end: number, slots: tests.slots() });
      tests = new Tests(table);
      from = number;
    }
    tree.nodes.forEach((node) => tests.add(node));
  });
  return [...batches, { from, end: trees.length, slots: tests.slots() }];
}

/** Different tests, by column. */
class Tests {
  count = 0;
  readonly #table: ForestTable;
  readonly #columns = new Map<number, { left: Set<number>; right: Set<number> }>();

  constructor(table: ForestTable) {
    this.#table = table;
  }

  add(node: number): void {
    const { column, flags, threshold } = this.#table;
    if (column[node] < 0) return;
    let sets = this.#columns.get(column[node]);
    if (sets === undefined) {
      sets = { left: new Set(), right: new Set() };
      this.#columns.set(column[node], sets);
    }
    const set = (flags[node] & NA_RIGHT) !== 0 ? sets.right : sets.left;
    if (set.has(threshold[node])) return;
    set.add(threshold[node]);
    this.count++;
  }

  slots(): SlicedSlot[] {
    const columns = [...this.#columns].sort(([a], [b]) => a - b);
    return columns.map(([column, { left, right }]) => {
      // Array.sort would take NaN for equal to anything; the order of typed arrays has it last.
      const lefts = Float32Array.from(left).sort();
      const rights = Float32Array.from(right).sort();
      return { column, ...merged(lefts, rights) };
    });
  }
}

/** Both in one order. */
function merged(left: Float32Array, right: Float32Array): Omit<SlicedSlot, 'column'> {
  const thresholds = new Float32Array(left.length + right.length);
  const naRight = new Uint8Array(thresholds.length);
  let l = 0;
  let r = 0;
  for (let i = 0; i < thresholds.length; i++) {
    const takesRight = l === left.length || (r < right.length && !isBelow(left[l], right[r]));
    naRight[i] = takesRight ? 1 : 0;
    thresholds[i] = takesRight ? right[r++] : left[l++];
  }
  return { thresholds, naRight };
}

/** In the order of typed arrays but for zeros; NaN is above everything. */
function isBelow(a: number, b: number): boolean {
  return a < b || (Number.isNaN(b) && !Number.isNaN(a));
}
