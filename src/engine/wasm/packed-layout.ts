// Has the kernels decode packed trees into the nodes that they walk (assembly/tree-decode.ts).
import {
  BELOW_TOP,
  DECODER_BYTES,
  DECODER_COLUMNS,
  DECODER_COUNT,
  DECODER_DEPTH,
  DECODER_LEAF_DEPTHS,
  DECODER_LEAVES,
  DECODER_PADDING,
  DECODER_SLOT_COUNT,
  DECODER_SLOTS,
  DECODER_WAITING_BYTES,
  NARROW_BYTES,
  NARROW_LIMIT,
  NUMERIC_SLOT_BYTES,
  READINGS,
} from '../../../assembly/layout.js';
import type { SumType } from '../kernels.js';
import type { PackedForest } from '../packed-forest.js';
import type { Arena } from './arena.js';
import type { KernelExports } from './kernel-bytes.js';
import { placeForest, type LoadedForest, type PlacedTree } from './placed-forest.js';
import { LEAF_KEY, slotRecords } from './slots.js';

/** A split that asks for NA only, and a leaf. There is one leaf more than there are splits. */
const FEWEST_BYTES_OF_PAIR = 8;
/** What NARROW_LIMIT nodes can take: splits with the largest left size, and leaves. */
const MOST_BYTES = (NARROW_LIMIT / 2) * 16;

export interface DecodedForest extends LoadedForest {
  /** Edges on the longest path of all trees; as many as the top has levels where there are fewer. */
  readonly depth: number;
}

/**
 * Decodes the trees into the arena, one after another. Undefined, with nothing taken of the arena: they need a table, since some of
 * them test levels or have too many nodes, or are damaged. Cost: linear in bytes.
 * @throws LimitError when the forest does not fit.
 */
export function loadPackedForest(
  forest: PackedForest,
  sums: SumType,
  arena: Arena,
  kernels: KernelExports,
): DecodedForest | undefined {
  return arena.attempt(() => decodeForest(forest, sums, arena, kernels));
}

function decodeForest(
  forest: PackedForest,
  sums: SumType,
  arena: Arena,
  kernels: KernelExports,
): DecodedForest | undefined {
  const { groupCount, treesPerGroup, columnCount, littleEndian } = forest;
  if (!littleEndian) return undefined;
  const keyCount = (columnCount + 1) * READINGS;
  const slots = arena.allocate(keyCount * Uint16Array.BYTES_PER_ELEMENT);
  const decoder = arena.allocate(DECODER_BYTES);
  const record = new DataView(arena.buffer, decoder, DECODER_BYTES);
  record.setUint32(DECODER_SLOTS, slots, true);
  record.setUint32(DECODER_COLUMNS, columnCount, true);
  record.setUint32(DECODER_SLOT_COUNT, 1, true);
  const trees: (PlacedTree | undefined)[] = [];
  let depth = 0;
  for (let i = 0; i < groupCount * treesPerGroup; i++) {
    const bytes = forest.bytes(i);
    if (bytes === undefined) {
      trees.push(undefined);
      continue;
    }
    const tree = decodeTree(bytes, decoder, arena, kernels);
    if (tree === undefined) return undefined;
    trees.push(tree);
    depth = Math.max(depth, tree.depth);
  }
  const keys = keysOfSlots(new Uint16Array(arena.buffer, slots, keyCount));
  const placed = {
    ...{ trees, groupCount, treesPerGroup },
    ...{ slotRecords: slotRecords(keys), slotCount: keys.length, slotBytes: NUMERIC_SLOT_BYTES },
  };
  return { ...placeForest(placed, sums, arena), depth };
}

function decodeTree(
  bytes: Uint8Array,
  decoder: number,
  arena: Arena,
  kernels: KernelExports,
): PlacedTree | undefined {
  const { length } = bytes;
  if (length > MOST_BYTES) return undefined;
  // Side by side: nodes, which `place` then finds where they shall be; nodes that wait; the tree's bytes.
  const most = 2 * BELOW_TOP + 2 * Math.ceil(length / FEWEST_BYTES_OF_PAIR);
  const capacity = Math.min(NARROW_LIMIT, most);
  const nodeBytes = capacity * NARROW_BYTES;
  const waitingBytes = (capacity / 2) * DECODER_WAITING_BYTES;
  const nodes = arena.borrow(nodeBytes + waitingBytes + length + DECODER_PADDING);
  const waiting = nodes + nodeBytes;
  const at = waiting + waitingBytes;
  new Uint8Array(arena.buffer, at, length).set(bytes);
  if (!kernels.decodeTree(decoder, at, length, nodes, capacity, waiting)) return undefined;
  const record = new DataView(arena.buffer, decoder, DECODER_BYTES);
  const count = record.getUint32(DECODER_COUNT, true);
  const leaves = record.getUint32(DECODER_LEAVES, true);
  return {
    nodesPtr: arena.place(new Uint8Array(arena.buffer, nodes, count * NARROW_BYTES)),
    count,
    wide: false,
    depth: record.getUint32(DECODER_DEPTH, true),
    meanLeafDepth: record.getFloat64(DECODER_LEAF_DEPTHS, true) / leaves,
  };
}

/** The key of each slot, from the offsets of slots by key. */
function keysOfSlots(offsets: Uint16Array): number[] {
  const keys = [LEAF_KEY];
  offsets.forEach((offset, key) => {
    if (offset !== 0) keys[offset / NUMERIC_SLOT_BYTES] = key;
  });
  return keys;
}
