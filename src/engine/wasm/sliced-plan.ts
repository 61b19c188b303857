// Which forests are sliced, and the tests of each batch of trees (pictures in assembly/layout.ts).
import { MAX_SLICED_LEVELS, PLANE_ROWS } from '../../../assembly/layout.js';
import type { ForestTable } from '../forest-table.js';
import { heapOrder, type HeapTree } from './heap-order.js';
import type { LevelSlot } from './level-sets.js';
import { Tests, type SlicedSlot } from './sliced-tests.js';

/** Planes of a batch: they should stay in a second-level cache, and their columns be looked at seldom. */
const MOST_PLANES = 16384;
/** Levels of a column, each of which has a plane. */
const MOST_LEVELS = 1024;
/** Nodes of full levels for each node there is: trees with more than that are mostly copies. */
const MOST_FILLING = 8;

/** What would be won where even more rows take as long walking would not be worth the memory. */
const WORTHWHILE_ROWS = (7 / 8) * PLANE_ROWS;

/** Trees `from` .. `end` - 1. */
export interface Batch {
  readonly from: number;
  readonly end: number;
  readonly slots: readonly SlicedSlot[];
  readonly levelSlots: readonly LevelSlot[];
}

/** A forest that is faster sliced than walked. */
export interface SlicedPlan {
  readonly trees: readonly HeapTree[];
  readonly batches: readonly Batch[];
  /** This many rows are walked in the time that a tile takes, whether it is full or not. */
  readonly fewestRows: number;
}

/**
 * The plan of a forest, or undefined where walking is the better way or the only one. Cost: linear in nodes, those of full levels
 * included, but for the sorting of thresholds.
 */
export function slicedPlan(table: ForestTable): SlicedPlan | undefined {
  const { column, treeDepth, treeStart } = table;
  if (treeDepth.some((depth) => depth > MAX_SLICED_LEVELS)) return undefined;
  if (column.every((c) => c < 0)) return undefined;
  const full = treeDepth.reduce((nodes, depth) => nodes + 2 ** (depth + 1), 0);
  if (full > MOST_FILLING * treeStart[treeDepth.length]) return undefined;
  const levelCounts = levelCountsOf(table);
  if ([...levelCounts.values()].some((count) => count > MOST_LEVELS)) return undefined;
  const trees = Array.from(treeDepth, (_, tree) => heapOrder(table, tree));
  const batches = batchesOf(table, trees, levelCounts);
  const fewestRows = Math.ceil(tileTime(trees, batches) / walkTime(table, batches));
  return fewestRows <= WORTHWHILE_ROWS ? { trees, batches, fewestRows } : undefined;
}

/** Nanoseconds for a tile of PLANE_ROWS rows, measured on one machine: what counts is the proportion to `walkTime`. */
function tileTime(trees: readonly HeapTree[], batches: readonly Batch[]): number {
  let time = 0;
  for (const { slots, levelSlots } of batches) {
    for (const { thresholds } of slots) time += 330 + 0.5 * thresholds.length;
    for (const { levelCount, sets } of levelSlots) {
      time += 200 + sets.length * (1 + 0.15 * levelCount);
    }
  }
  for (const { levels } of trees) time += 52 + 0.54 * 2 ** levels;
  return time;
}

/** Nanoseconds for one of many rows that are walked. */
function walkTime({ treeDepth }: ForestTable, batches: readonly Batch[]): number {
  const { slots, levelSlots } = batches[0];
  let time = 0.5 * (slots.length + levelSlots.length);
  for (const depth of treeDepth) {
    time += levelSlots.length > 0 ? 2.2 * depth : Math.max(1.3, 0.87 * depth - 1.3);
  }
  return time;
}

/** By column in categorical splits: no bitset covers levels from this number on. */
function levelCountsOf({ bitset, bitsetFirst, bitsetLength, column }: ForestTable) {
  const counts = new Map<number, number>();
  bitset.forEach((set, node) => {
    if (set < 0) return;
    const end = bitsetFirst[set] + bitsetLength[set];
    counts.set(column[node], Math.max(counts.get(column[node]) ?? 0, end));
  });
  return counts;
}

/** As many trees in a row as have MOST_PLANES different tests together. */
function batchesOf(
  table: ForestTable,
  trees: readonly HeapTree[],
  levelCounts: ReadonlyMap<number, number>,
): readonly Batch[] {
  const batches: Batch[] = [];
  let tests = new Tests(table, levelCounts);
  let from = 0;
  const end = (number: number): void => {
    batches.push({ from, end: number, slots: tests.slots(), levelSlots: tests.levelSlots() });
  };
  trees.forEach((tree, number) => {
    if (tests.count + tree.nodes.length > MOST_PLANES && number > from) {
      end(number);
      tests = new Tests(table, levelCounts);
      from = number;
    }
    tree.nodes.forEach((node) => tests.add(node));
  });
  end(trees.length);
  return batches;
}
