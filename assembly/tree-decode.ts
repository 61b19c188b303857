// Bytes of trees (format: src/algos/tree/decode.ts) to nodes, for trees that split by numbers only. Whatever else there is,
// damage included, is left to the decoder in TypeScript, which knows all of the format and has the words for errors.
//
// Level by level, as the nodes lie: each split says where the bytes of both children are, so no order is dearer than another.
// Nobody can guess which node comes next, and a wrong guess takes longer than all the rest. So children are written as leaves
// before it is known whether they are, and put in the queue, whose end moves on only if they are not.
import {
  BELOW_TOP,
  DECODER_COLUMNS,
  DECODER_COUNT,
  DECODER_DEPTH,
  DECODER_LEAF_DEPTHS,
  DECODER_LEAVES,
  DECODER_SLOT_BYTES,
  DECODER_SLOT_COUNT,
  DECODER_SLOTS,
  DECODER_WAITING_BYTES,
  FLOAT_NA_LEFT,
  IS_NA_THRESHOLD,
  NARROW_LEFT,
  NARROW_LIMIT,
  NARROW_SHIFT,
  NODE_SLOT,
  NODE_THRESHOLD,
  READINGS,
  ROOT,
  TOP_LEVELS,
  TREE_DECODED,
  TREE_REFUSED,
  TREE_TOO_LARGE,
  WIDE_BITS,
  WIDE_LEFT,
  WIDE_SHIFT,
} from './layout';

/** Column of a node that is a leaf: its value follows. */
const LEAF_COLUMN: u32 = 0xffff;
const LEAF_NODE_BYTES: u32 = 7;
const LEAF_BYTES: u32 = 4;

/** Where the fields of a split stand, and its end but for the size of the left subtree. */
const COLUMN = 1;
const DIRECTION = 3;
const THRESHOLD = 4;
const SPLIT_BYTES: u32 = 8;

/** Bits of a node's type. */
const LEFT_SIZE: u32 = 0x33;
const LEFT_IS_LEAF: u32 = 0x30;
const MOST_SIZE_BYTES: u32 = 3;
const RIGHT_IS_LEAF_BIT: u32 = 6;
const BITSET_KIND: u32 = 12;

/** NA directions: 0 to 5, of which these bits go right. NA_VS_REST asks for NA and has no threshold. */
const LAST_DIRECTION: u32 = 5;
const NA_RIGHT_OF: u32 = 0b101011;
const NA_VS_REST: u32 = 1;

/** What wide nodes point to, none of which tests levels: at one address in all memories, so that threads find equal trees equal. */
const NO_BITS = memory.data<u8>([0]);

/**
 * Decodes the `length` bytes of a little-endian tree to `nodes`, of which there is room for `capacity`: at least 2 * BELOW_TOP, and
 * of narrow ones at most NARROW_LIMIT. `waiting`: scratch for `capacity` / 2 records. Gives TREE_DECODED or what else comes of it.
 */
export function decodeTree(
  decoder: usize,
  bytes: usize,
  length: u32,
  wide: bool,
  nodes: usize,
  capacity: u32,
  waiting: usize,
): u32 {
  return wide
    ? decode<u32>(decoder, bytes, length, nodes, capacity, waiting)
    : decode<u16>(decoder, bytes, length, nodes, capacity, waiting);
}

/** `Link`: what slots and children are stored in. */
function decode<Link>(
  decoder: usize,
  bytes: usize,
  length: u32,
  nodes: usize,
  capacity: u32,
  waiting: usize,
): u32 {
  const columns = load<u32>(decoder, DECODER_COLUMNS);
  const slots: usize = load<u32>(decoder, DECODER_SLOTS);
  const lastWaiting: usize = waiting + (capacity / 2 - 2) * DECODER_WAITING_BYTES;
  if (length < LEAF_NODE_BYTES) return TREE_REFUSED;
  memory.fill(nodes, 0, (2 * BELOW_TOP) << shiftOf<Link>());
  let end: u32 = 2 * BELOW_TOP;
  let level: u32 = 0;
  let depth: u32 = TOP_LEVELS;
  let leaves: u32 = 0;
  let leafDepths: f64 = 0;
  let bytesRead: u32 = 0;
  let next = waiting;
  let waitingEnd = waiting;
  wait(waitingEnd, 0, ROOT);
  waitingEnd += DECODER_WAITING_BYTES;
  while (next < waitingEnd) {
    const levelEnd = waitingEnd;
    let leavesAbove: u32 = 0;
    let leavesBelow: u32 = 0;
    do {
      const position = load<u32>(next);
      const at = load<u32>(next, 4);
      next += DECODER_WAITING_BYTES;
      const start = bytes + position;
      const type: u32 = load<u8>(start);
      const column: u32 = load<u16>(start, COLUMN);
      const node = nodes + (at << shiftOf<Link>());
      if (column == LEAF_COLUMN) {
        bytesRead += LEAF_NODE_BYTES;
        if (u32(position + LEAF_NODE_BYTES > length) | u32(bytesRead > length)) return TREE_REFUSED;
        storeNode<Link>(node, load<f32>(start, COLUMN + 2), 0, at);
        leavesAbove++;
        continue;
      }
      const direction: u32 = load<u8>(start, DIRECTION);
      const sizeKind = type & LEFT_SIZE;
      const leftIsLeaf = u32(sizeKind == LEFT_IS_LEAF);
      const rightIsLeaf = (type >> RIGHT_IS_LEAF_BIT) & 1;
      // One branch for all that is rare.
      if (
        u32(column >= columns) |
        u32(direction > LAST_DIRECTION) |
        (type & BITSET_KIND) |
        (u32(sizeKind > MOST_SIZE_BYTES) & (leftIsLeaf ^ 1))
      ) {
        return TREE_REFUSED;
      }
      const asksForNa = u32(direction == NA_VS_REST);
      const sizeAt = SPLIT_BYTES - (asksForNa << 2);
      const sizeBytes = select<u32>(0, sizeKind + 1, leftIsLeaf);
      const size = load<u32>(start + sizeAt) & (u32.MAX_VALUE >> (8 * ((4 - sizeBytes) & 3)));
      const left = position + sizeAt + sizeBytes;
      const right: u64 = u64(left) + select<u32>(LEAF_BYTES, size, leftIsLeaf);
      bytesRead += left - position + LEAF_BYTES * (leftIsLeaf + rightIsLeaf);
      const children = select<u32>(2 * at, end, at < u32(BELOW_TOP));
      end = max(end, children + 2);
      if (
        u32(left + LEAF_BYTES > length) |
        u32(right + LEAF_BYTES > length) |
        u32(bytesRead > length) |
        u32(end > capacity) |
        u32(waitingEnd > lastWaiting)
      ) {
        return end > capacity ? TREE_TOO_LARGE : TREE_REFUSED;
      }
      const threshold = load<f32>(start, THRESHOLD);
      const naRight = (NA_RIGHT_OF >> direction) & 1;
      const isNa = naRight & (asksForNa | u32(threshold != threshold));
      const key = (column + 1) * READINGS + FLOAT_NA_LEFT + naRight + isNa;
      let slot: u32 = load<u16>(slots + key * sizeof<u16>());
      if (slot == 0) {
        slot = addSlot(decoder, slots + key * sizeof<u16>());
        if (slot == 0) return TREE_REFUSED;
      }
      storeNode<Link>(node, select<f32>(f32(IS_NA_THRESHOLD), threshold, isNa), slot, children);
      const child = nodes + (children << shiftOf<Link>());
      storeNode<Link>(child, load<f32>(bytes + left), 0, children);
      storeNode<Link>(child + (1 << shiftOf<Link>()), load<f32>(bytes + u32(right)), 0, children + 1);
      wait(waitingEnd, left, children);
      waitingEnd += DECODER_WAITING_BYTES * (leftIsLeaf ^ 1);
      wait(waitingEnd, u32(right), children + 1);
      waitingEnd += DECODER_WAITING_BYTES * (rightIsLeaf ^ 1);
      leavesBelow += leftIsLeaf + rightIsLeaf;
    } while (next < levelEnd);
    // Leaves of this level, then those that hang below its splits; above the end of the top all have copies there.
    const above = copiesOf(leavesAbove, level);
    const below = copiesOf(leavesBelow, level + 1);
    leaves += above + below;
    leafDepths += f64(above) * depthOf(level) + f64(below) * depthOf(level + 1);
    if (leavesBelow != 0) depth = max(depth, level + 1);
    else if (leavesAbove != 0) depth = max(depth, level);
    level++;
  }
  fillTop<Link>(nodes);
  store<u32>(decoder, end, DECODER_COUNT);
  store<u32>(decoder, depth, DECODER_DEPTH);
  store<u32>(decoder, leaves, DECODER_LEAVES);
  store<f64>(decoder, leafDepths, DECODER_LEAF_DEPTHS);
  return TREE_DECODED;
}

@inline
function shiftOf<Link>(): u32 {
  return sizeof<Link>() == 2 ? NARROW_SHIFT : WIDE_SHIFT;
}

@inline
function storeNode<Link>(node: usize, threshold: f32, slot: u32, left: u32): void {
  store<f32>(node, threshold, NODE_THRESHOLD);
  store<Link>(node, slot as Link, NODE_SLOT);
  if (sizeof<Link>() == 2) {
    store<Link>(node, left as Link, NARROW_LEFT);
  } else {
    store<Link>(node, left as Link, WIDE_LEFT);
    store<u32>(node, NO_BITS as u32, WIDE_BITS);
  }
}

@inline
function wait(record: usize, position: u32, node: u32): void {
  store<u32>(record, position);
  store<u32>(record, node, 4);
}

/** Leaves of a level with their copies, which lie in the last level of the top. */
@inline
function copiesOf(leaves: u32, level: u32): u32 {
  return level < u32(TOP_LEVELS) ? leaves << (TOP_LEVELS - level) : leaves;
}

@inline
function depthOf(level: u32): f64 {
  return f64(max<u32>(level, TOP_LEVELS));
}

/** The offset of the next slot, 0 if there is none any more; marks the key by it. */
function addSlot(decoder: usize, mark: usize): u32 {
  const count = load<u32>(decoder, DECODER_SLOT_COUNT);
  const slotBytes = load<u32>(decoder, DECODER_SLOT_BYTES);
  const slot = count * slotBytes;
  if (slot + slotBytes > u32(NARROW_LIMIT)) return 0;
  store<u16>(mark, slot as u16);
  store<u32>(decoder, count + 1, DECODER_SLOT_COUNT);
  return slot;
}

/** Puts copies below leaves of the top, where the slot of leaves tells them from splits. */
function fillTop<Link>(nodes: usize): void {
  for (let i: u32 = ROOT; i < u32(BELOW_TOP); i++) {
    const node = nodes + (i << shiftOf<Link>());
    if (load<Link>(node, NODE_SLOT) != 0) continue;
    const value = load<f32>(node, NODE_THRESHOLD);
    const child = 2 * i;
    storeNode<Link>(node, value, 0, child);
    storeNode<Link>(nodes + (child << shiftOf<Link>()), value, 0, child);
    storeNode<Link>(nodes + ((child + 1) << shiftOf<Link>()), value, 0, child + 1);
  }
}
