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
  DECODER_SLOT_BYTES,
  DECODER_SLOT_COUNT,
  DECODER_SLOTS,
  DECODER_WAITING_BYTES,
  MIXED_SLOT_BYTES,
  NARROW_BYTES,
  NARROW_LIMIT,
  NUMERIC_SLOT_BYTES,
  READINGS,
  TREE_DECODED,
  TREE_REFUSED,
  TREE_TOO_LARGE,
  WIDE_BYTES,
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
const MOST_NARROW_BYTES = (NARROW_LIMIT / 2) * 16;
/** Decoding takes six times as much memory for a moment. */
const MOST_BYTES = 2 ** 26;

export interface DecodedForest extends LoadedForest {
  /** Edges on the longest path of all trees; as many as the top has levels where there are fewer. */
  readonly depth: number;
}

/** Decodes one tree after another. */
interface Decoder {
  readonly address: number;
  /** Where the offsets of slots by key stand. */
  readonly slots: number;
  readonly keyCount: number;
  readonly slotBytes: number;
  readonly arena: Arena;
  readonly kernels: KernelExports;
}

/** What comes of a tree or of all of them but trees. */
type Refused = typeof TREE_TOO_LARGE | typeof TREE_REFUSED;

/**
 * Decodes the trees into the arena, one after another. Undefined, with nothing taken of the arena: they need a table, since some of
 * them test levels or are damaged. Cost: linear in bytes.
 * @throws LimitError when the forest does not fit.
 */
export function loadPackedForest(
  forest: PackedForest,
  sums: SumType,
  arena: Arena,
  kernels: KernelExports,
): DecodedForest | undefined {
  if (!forest.littleEndian) return undefined;
  // Slots are as long as the widest nodes need them, which are few trees' ones.
  for (const slotBytes of [NUMERIC_SLOT_BYTES, MIXED_SLOT_BYTES]) {
    let refused: Refused | undefined;
    const decoded = arena.attempt(() => {
      const decoder = createDecoder(forest.columnCount, slotBytes, arena, kernels);
      const trees = decodeTrees(forest, decoder);
      if (typeof trees !== 'number') return placeDecoded(forest, trees, decoder, sums);
      refused = trees;
      return undefined;
    });
    if (refused !== TREE_TOO_LARGE) return decoded;
  }
  return undefined;
}

function createDecoder(
  columnCount: number,
  slotBytes: number,
  arena: Arena,
  kernels: KernelExports,
): Decoder {
  const keyCount = (columnCount + 1) * READINGS;
  const slots = arena.allocate(keyCount * Uint16Array.BYTES_PER_ELEMENT);
  const address = arena.allocate(DECODER_BYTES);
  const record = new DataView(arena.buffer, address, DECODER_BYTES);
  record.setUint32(DECODER_SLOTS, slots, true);
  record.setUint32(DECODER_COLUMNS, columnCount, true);
  record.setUint32(DECODER_SLOT_BYTES, slotBytes, true);
  record.setUint32(DECODER_SLOT_COUNT, 1, true);
  return { address, slots, keyCount, slotBytes, arena, kernels };
}

function decodeTrees(
  forest: PackedForest,
  decoder: Decoder,
): readonly (PlacedTree | undefined)[] | Refused {
  const trees: (PlacedTree | undefined)[] = [];
  for (let i = 0; i < forest.groupCount * forest.treesPerGroup; i++) {
    const bytes = forest.bytes(i);
    const tree = bytes && decodeTree(bytes, decoder);
    if (typeof tree === 'number') return tree;
    trees.push(tree);
  }
  return trees;
}

/** Narrow if it can be. */
function decodeTree(bytes: Uint8Array, decoder: Decoder): PlacedTree | Refused {
  const { length } = bytes;
  const tree = length > MOST_NARROW_BYTES ? TREE_TOO_LARGE : decodeNodes(bytes, false, decoder);
  if (tree !== TREE_TOO_LARGE || decoder.slotBytes !== MIXED_SLOT_BYTES) return tree;
  return length > MOST_BYTES ? TREE_REFUSED : decodeNodes(bytes, true, decoder);
}

function decodeNodes(bytes: Uint8Array, wide: boolean, decoder: Decoder): PlacedTree | Refused {
  const { arena, kernels, address } = decoder;
  const { length } = bytes;
  // Side by side: nodes, which `place` then finds where they shall be; nodes that wait; the tree's bytes.
  const most = 2 * BELOW_TOP + 2 * Math.ceil(length / FEWEST_BYTES_OF_PAIR);
  const capacity = wide ? most : Math.min(NARROW_LIMIT, most);
  const nodeBytes = wide ? WIDE_BYTES : NARROW_BYTES;
  const waitingBytes = (capacity / 2) * DECODER_WAITING_BYTES;
  const nodes = arena.borrow(capacity * nodeBytes + waitingBytes + length + DECODER_PADDING);
  const waiting = nodes + capacity * nodeBytes;
  const at = waiting + waitingBytes;
  new Uint8Array(arena.buffer, at, length).set(bytes);
  const result = kernels.decodeTree(address, at, length, wide, nodes, capacity, waiting);
  if (result !== TREE_DECODED) return result === TREE_TOO_LARGE ? TREE_TOO_LARGE : TREE_REFUSED;
  const record = new DataView(arena.buffer, address, DECODER_BYTES);
  const count = record.getUint32(DECODER_COUNT, true);
  const leaves = record.getUint32(DECODER_LEAVES, true);
  return {
    nodesPtr: arena.place(new Uint8Array(arena.buffer, nodes, count * nodeBytes)),
    count,
    wide,
    depth: record.getUint32(DECODER_DEPTH, true),
    meanLeafDepth: record.getFloat64(DECODER_LEAF_DEPTHS, true) / leaves,
  };
}

function placeDecoded(
  { groupCount, treesPerGroup }: PackedForest,
  trees: readonly (PlacedTree | undefined)[],
  decoder: Decoder,
  sums: SumType,
): DecodedForest {
  const { arena, slotBytes } = decoder;
  const keys = keysOfSlots(decoder);
  const slots = { slotRecords: slotRecords(keys), slotCount: keys.length, slotBytes };
  const placed = placeForest({ trees, groupCount, treesPerGroup, ...slots }, sums, arena);
  const depth = trees.reduce((most, tree) => Math.max(most, tree?.depth ?? 0), 0);
  return { ...placed, depth };
}

/** The key of each slot. */
function keysOfSlots({ arena, slots, keyCount, slotBytes }: Decoder): number[] {
  const keys = [LEAF_KEY];
  new Uint16Array(arena.buffer, slots, keyCount).forEach((offset, key) => {
    if (offset !== 0) keys[offset / slotBytes] = key;
  });
  return keys;
}
