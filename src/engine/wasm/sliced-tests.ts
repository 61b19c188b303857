// The different tests of some trees, which become planes of bits (pictures in assembly/layout.ts).
import { CATEGORICAL, NA_RIGHT, type ForestTable } from '../forest-table.js';
import { LevelSlot } from './level-sets.js';

/** The different tests of a column, in ascending order of thresholds; NaN, which no number reaches, last. */
export interface SlicedSlot {
  readonly column: number;
  readonly thresholds: Float32Array;
  /** Whether NA passes: 1 or 0 for each threshold. */
  readonly naRight: Uint8Array;
}

/** Different tests, by column. */
export class Tests {
  /** Planes for all of them. */
  count = 0;
  readonly #table: ForestTable;
  readonly #levelCounts: ReadonlyMap<number, number>;
  readonly #columns = new Map<number, { left: Set<number>; right: Set<number> }>();
  readonly #levels = new Map<number, LevelSlot>();

  constructor(table: ForestTable, levelCounts: ReadonlyMap<number, number>) {
    this.#table = table;
    this.#levelCounts = levelCounts;
  }

  add(node: number): void {
    const { column, flags } = this.#table;
    if (column[node] < 0) return;
    if ((flags[node] & CATEGORICAL) !== 0) this.#addSet(node);
    else this.#addThreshold(node);
  }

  #addSet(node: number): void {
    const column = this.#table.column[node];
    let slot = this.#levels.get(column);
    if (slot === undefined) {
      slot = new LevelSlot(this.#table, column, this.#levelCounts.get(column) ?? 0);
      this.#levels.set(column, slot);
      this.count += slot.planeCount;
    }
    this.count -= slot.planeCount;
    slot.add(node);
    this.count += slot.planeCount;
  }

  #addThreshold(node: number): void {
    const { column, flags, threshold } = this.#table;
    let sets = this.#columns.get(column[node]);
    if (sets === undefined) {
      sets = { left: new Set(), right: new Set() };
      this.#columns.set(column[node], sets);
    }
    const set = (flags[node] & NA_RIGHT) !== 0 ? sets.right : sets.left;
    if (set.has(threshold[node])) return;
    set.add(threshold[node]);
    this.count++;
  }

  levelSlots(): LevelSlot[] {
    return [...this.#levels.values()].sort((a, b) => a.column - b.column);
  }

  slots(): SlicedSlot[] {
    const columns = [...this.#columns].sort(([a], [b]) => a - b);
    return columns.map(([column, { left, right }]) => {
      // Array.sort would take NaN for equal to anything; the order of typed arrays has it last.
      const lefts = Float32Array.from(left).sort();
      const rights = Float32Array.from(right).sort();
      return { column, ...merged(lefts, rights) };
    });
  }
}

/** Both in one order. */
function merged(left: Float32Array, right: Float32Array): Omit<SlicedSlot, 'column'> {
  const thresholds = new Float32Array(left.length + right.length);
  const naRight = new Uint8Array(thresholds.length);
  let l = 0;
  let r = 0;
  for (let i = 0; i < thresholds.length; i++) {
    const takesRight = l === left.length || (r < right.length && !isBelow(left[l], right[r]));
    naRight[i] = takesRight ? 1 : 0;
    thresholds[i] = takesRight ? right[r++] : left[l++];
  }
  return { thresholds, naRight };
}

/** In the order of typed arrays but for zeros; NaN is above everything. */
function isBelow(a: number, b: number): boolean {
  return a < b || (Number.isNaN(b) && !Number.isNaN(a));
}
