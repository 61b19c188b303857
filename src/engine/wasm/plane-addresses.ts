// Where the planes of a batch of trees lie (pictures in assembly/layout.ts).
import { PLANE_BYTES } from '../../../assembly/layout.js';
import { CATEGORICAL, NA_RIGHT, type ForestTable } from '../forest-table.js';
import type { Batch } from './sliced-plan.js';
import type { SlicedSlot } from './sliced-tests.js';

/** Planes of a batch: one more per slot than it has thresholds, and those of levels and their sets. */
export function planeCount({ slots, levelSlots }: Batch): number {
  let count = 0;
  for (const { thresholds } of slots) count += thresholds.length + 1;
  for (const slot of levelSlots) count += slot.planeCount;
  return count;
}

/** The plane of every test, given the address of the first one. */
export class PlaneAddresses {
  /** First plane of each slot, and of each slot of levels. */
  readonly firsts: readonly number[];
  readonly levelFirsts: readonly number[];
  /** Some plane. */
  readonly any: number;
  readonly #table: ForestTable;
  readonly #batch: Batch;
  readonly #slotOf: ReadonlyMap<number, number>;
  readonly #levelSlotOf: ReadonlyMap<number, number>;

  constructor(table: ForestTable, batch: Batch, planes: number) {
    const { slots, levelSlots } = batch;
    this.#table = table;
    this.#batch = batch;
    this.any = planes;
    this.#slotOf = new Map(slots.map(({ column }, slot) => [column, slot]));
    this.#levelSlotOf = new Map(levelSlots.map(({ column }, slot) => [column, slot]));
    let next = planes;
    const place = (count: number): number => {
      const first = next;
      next += count * PLANE_BYTES;
      return first;
    };
    this.firsts = slots.map(({ thresholds }) => place(thresholds.length + 1));
    this.levelFirsts = levelSlots.map((slot) => place(slot.planeCount));
  }

  /** The plane that a split tests. */
  of(node: number): number {
    const { column, flags, threshold } = this.#table;
    if ((flags[node] & CATEGORICAL) !== 0) {
      const slot = this.#levelSlotOf.get(column[node]) ?? 0;
      return this.ofSet(slot, this.#batch.levelSlots[slot].numberOf(node));
    }
    const slot = this.#slotOf.get(column[node]) ?? 0;
    const naRight = (flags[node] & NA_RIGHT) !== 0 ? 1 : 0;
    const number = indexOf(this.#batch.slots[slot], threshold[node], naRight);
    return this.firsts[slot] + number * PLANE_BYTES;
  }

  /** The plane of a set of a slot of levels: behind those of the levels. */
  ofSet(slot: number, number: number): number {
    const levels = this.#batch.levelSlots[slot].levelCount + 2;
    return this.levelFirsts[slot] + (levels + number) * PLANE_BYTES;
  }
}

/** By halves; equal thresholds are neighbours: with NA left and right, and as 0 and -0, which no cell tells apart. */
function indexOf({ thresholds, naRight }: SlicedSlot, threshold: number, right: number): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (
      thresholds[middle] < threshold ||
      (Number.isNaN(threshold) && !Number.isNaN(thresholds[middle]))
    ) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  while (naRight[low] !== right) low++;
  return low;
}
