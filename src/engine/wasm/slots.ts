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
  /** Per node of the table, and per slot. */
  readonly #keyOfNode: Int32Array;
  readonly #keys: readonly number[];
  readonly #slotOfKey: Int32Array;
  readonly #levelCounts = new Map<number, number>();

  /** Cost: linear in nodes and columns. */
  constructor(table: ForestTable) {
    this.#table = table;
    const keyCount = (table.columnCount + 1) * READINGS;
    const isUsed = new Uint8Array(keyCount);
    this.#keyOfNode = keysOf(table, isUsed);
    const keys = [LEAF_KEY];
    const slotOfKey = new Int32Array(keyCount);
    for (let key = READINGS; key < keyCount; key++) {
      if (isUsed[key] !== 0) slotOfKey[key] = keys.push(key) - 1;
    }
    this.#keys = keys;
    this.#slotOfKey = slotOfKey;
    this.count = keys.length;
    if (table.bitsetFirst.length > 0) this.#countLevels();
  }

  /** The slot that a node of the table reads. */
  ofNode(node: number): number {
    return this.#slotOfKey[this.#keyOfNode[node]];
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
    return slotRecords(this.#keys, (column) => this.levelCount(column));
  }

  #countLevels(): void {
    const { bitset, bitsetFirst, bitsetLength, column, flags } = this.#table;
    for (let node = 0; node < bitset.length; node++) {
      if ((flags[node] & CATEGORICAL) === 0) continue;
      const end = bitsetFirst[bitset[node]] + bitsetLength[bitset[node]];
      this.#levelCounts.set(column[node], Math.max(end, this.levelCount(column[node])));
    }
  }
}

/**
 * The kernels' records of slots. Of each its key: column and reading in one number, (column + 1) * READINGS + reading, the first one
 * LEAF_KEY. `levelCount`: levels of a column that some bitset covers.
 */
export function slotRecords(
  keys: readonly number[],
  levelCount: (column: number) => number = () => 0,
): DataView {
  const out = new DataView(new ArrayBuffer(keys.length * SLOT_RECORD_BYTES));
  keys.forEach((key, slot) => {
    const at = slot * SLOT_RECORD_BYTES;
    const column = key === LEAF_KEY ? 0 : Math.floor(key / READINGS) - 1;
    out.setUint32(at + SLOT_COLUMN, column, true);
    out.setUint32(at + SLOT_READING, key % READINGS, true);
    out.setUint32(at + SLOT_LEVEL_COUNT, levelCount(column), true);
  });
  return out;
}

/**
 * Column and reading of every node in one number, those of leaves below READINGS; marks the ones there are. Without a branch: nobody
 * can guess which node comes next, and wrong guesses would take longer than all the rest.
 */
function keysOf({ column, flags, threshold }: ForestTable, isUsed: Uint8Array): Int32Array {
  const keys = new Int32Array(column.length);
  for (let node = 0; node < keys.length; node++) {
    const value = threshold[node];
    const facts = ((flags[node] & (NA_RIGHT | CATEGORICAL)) << 1) | Number(value !== value);
    const key = (column[node] + 1) * READINGS + READING_OF_FACTS[facts];
    keys[node] = key;
    isUsed[key] = 1;
  }
  return keys;
}

/** The key of the slot of leaves. */
export const LEAF_KEY = NOTHING;

/** By flags and whether the threshold is NaN. */
const READING_OF_FACTS = Uint8Array.from({ length: 8 }, (_, facts) => {
  const flags = facts >> 1;
  if ((flags & CATEGORICAL) !== 0) return LEVEL;
  if ((flags & NA_RIGHT) === 0) return FLOAT_NA_LEFT;
  return (facts & 1) !== 0 ? IS_NA : FLOAT_NA_RIGHT;
});

/** Whether the node of the table ends a walk. */
export function isLeaf(table: ForestTable, node: number): boolean {
  return table.column[node] < 0;
}

/** How a split reads its column. */
export function readingOf({ flags, threshold }: ForestTable, node: number): number {
  const isNaN = Number.isNaN(threshold[node]);
  return READING_OF_FACTS[((flags[node] & (NA_RIGHT | CATEGORICAL)) << 1) | Number(isNaN)];
}
