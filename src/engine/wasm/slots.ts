// Which columns a forest reads, and how: the slots of the kernels' tile (pictures in assembly/layout.ts).
import {
  FLOAT_NA_LEFT,
  FLOAT_NA_RIGHT,
  IS_NA,
  LEVEL,
  NOTHING,
  READINGS,
  SLOT_COLUMN,
  SLOT_LEVEL_COUNT,
  SLOT_READING,
  SLOT_RECORD_BYTES,
} from '../../../assembly/layout.js';
import { CATEGORICAL, NA_RIGHT, type ForestTable } from '../forest-table.js';

/** The slot of leaves, then every reading of a column that some split needs, in order of columns. */
export class Slots {
  readonly count: number;
  readonly #table: ForestTable;
  readonly #keys: readonly number[];
  /** Per node of the table. */
  readonly #slots: Int32Array;
  readonly #levelCounts = new Map<number, number>();

  /** Cost: linear in nodes and columns. */
  constructor(table: ForestTable) {
    this.#table = table;
    const { column, columnCount } = table;
    // Keys at first, which are looked up when all are known.
    const slots = new Int32Array(column.length);
    const slotOfKey = new Int32Array(columnCount * READINGS).fill(-1);
    const keys = [LEAF_KEY];
    for (let node = 0; node < slots.length; node++) {
      if (column[node] < 0) continue;
      const reading = readingOf(table, node);
      const key = column[node] * READINGS + reading;
      slots[node] = key;
      if (slotOfKey[key] < 0) {
        slotOfKey[key] = 0;
        keys.push(key);
      }
      if (reading === LEVEL) this.#countLevels(node);
    }
    keys.sort((a, b) => a - b);
    keys.forEach((key, slot) => (slotOfKey[key] = slot));
    for (let node = 0; node < slots.length; node++) {
      slots[node] = column[node] < 0 ? LEAF_SLOT : slotOfKey[slots[node]];
    }
    this.#slots = slots;
    this.#keys = keys;
    this.count = keys.length;
  }

  /** The slot that each node of the table reads. */
  get ofNodes(): Int32Array {
    return this.#slots;
  }

  /** Levels that some bitset of the column covers are below this number. */
  levelCount(column: number): number {
    return this.#levelCounts.get(column) ?? 0;
  }

  /** The highest of all level counts. */
  get mostLevels(): number {
    let most = 0;
    for (const count of this.#levelCounts.values()) most = Math.max(most, count);
    return most;
  }

  records(): DataView {
    const out = new DataView(new ArrayBuffer(this.count * SLOT_RECORD_BYTES));
    this.#keys.forEach((key, slot) => {
      const at = slot * SLOT_RECORD_BYTES;
      const column = Math.floor(key / READINGS);
      out.setUint32(at + SLOT_COLUMN, column, true);
      out.setUint32(at + SLOT_READING, key % READINGS, true);
      out.setUint32(at + SLOT_LEVEL_COUNT, this.levelCount(column), true);
    });
    return out;
  }

  #countLevels(node: number): void {
    const { column, bitset, bitsetFirst, bitsetLength } = this.#table;
    const end = bitsetFirst[bitset[node]] + bitsetLength[bitset[node]];
    this.#levelCounts.set(column[node], Math.max(end, this.levelCount(column[node])));
  }
}

/** Less than that of any split. */
const LEAF_KEY = NOTHING;
const LEAF_SLOT = 0;

/** Whether the node of the table ends a walk. */
export function isLeaf(table: ForestTable, node: number): boolean {
  return table.column[node] < 0;
}

/** How a split reads its column. */
export function readingOf(table: ForestTable, node: number): number {
  const flags = table.flags[node];
  if ((flags & CATEGORICAL) !== 0) return LEVEL;
  if ((flags & NA_RIGHT) === 0) return FLOAT_NA_LEFT;
  return Number.isNaN(table.threshold[node]) ? IS_NA : FLOAT_NA_RIGHT;
}
