// The short way through a tree's bytes (format: decode.ts).
import { NA_RIGHT } from '../../engine/forest-table.js';
import type { ByteCursor } from '../../mojo/byte-cursor.js';
import type { FilledBitset } from './pending-nodes.js';

/** Column of a node that is a leaf. */
export const LEAF_COLUMN = 65535;
export const LEAF_BYTES = 4;

/** NA direction of splits that only ask whether there is a number. */
export const NA_VS_REST = 1;
const NA_LEFT = 2;
const LEFT = 4;
export const LAST_DIRECTION = 5;

/** Bits of a node's type. */
export const LEFT_IS_LEAF = 0x30;
export const RIGHT_IS_LEAF = 0x40;
const BITSET_KIND = 12;
const LEFT_SIZE = 0x33;

/** Type, column, NA direction, threshold. */
const SPLIT_BYTES = 8;
const LONGEST_LEFT_SIZE = 4;

/** What a node tests, and where it leads. One object for a tree's nodes, one after another: garbage costs more than reading. */
export class Split {
  type = 0;
  column = 0;
  threshold = NaN;
  bitset = -1;
  flags = 0;
  /** Where the left subtree begins, and its bytes. */
  leftPosition = 0;
  leftSize = 0;
  /** Bitset filled by this node, or the last one on the way to it. */
  lastBitset: FilledBitset | undefined;
}

export function naFlagOf(direction: number): number {
  return direction === NA_LEFT || direction === LEFT ? 0 : NA_RIGHT;
}

/**
 * Reads splits on a number with one look at the bounds. Nearly all nodes of large forests are such ones; field by field they take
 * several times as long.
 */
export class NumericSplits {
  readonly #view: DataView;
  readonly #littleEndian: boolean;
  readonly #columnCount: number;
  readonly #end: number;

  constructor({ view, littleEndian }: ByteCursor, columnCount: number) {
    this.#view = view;
    this.#littleEndian = littleEndian;
    this.#columnCount = Math.min(columnCount, LEAF_COLUMN);
    this.#end = view.byteLength - SPLIT_BYTES - LONGEST_LEFT_SIZE;
  }

  /** False, with nothing read, for all other nodes, damaged ones and those at the end of the file. */
  read(position: number, split: Split): boolean {
    if (position > this.#end) return false;
    const view = this.#view;
    const type = view.getUint8(position);
    const column = view.getUint16(position + 1, this.#littleEndian);
    const direction = view.getUint8(position + 3);
    if ((type & BITSET_KIND) !== 0 || column >= this.#columnCount) return false;
    if (direction === NA_VS_REST || direction > LAST_DIRECTION) return false;
    const at = position + SPLIT_BYTES;
    switch (type & LEFT_SIZE) {
      case LEFT_IS_LEAF:
        split.leftSize = LEAF_BYTES;
        split.leftPosition = at;
        break;
      case 0:
        split.leftSize = view.getUint8(at);
        split.leftPosition = at + 1;
        break;
      case 1:
        split.leftSize = view.getUint16(at, this.#littleEndian);
        split.leftPosition = at + 2;
        break;
      case 2:
        split.leftSize = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
        split.leftPosition = at + 3;
        break;
      default:
        return false;
    }
    split.type = type;
    split.column = column;
    split.threshold = view.getFloat32(position + 4, this.#littleEndian);
    split.bitset = -1;
    split.flags = naFlagOf(direction);
    return true;
  }
}
