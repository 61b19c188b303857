// The reader of all tree bytes (hex.tree.DTree writes them, SharedTreeMojoModel.scoreTree* walk them); the kernels read those of splits
// by numbers only themselves (assembly/tree-decode.ts). A tree is a pre-order sequence of nodes:
//
//   node      u8 type, u16 column
//             column 65535: the node is a leaf and an f32 value follows (a tree of one leaf)
//   split     u8 NA direction; nothing for NAvsREST; else by bits 2-3 of the type
//               0   f32 threshold
//               8   4 bytes: bits of levels 0..31
//               12  bitset: u16 first level, i32 number of bits, bytes (MOJO 1.00 and 1.10: u16 first level, u16 number of bytes, bytes)
//   left      bits 0-1, 4-5 of the type: 0..3 = the size of the left subtree follows in 1..4 bytes; 48 = the left child is an f32 leaf
//   right     bit 6 of the type: the right child is an f32 leaf; it starts where the left subtree ends
//
// NA direction: 1 NAvsREST (NA right, the rest left), 2 NALeft, 3 NARight, 4 Left, 5 Right.
import { CATEGORICAL, NA_RIGHT, OUTSIDE_RIGHT } from '../../engine/forest-table.js';
import { MojoFormatError } from '../../errors.js';
import type { ByteCursor } from '../../mojo/byte-cursor.js';
import type { AuxNodes } from './aux-nodes.js';
import type { ForestBuilder } from './forest-builder.js';
import { PendingNodes } from './pending-nodes.js';
import {
  LAST_DIRECTION,
  LEAF_BYTES,
  LEAF_COLUMN,
  LEFT_IS_LEAF,
  NA_VS_REST,
  naFlagOf,
  NumericSplits,
  RIGHT_IS_LEAF,
  Split,
} from './numeric-splits.js';

/** How bitsets are stored and what a level outside them does: MOJO 1.00, 1.10, 1.20 and later. */
export type TreeFormat = '1.00' | '1.10' | '1.20';

/** mojo_version to the format of its trees (SharedTreeMojoModel.postInit). */
export function treeFormat(mojoVersion: number): TreeFormat {
  if (mojoVersion === 1.0) return '1.00';
  return mojoVersion === 1.1 ? '1.10' : '1.20';
}

const NO_BYTES = new Uint8Array(0);

/**
 * Decodes one tree into the builder. `domainSizes`: number of levels per column, 0 for a numeric one.
 * Cost: linear in the bytes: nodes that read more of them than there are overlap, so sizes that lie cannot blow a tree up.
 * Throws MojoFormatError with file and offset.
 */
export function decodeTree(
  cursor: ByteCursor,
  format: TreeFormat,
  domainSizes: Int32Array,
  aux: AuxNodes,
  builder: ForestBuilder,
): void {
  builder.beginTree(cursor.length);
  const numeric = new NumericSplits(cursor, domainSizes.length);
  const split = new Split();
  const pending = new PendingNodes();
  const { length } = cursor;
  let bytesRead = 0;
  // The node that is read. The left subtree comes first, as auxiliary records do, so only right ones have to wait.
  let node = builder.addNodes(1);
  let position = 0;
  let depth = 0;
  const root = builder.tableNode(node);
  builder.describe(node, 0, NaN);
  // Calls of the builder for every node would take longer than all the rest.
  let { nodes } = builder;
  let { column, threshold, left, flags, bitset } = nodes;
  for (;;) {
    if (!numeric.read(position, split)) {
      readNode(cursor, position, format, domainSizes, builder, split);
    }
    const { leftPosition, type } = split;
    bytesRead += leftPosition - position;
    if (bytesRead > length) throw overlap(cursor, position);
    threshold[root + node] = split.threshold;
    let next = -1;
    if (split.column !== LEAF_COLUMN) {
      const children = builder.addNodes(2);
      if (nodes !== builder.nodes) {
        ({ nodes } = builder);
        ({ column, threshold, left, flags, bitset } = nodes);
      }
      const at = root + node;
      column[at] = split.column;
      left[at] = children;
      flags[at] = split.flags;
      bitset[at] = split.bitset;
      if (aux.isKnown) describeChildren(aux, builder, node, children);
      depth++;
      const right = leftPosition + split.leftSize;
      if ((type & RIGHT_IS_LEAF) !== 0) {
        threshold[root + children + 1] = cursor.f32At(right);
        bytesRead += LEAF_BYTES;
        if (bytesRead > length) throw overlap(cursor, right);
      } else {
        if (right > PendingNodes.LAST_POSITION) cursor.seek(right); // throws: no file is that long
        pending.push(children + 1, right, depth, split.lastBitset);
      }
      if ((type & LEFT_IS_LEAF) !== LEFT_IS_LEAF) next = children;
      else {
        threshold[root + children] = cursor.f32At(leftPosition);
        bytesRead += LEAF_BYTES;
        if (bytesRead > length) throw overlap(cursor, leftPosition);
      }
    } else if (depth === 0) {
      // A tree of one leaf has no record at all: in H2O its weight, and so its part in the mean of contributions, is 0.
      builder.describe(node, 0, 0);
    }
    if (next >= 0) {
      node = next;
      position = leftPosition;
      continue;
    }
    builder.deepen(depth);
    if (!pending.pop()) return;
    ({ node, position, depth } = pending);
    split.lastBitset = pending.lastBitset;
  }
}

/** Only the root's weight has no record of its own. */
function describeChildren(
  aux: AuxNodes,
  builder: ForestBuilder,
  node: number,
  children: number,
): void {
  aux.next();
  builder.describe(children, aux.leftId, aux.leftWeight);
  builder.describe(children + 1, aux.rightId, aux.rightWeight);
  if (node === 0) builder.describe(node, 0, aux.leftWeight + aux.rightWeight);
}

/** Any node, field by field. Of a leaf, the value stands where splits have their threshold. */
function readNode(
  cursor: ByteCursor,
  position: number,
  format: TreeFormat,
  domainSizes: Int32Array,
  builder: ForestBuilder,
  split: Split,
): void {
  cursor.seek(position);
  const type = cursor.u8();
  const column = cursor.u16();
  split.type = type;
  split.column = column;
  if (column === LEAF_COLUMN) {
    split.threshold = cursor.f32();
    split.leftPosition = cursor.position;
    return;
  }
  if (column >= domainSizes.length) {
    throw damaged(
      cursor,
      position,
      `a split on column ${column}, but there are ${domainSizes.length}`,
    );
  }
  readSplit(cursor, type, format, domainSizes[column], builder, split);
  const leftIsLeaf = (type & LEFT_IS_LEAF) === LEFT_IS_LEAF;
  split.leftSize = leftIsLeaf ? LEAF_BYTES : readLeftSize(cursor, type, position);
  split.leftPosition = cursor.position;
}

/** Reads into `split`, whose lastBitset is that of the nodes above. */
function readSplit(
  cursor: ByteCursor,
  type: number,
  format: TreeFormat,
  domainSize: number,
  builder: ForestBuilder,
  split: Split,
): void {
  const direction = cursor.u8();
  if (direction > LAST_DIRECTION) {
    throw damaged(cursor, cursor.position - 1, `NA direction ${direction}, expected 0 to 5`);
  }
  const naFlag = naFlagOf(direction);
  const kind = type & 12;
  split.bitset = -1;
  split.flags = naFlag;
  if (direction === NA_VS_REST) {
    naVersusRest(kind, format, builder, split);
    return;
  }
  if (kind === 0) {
    split.threshold = cursor.f32();
    return;
  }
  const filled = readBitset(cursor, kind, format);
  split.threshold = NaN;
  split.bitset = builder.addBitset(
    filled.first,
    coveredLevels(filled, format, domainSize),
    filled.bytes,
  );
  // 1.00 sends a level outside the bitset left whatever the NA direction (GenmodelBitSet.contains0).
  const outsideFlag = format !== '1.00' && naFlag !== 0 ? OUTSIDE_RIGHT : 0;
  split.flags = CATEGORICAL | naFlag | outsideFlag;
  split.lastBitset = { first: filled.first, length: filled.length };
}

/**
 * NA right, everything else left: no number is >= NaN. If the node is marked as a bitset one, H2O's scorer still tests
 * whether the level lies in the bitset that it filled last, and treats a level outside as NA.
 */
function naVersusRest(
  kind: number,
  format: TreeFormat,
  builder: ForestBuilder,
  split: Split,
): void {
  split.threshold = NaN;
  const { lastBitset } = split;
  if (kind === 0 || lastBitset === undefined || format === '1.00') return;
  lastBitset.empty ??= builder.addBitset(lastBitset.first, lastBitset.length, NO_BYTES);
  split.bitset = lastBitset.empty;
  split.flags = CATEGORICAL | NA_RIGHT | OUTSIDE_RIGHT;
}

function readBitset(
  cursor: ByteCursor,
  kind: number,
  format: TreeFormat,
): { first: number; length: number; bytes: Uint8Array } {
  if (kind === 8) return { first: 0, length: 32, bytes: cursor.take(4) };
  const start = cursor.position;
  const first = cursor.u16();
  if (format !== '1.20') {
    const bytes = cursor.take(cursor.u16());
    return { first, length: bytes.length * 8, bytes };
  }
  const length = cursor.i32();
  if (length < 0) throw damaged(cursor, start, `a bitset of ${length} bits`);
  return { first, length, bytes: cursor.take(Math.ceil(length / 8)) };
}

/** From 1.20 on a level at or above the domain size goes in the NA direction even if the bitset covers it. */
function coveredLevels(
  { first, length }: { first: number; length: number },
  format: TreeFormat,
  domainSize: number,
): number {
  if (format !== '1.20' || domainSize === 0) return length;
  return Math.min(length, Math.max(0, domainSize - first));
}

/** The size of the left subtree in bytes; the cursor then stands at its start. */
function readLeftSize(cursor: ByteCursor, type: number, position: number): number {
  switch (type & 0x33) {
    case 0:
      return cursor.u8();
    case 1:
      return cursor.u16();
    case 2:
      return cursor.u24();
    case 3: {
      const size = cursor.i32();
      if (size < 0) throw damaged(cursor, position, `a left subtree of ${size} bytes`);
      return size;
    }
    default:
      throw damaged(cursor, position, `node type ${type}`);
  }
}

function overlap(cursor: ByteCursor, offset: number): MojoFormatError {
  return damaged(cursor, offset, 'subtrees that overlap');
}

function damaged(cursor: ByteCursor, offset: number, what: string): MojoFormatError {
  return new MojoFormatError(`${cursor.file}: damaged tree: ${what} at byte ${offset}`, {
    file: cursor.file,
    offset,
  });
}
