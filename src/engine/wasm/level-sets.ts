// The different sets of levels that the categorical splits of some trees test (picture of a slot of levels in assembly/layout.ts).
import type { ForestTable } from '../forest-table.js';
import { levelBitsOf } from './level-bits.js';

/** A column in categorical splits, and the sets of its levels that go right. */
export class LevelSlot {
  readonly column: number;
  /** Levels from here on are one, like NA. */
  readonly levelCount: number;
  readonly #table: ForestTable;
  readonly #sets = new Map<string, Uint8Array>();
  readonly #numbers = new Map<string, number>();

  constructor(table: ForestTable, column: number, levelCount: number) {
    this.#table = table;
    this.column = column;
    this.levelCount = levelCount;
  }

  /** Planes: of levels, of others, of NA, and of sets. */
  get planeCount(): number {
    return this.levelCount + 2 + this.#sets.size;
  }

  /** Bits of each set: of levels, of others, of NA. */
  get sets(): readonly Uint8Array[] {
    return [...this.#sets.values()];
  }

  add(node: number): void {
    const bits = levelBitsOf(this.#table, node, this.levelCount);
    const key = String.fromCharCode(...bits);
    if (this.#sets.has(key)) return;
    this.#numbers.set(key, this.#sets.size);
    this.#sets.set(key, bits);
  }

  /** The number of the set that a split tests, which was added. */
  numberOf(node: number): number {
    const bits = levelBitsOf(this.#table, node, this.levelCount);
    return this.#numbers.get(String.fromCharCode(...bits)) ?? 0;
  }
}

/** Numbers of the levels in a set, or of all others where these are fewer. */
export function membersOf(
  bits: Uint8Array,
  count: number,
): { members: number[]; inverted: boolean } {
  const inside: number[] = [];
  const outside: number[] = [];
  for (let level = 0; level < count; level++) {
    ((bits[level >> 3] >> (level & 7)) & 1 ? inside : outside).push(level);
  }
  const inverted = outside.length < inside.length;
  return { members: inverted ? outside : inside, inverted };
}
