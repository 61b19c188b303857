// Turns a forest table into the trees, slots and bits that the kernels walk (pictures in assembly/layout.ts).
import {
  IS_NA,
  IS_NA_THRESHOLD,
  LANES,
  LEVEL,
  MIXED_SLOT_BYTES,
  NARROW_BYTES,
  NARROW_LEFT,
  NARROW_LIMIT,
  NODE_SLOT,
  NODE_THRESHOLD,
  NUMERIC_SLOT_BYTES,
  ROOT,
  TILE_ROWS,
  TOP_LEVELS,
  TREE_ABSENT,
  TREE_AHEAD,
  TREE_BYTES,
  TREE_KIND,
  TREE_NODES,
  TREE_OPEN,
  TREE_PRESENT,
  TREE_STEPS,
  TREE_WIDE,
  WIDE_BITS,
  WIDE_BYTES,
  WIDE_LEFT,
} from '../../../assembly/layout.js';
import type { ForestTable } from '../forest-table.js';
import type { SumType } from '../kernels.js';
import type { Arena } from './arena.js';
import { LevelBits } from './level-bits.js';
import { isLeaf, readingOf, Slots } from './slots.js';
import { breadthFirst, type TreeOrder } from './tree-order.js';

/** What a second-level cache keeps, next to other things. */
const CACHED_BYTES = 2 ** 18;
const MOST_TILES = 32;

/** What the kernel forest needs to know of the loaded trees. */
export interface LoadedForest {
  /** Address of the forest record. */
  readonly address: number;
  /** Address of the nodes that the rows of one tile reached. */
  readonly reached: number;
}

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

  const isLarge = sumOf(orders, ({ nodes }) => nodes.length) * NARROW_BYTES > CACHED_BYTES;
  const records = new DataView(new ArrayBuffer(trees * TREE_BYTES));
  orders.forEach((order, tree) => {
    const at = tree * TREE_BYTES;
    if (order.nodes.length === 0) {
      records.setUint32(at + TREE_KIND, TREE_ABSENT, true);
      return;
    }
    const wide = allWide || needsWide(order);
    const offsets = { slots, slotBytes };
    const nodes = wide
      ? wideNodes(table, order, offsets, bits)
      : narrowNodes(table, order, offsets);
    const ahead = isLarge ? nodes.byteLength : 0;
    writeTree(records, at, order, { wide, nodesPtr: arena.place(nodes), ahead });
  });

  const tileBytes = (TILE_ROWS / LANES) * slots.count * slotBytes;
  const tiles = isLarge ? tilesOf(tileBytes) : 1;
  const tile = arena.allocate(tiles * tileBytes);
  const reached = arena.allocate(TILE_ROWS * Uint32Array.BYTES_PER_ELEMENT);
  const sumsPtr = arena.allocate(tiles * TILE_ROWS * Float64Array.BYTES_PER_ELEMENT);
  const address = arena.placeRecord(
    tile,
    reached,
    sumsPtr,
    arena.place(slots.records()),
    slots.count,
    slotBytes,
    arena.place(records),
    table.treesPerGroup,
    table.groupCount,
    sums === 'float' ? 1 : 0,
    tiles,
  );
  return { address, reached };
}

/** Per tree, the table's node number of each kernel node; empty for an absent tree. Cost: as loading the tree. */
export function tableNodes(table: ForestTable): Int32Array[] {
  const trees = table.treeStart.length - 1;
  return Array.from({ length: trees }, (_, tree) => breadthFirst(table, tree).nodes);
}

/**
 * Tiles that each tree passes by before the next one does. More than one make trees come from memory less often, but do not
 * stay in the first-level cache themselves.
 */
function tilesOf(tileBytes: number): number {
  return Math.max(1, Math.min(MOST_TILES, Math.floor(CACHED_BYTES / tileBytes)));
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
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

function writeTree(
  records: DataView,
  at: number,
  order: TreeOrder,
  { wide, nodesPtr, ahead }: { wide: boolean; nodesPtr: number; ahead: number },
): void {
  const steps = fixedSteps(order);
  const open = TOP_LEVELS + steps < order.depth;
  const kind = TREE_PRESENT + (wide ? TREE_WIDE : 0) + (open ? TREE_OPEN : 0);
  records.setUint32(at + TREE_NODES, nodesPtr, true);
  records.setUint32(at + TREE_KIND, kind, true);
  records.setUint32(at + TREE_STEPS, steps, true);
  records.setUint32(at + TREE_AHEAD, ahead, true);
}

/**
 * Steps below the top that are made without a look whether rows still move. The look costs, so a tree whose leaves lie
 * at about the same depth is walked blindly to its end.
 */
function fixedSteps({ depth, meanLeafDepth }: TreeOrder): number {
  const steps = depth <= 1.5 * meanLeafDepth + 1 ? depth : Math.floor(meanLeafDepth);
  return steps - TOP_LEVELS;
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
