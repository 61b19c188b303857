// The bitsets of categorical splits as the kernels test them: one bit per level of the column, whatever range the MOJO
// stored, so that a walk need not look at ranges (picture of wide nodes in assembly/layout.ts).
import { NA_RIGHT, OUTSIDE_RIGHT, type ForestTable } from '../forest-table.js';
import type { Arena } from './arena.js';
import type { Slots } from './slots.js';

/** Bits of all categorical splits, side by side in one piece of memory. */
export class LevelBits {
  readonly #table: ForestTable;
  readonly #slots: Slots;
  readonly #pieces: Uint8Array[] = [];
  readonly #offsets = new Map<string, number>();
  #byteLength: number;

  constructor(table: ForestTable, slots: Slots) {
    this.#table = table;
    this.#slots = slots;
    this.#byteLength = 0;
    // For nodes that test no level: clear, whatever level the slot holds that they look at.
    this.#append(new Uint8Array(bytesOf(slots.mostLevels)));
  }

  /** Where the bits of a categorical split start, in bytes from `place`. Equal bits of one column are kept once. */
  offsetOf(node: number): number {
    const { bitset, column, flags } = this.#table;
    const directions = flags[node] & (NA_RIGHT | OUTSIDE_RIGHT);
    const key = `${column[node]} ${bitset[node]} ${directions}`;
    let offset = this.#offsets.get(key);
    if (offset === undefined) {
      offset = this.#append(levelBitsOf(this.#table, node, this.#slots.levelCount(column[node])));
      this.#offsets.set(key, offset);
    }
    return offset;
  }

  /** Copies everything that was asked for; the address of offset 0. */
  place(arena: Arena): number {
    const all = new Uint8Array(this.#byteLength);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return arena.place(all);
  }

  #append(piece: Uint8Array): number {
    const offset = this.#byteLength;
    this.#pieces.push(piece);
    this.#byteLength += piece.length;
    return offset;
  }
}

/** Bit l: whether level l goes right at a categorical split; then that of levels from `levelCount` on, and of NA. */
export function levelBitsOf(table: ForestTable, node: number, levelCount: number): Uint8Array {
  const { bits, bitset, bitsetFirst, bitsetLength, bitsetStart, flags } = table;
  const first = bitsetFirst[bitset[node]];
  const end = first + bitsetLength[bitset[node]];
  const start = bitsetStart[bitset[node]];
  const outsideRight = (flags[node] & OUTSIDE_RIGHT) !== 0;
  const out = new Uint8Array(bytesOf(levelCount));
  const set = (bit: number): void => {
    out[bit >> 3] |= 1 << (bit & 7);
  };
  for (let level = 0; level < levelCount; level++) {
    const bit = level - first;
    const inside = level >= first && level < end;
    if (inside ? (bits[start + (bit >> 3)] >> (bit & 7)) & 1 : outsideRight) set(level);
  }
  if (outsideRight) set(levelCount);
  if ((flags[node] & NA_RIGHT) !== 0) set(levelCount + 1);
  return out;
}

/** Most bytes that `LevelBits` may come to: where every split of a column had bits of its own for all its levels. */
export function levelBitsBound({ bitset, bitsetFirst, bitsetLength, column }: ForestTable): number {
  if (bitsetFirst.length === 0) return 0;
  const levels = new Map<number, number>();
  const splits = new Map<number, number>();
  bitset.forEach((set, node) => {
    if (set < 0) return;
    const at = column[node];
    levels.set(at, Math.max(levels.get(at) ?? 0, bitsetFirst[set] + bitsetLength[set]));
    splits.set(at, (splits.get(at) ?? 0) + 1);
  });
  let bytes = 0;
  for (const [at, count] of splits) bytes += count * bytesOf(levels.get(at) ?? 0);
  return bytes;
}

/** Bytes of the bits of `levelCount` levels, of all others and of NA. */
function bytesOf(levelCount: number): number {
  return Math.ceil((levelCount + 2) / 8);
}
