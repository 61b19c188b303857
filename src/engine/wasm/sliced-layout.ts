// Writes a sliced forest into the kernels' memory (pictures in assembly/layout.ts).
import {
  BATCH_BYTES,
  BATCH_END,
  BATCH_FROM,
  BATCH_LEVEL_SLOT_COUNT,
  BATCH_LEVEL_SLOTS,
  BATCH_SLOT_COUNT,
  BATCH_SLOTS,
  LEVEL_SLOT_BYTES,
  LEVEL_SLOT_COLUMN,
  LEVEL_SLOT_COUNT,
  LEVEL_SLOT_LEVELS,
  LEVEL_SLOT_SET_COUNT,
  LEVEL_SLOT_SETS,
  MAX_COMPARISONS,
  PLANE_BYTES,
  PLANE_ROWS,
  SLICED_SLOT_BYTES,
  SLICED_SLOT_COLUMN,
  SLICED_SLOT_COMPARISONS,
  SLICED_SLOT_COUNT,
  SLICED_SLOT_FIRST,
  SLICED_SLOT_LAST_BUCKET,
  SLICED_SLOT_LOWEST,
  SLICED_SLOT_NA_COUNT,
  SLICED_SLOT_NA_PLANES,
  SLICED_SLOT_SCALE,
  SLICED_SLOT_STARTS,
  SLICED_SLOT_THRESHOLDS,
  SLICED_TREE_BYTES,
  SLICED_TREE_LEVELS,
  SLICED_TREE_NODES,
  SLICED_TREE_VALUES,
  TREES_AT_ONCE,
  WAYS_PLANES,
} from '../../../assembly/layout.js';
import type { ForestTable } from '../forest-table.js';
import type { SumType } from '../kernels.js';
import type { Arena } from './arena.js';
import { bucketsOf } from './buckets.js';
import type { HeapTree } from './heap-order.js';
import { membersOf, type LevelSlot } from './level-sets.js';
import { PlaneAddresses, planeCount } from './plane-addresses.js';
import type { SlicedPlan } from './sliced-plan.js';
import type { SlicedSlot } from './sliced-tests.js';

/** NaN behind the thresholds: what the comparisons of a bucket may read. */
const PADDING = 4 * MAX_COMPARISONS;

/**
 * Copies the trees of a plan into the arena; the address of the forest record. Cost: linear in nodes, full levels included.
 * @throws LimitError when they do not fit.
 */
export function loadSliced(
  table: ForestTable,
  { trees, batches }: SlicedPlan,
  sums: SumType,
  arena: Arena,
): number {
  const planeBytes = Math.max(...batches.map(planeCount)) * PLANE_BYTES;
  const planes = arena.allocate(planeBytes);
  const records = new DataView(new ArrayBuffer(trees.length * SLICED_TREE_BYTES));
  const batchRecords = new DataView(new ArrayBuffer(batches.length * BATCH_BYTES));
  batches.forEach((batch, i) => {
    const { from, end, slots, levelSlots } = batch;
    const tests = new PlaneAddresses(table, batch, planes);
    for (let tree = from; tree < end; tree++) {
      writeTree(table, trees[tree], tests, records, tree * SLICED_TREE_BYTES, arena);
    }
    const at = i * BATCH_BYTES;
    batchRecords.setUint32(at + BATCH_SLOTS, placeSlots(slots, tests, arena), true);
    batchRecords.setUint32(at + BATCH_SLOT_COUNT, slots.length, true);
    batchRecords.setUint32(at + BATCH_FROM, from, true);
    batchRecords.setUint32(at + BATCH_END, end, true);
    const levelsPtr = placeLevelSlots(levelSlots, tests, arena);
    batchRecords.setUint32(at + BATCH_LEVEL_SLOTS, levelsPtr, true);
    batchRecords.setUint32(at + BATCH_LEVEL_SLOT_COUNT, levelSlots.length, true);
  });
  return arena.placeRecord(
    planes,
    planeBytes,
    arena.allocate(PLANE_ROWS * Float32Array.BYTES_PER_ELEMENT),
    arena.allocate(PLANE_BYTES),
    arena.allocate(WAYS_PLANES * PLANE_BYTES),
    arena.allocate(TREES_AT_ONCE * PLANE_ROWS),
    arena.allocate(PLANE_ROWS * Float64Array.BYTES_PER_ELEMENT),
    arena.place(batchRecords),
    batches.length,
    arena.place(records),
    table.treesPerGroup,
    table.groupCount,
    sums === 'float' ? 1 : 0,
  );
}

function placeSlots(slots: readonly SlicedSlot[], tests: PlaneAddresses, arena: Arena): number {
  const out = new DataView(new ArrayBuffer(slots.length * SLICED_SLOT_BYTES));
  slots.forEach(({ column, thresholds, naRight }, slot) => {
    const at = slot * SLICED_SLOT_BYTES;
    const first = tests.firsts[slot];
    const padded = new Float32Array(thresholds.length + PADDING).fill(NaN);
    padded.set(thresholds);
    const naPlanes: number[] = [];
    naRight.forEach((right, i) => right !== 0 && naPlanes.push(first + i * PLANE_BYTES));
    const { lowest, scale, last, starts, comparisons } = bucketsOf(thresholds);
    out.setUint32(at + SLICED_SLOT_COLUMN, column, true);
    out.setUint32(at + SLICED_SLOT_FIRST, first, true);
    out.setUint32(at + SLICED_SLOT_COUNT, thresholds.length, true);
    out.setUint32(at + SLICED_SLOT_NA_PLANES, arena.place(Uint32Array.from(naPlanes)), true);
    out.setUint32(at + SLICED_SLOT_NA_COUNT, naPlanes.length, true);
    out.setUint32(at + SLICED_SLOT_THRESHOLDS, arena.place(padded), true);
    out.setUint32(at + SLICED_SLOT_STARTS, arena.place(starts), true);
    out.setFloat32(at + SLICED_SLOT_LOWEST, lowest, true);
    out.setFloat32(at + SLICED_SLOT_SCALE, scale, true);
    out.setFloat32(at + SLICED_SLOT_LAST_BUCKET, last, true);
    out.setUint32(at + SLICED_SLOT_COMPARISONS, comparisons, true);
  });
  return arena.place(out);
}

function placeLevelSlots(slots: readonly LevelSlot[], tests: PlaneAddresses, arena: Arena): number {
  const out = new DataView(new ArrayBuffer(slots.length * LEVEL_SLOT_BYTES));
  slots.forEach(({ column, levelCount, sets }, slot) => {
    const at = slot * LEVEL_SLOT_BYTES;
    const levels = tests.levelFirsts[slot];
    const records = sets.flatMap((bits, number) => {
      const { members, inverted } = membersOf(bits, levelCount + 2);
      const addresses = Uint32Array.from(members, (level) => levels + level * PLANE_BYTES);
      return [tests.ofSet(slot, number), arena.place(addresses), members.length, inverted ? -1 : 0];
    });
    out.setUint32(at + LEVEL_SLOT_COLUMN, column, true);
    out.setUint32(at + LEVEL_SLOT_COUNT, levelCount, true);
    out.setUint32(at + LEVEL_SLOT_LEVELS, levels, true);
    out.setUint32(at + LEVEL_SLOT_SETS, arena.place(Int32Array.from(records)), true);
    out.setUint32(at + LEVEL_SLOT_SET_COUNT, sets.length, true);
  });
  return arena.place(out);
}

function writeTree(
  table: ForestTable,
  { nodes, leaves, levels }: HeapTree,
  tests: PlaneAddresses,
  records: DataView,
  at: number,
  arena: Arena,
): void {
  if (leaves.length === 0) return;
  const planes = new Uint32Array(nodes.length + 1);
  // Below a leaf both sides are the same, so that any plane will do.
  nodes.forEach((node, i) => {
    planes[i + 1] = table.column[node] < 0 ? tests.any : tests.of(node);
  });
  const values = Float32Array.from(leaves, (leaf) => table.threshold[leaf]);
  records.setUint32(at + SLICED_TREE_NODES, arena.place(planes), true);
  records.setUint32(at + SLICED_TREE_VALUES, arena.place(values), true);
  records.setUint32(at + SLICED_TREE_LEVELS, levels, true);
}
