// Turns a forest table into the trees, slots and bits that the kernels walk (pictures in assembly/layout.ts).
import {
  IS_NA,
  IS_NA_THRESHOLD,
  LEVEL,
  MIXED_SLOT_BYTES,
  NARROW_BYTES,
  NARROW_LEFT,
  NARROW_LIMIT,
  NODE_SLOT,
  NODE_THRESHOLD,
  NUMERIC_SLOT_BYTES,
  ROOT,
  WIDE_BITS,
  WIDE_BYTES,
  WIDE_LEFT,
} from '../../../assembly/layout.js';
import type { ForestTable } from '../forest-table.js';
import type { SumType } from '../kernels.js';
import type { Arena } from './arena.js';
import { LevelBits } from './level-bits.js';
import { placeForest, type LoadedForest, type PlacedTree } from './placed-forest.js';
import { isLeaf, readingOf, Slots } from './slots.js';
import { breadthFirst, type TreeOrder } from './tree-order.js';

/**
 * Copies the table into the arena, in the kernels' form. Cost: linear in nodes, and in levels per categorical split.
 * @throws LimitError when the forest does not fit.
 */
export function loadForest(table: ForestTable, sums: SumType, arena: Arena): LoadedForest {
  const trees = table.treeStart.length - 1;
  const orders = Array.from({ length: trees }, (_, tree) => breadthFirst(table, tree));
  const slots = new Slots(table);
  const someWide = orders.some(needsWide) || slots.count * NUMERIC_SLOT_BYTES > NARROW_LIMIT;
  const slotBytes = someWide ? MIXED_SLOT_BYTES : NUMERIC_SLOT_BYTES;
  const allWide = slots.count * slotBytes > NARROW_LIMIT;
  const bits = placeBits(table, orders, slots, arena);

  const placed = orders.map((order): PlacedTree | undefined => {
    const { nodes, depth, meanLeafDepth } = order;
    if (nodes.length === 0) return undefined;
    const wide = allWide || needsWide(order);
    const offsets = { slots, slotBytes };
    const bytes = wide
      ? wideNodes(table, order, offsets, bits)
      : narrowNodes(table, order, offsets);
    return { nodesPtr: arena.place(bytes), count: nodes.length, wide, depth, meanLeafDepth };
  });
  const { groupCount, treesPerGroup } = table;
  const slotRecords = slots.records();
  return placeForest(
    { trees: placed, groupCount, treesPerGroup, slotRecords, slotCount: slots.count, slotBytes },
    sums,
    arena,
  );
}

/** Per tree, the table's node number of each kernel node; empty for an absent tree. Cost: as loading the tree. */
export function tableNodes(table: ForestTable): Int32Array[] {
  const trees = table.treeStart.length - 1;
  return Array.from({ length: trees }, (_, tree) => breadthFirst(table, tree).nodes);
}

function needsWide({ categorical, nodes }: TreeOrder): boolean {
  return categorical || nodes.length > NARROW_LIMIT;
}

/** The address of the bits that a node tests. */
type BitsAddress = (node: number) => number;

function placeBits(
  table: ForestTable,
  orders: readonly TreeOrder[],
  slots: Slots,
  arena: Arena,
): BitsAddress {
  const bits = new LevelBits(table, slots);
  const testsLevel = (node: number): boolean =>
    !isLeaf(table, node) && readingOf(table, node) === LEVEL;
  for (const { categorical, nodes } of orders) {
    if (!categorical) continue;
    for (let i = ROOT; i < nodes.length; i++) if (testsLevel(nodes[i])) bits.offsetOf(nodes[i]);
  }
  const start = bits.place(arena);
  return (node) => (testsLevel(node) ? start + bits.offsetOf(node) : start);
}

/** Where the cells of slots lie in a group of a tile. */
interface SlotOffsets {
  readonly slots: Slots;
  readonly slotBytes: number;
}

function narrowNodes(
  table: ForestTable,
  { nodes, left }: TreeOrder,
  { slots, slotBytes }: SlotOffsets,
): DataView {
  const { threshold } = table;
  const out = new DataView(new ArrayBuffer(nodes.length * NARROW_BYTES));
  for (let i = ROOT; i < nodes.length; i++) {
    const at = i * NARROW_BYTES;
    const node = nodes[i];
    // A call for each node would make an object of each number. No split of a narrow tree tests levels.
    const value = threshold[node];
    const same = value === value || isLeaf(table, node);
    out.setFloat32(at + NODE_THRESHOLD, same ? value : kernelThreshold(table, node), true);
    out.setUint16(at + NODE_SLOT, slots.ofNode(node) * slotBytes, true);
    out.setUint16(at + NARROW_LEFT, left[i], true);
  }
  return out;
}

function wideNodes(
  table: ForestTable,
  { nodes, left }: TreeOrder,
  { slots, slotBytes }: SlotOffsets,
  bitsOf: BitsAddress,
): DataView {
  const out = new DataView(new ArrayBuffer(nodes.length * WIDE_BYTES));
  for (let i = ROOT; i < nodes.length; i++) {
    const at = i * WIDE_BYTES;
    out.setFloat32(at + NODE_THRESHOLD, kernelThreshold(table, nodes[i]), true);
    out.setUint32(at + NODE_SLOT, slots.ofNode(nodes[i]) * slotBytes, true);
    out.setUint32(at + WIDE_LEFT, left[i], true);
    out.setUint32(at + WIDE_BITS, bitsOf(nodes[i]), true);
  }
  return out;
}

/** The node's threshold for the reading that its slot has; the value of a leaf. */
export function kernelThreshold(table: ForestTable, node: number): number {
  // Leaves, too.
  if (table.flags[node] === 0) return table.threshold[node];
  switch (readingOf(table, node)) {
    case LEVEL:
      return NaN;
    case IS_NA:
      return IS_NA_THRESHOLD;
    default:
      return table.threshold[node];
  }
}
