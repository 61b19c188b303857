// Which columns a forest reads, and how: the slots of the kernels' tile (pictures in assembly/layout.ts).
import {
  FLOAT_NA_LEFT,
  FLOAT_NA_RIGHT,
  IS_NA,
  LEVEL,
  NOTHING,
  READINGS,
  ROOT,
  SLOT_COLUMN,
  SLOT_LEVEL_COUNT,
  SLOT_READING,
  SLOT_RECORD_BYTES,
} from '../../../assembly/layout.js';
import { CATEGORICAL, NA_RIGHT, type ForestTable } from '../forest-table.js';
import type { TreeOrder } from './tree-order.js';

/** The slot of leaves, then every reading of a column that some split needs, in order of columns. */
export class Slots {
  readonly count: number;
  readonly #table: ForestTable;
  readonly #keys: readonly number[];
  readonly #slots = new Map<number, number>();
  readonly #levelCounts = new Map<number, number>();

  constructor(table: ForestTable, orders: readonly Pick<TreeOrder, 'nodes'>[]) {
    this.#table = table;
    const keys = new Set([LEAF_KEY]);
    for (const { nodes } of orders) {
      for (let i = ROOT; i < nodes.length; i++) {
        if (isLeaf(table, nodes[i])) continue;
        keys.add(slotKey(table, nodes[i]));
        if (readingOf(table, nodes[i]) === LEVEL) this.#countLevels(nodes[i]);
      }
    }
    this.#keys = [...keys].sort((a, b) => a - b);
    this.#keys.forEach((key, slot) => this.#slots.set(key, slot));
    this.count = this.#keys.length;
  }

  /** The slot that a node reads. */
  indexOf(node: number): number {
    if (isLeaf(this.#table, node)) return 0;
    return this.#slots.get(slotKey(this.#table, node)) ?? 0;
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

function slotKey(table: ForestTable, node: number): number {
  return table.column[node] * READINGS + readingOf(table, node);
}
