// The slots of one worker in one call, as the calling thread sees them.
import type { AllocatedCells } from '../engine/shared-cells.js';
import type { FilledBlock } from '../scoring/frame-blocks.js';
import type { FailedRow } from './messages.js';
import type { Ring } from './ring.js';
import { Header, ringOf, slotViews, type SlotLayout, type SlotViews } from './slot.js';

/** How a block lies in memory. */
export interface CellLayout {
  readonly width: number;
  readonly strideBytes: number;
}

/** A slot that is free. */
export interface FreeSlot {
  readonly cells: readonly Float64Array[];
  /** Lets the worker score the block that was filled into the cells, or lies in columns that are lent. `done` is called when the answers are there. */
  run(block: FilledBlock, done: (piece: DonePiece) => void): void;
}

/** What a worker has made of a slot. Its arrays are filled anew afterwards. */
export interface DonePiece {
  readonly out: SlotViews['out'];
  readonly failures: readonly FailedRow[];
  readonly milliseconds: number;
}

export class WorkerSlots {
  readonly #ring: Ring;
  readonly #slots: readonly SlotViews[];
  readonly #cells: readonly (readonly Float64Array[])[];
  readonly #wake: () => void;
  readonly #waiting: ((piece: DonePiece) => void)[] = [];
  /** The slot that is filled next, and the oldest one that is with the worker. */
  #next = 0;
  #oldest = 0;
  #filled = 0;

  /** `wake` tells the worker that it has work. */
  constructor(
    layout: SlotLayout,
    memory: SharedArrayBuffer,
    cells: readonly AllocatedCells[],
    { width, strideBytes }: CellLayout,
    wake: () => void,
  ) {
    this.#ring = ringOf(layout, memory);
    this.#ring.begin();
    this.#slots = slotViews(layout, memory);
    this.#cells = cells.map(({ cells: { byteOffset }, buffer }) =>
      Array.from(
        { length: width },
        (_, c) => new Float64Array(buffer, byteOffset + c * strideBytes, layout.rows),
      ),
    );
    this.#wake = wake;
  }

  /** How many are with the worker. */
  get filled(): number {
    return this.#filled;
  }

  get free(): FreeSlot | undefined {
    if (this.#filled === this.#slots.length) return undefined;
    const slot = this.#next;
    return { cells: this.#cells[slot], run: (block, done) => this.#run(slot, block, done) };
  }

  /** Lets a worker go on that waited for a loan to be open. */
  goOn(): void {
    if (this.#filled > 0 && this.#ring.mayGoOn()) this.#wake();
  }

  /** Blocks until the worker has all rows that were filled in, until then at most (`performance.now`). Whether it has. */
  awaitTaken(until: number): boolean {
    for (let slot = this.#oldest, left = this.#filled; left > 0; slot = this.#after(slot), left--) {
      if (!this.#ring.awaitTaken(slot, Math.max(0, until - performance.now()))) return false;
    }
    return true;
  }

  /** Gives what the worker has done to those who wait for it. Whether there was any. */
  collect(): boolean {
    const before = this.#filled;
    while (this.#filled > 0 && this.#ring.isDone(this.#oldest)) this.#take([]);
    return this.#filled < before;
  }

  /** A message has come: the rows of the slot that have no answer. */
  report(failures: readonly FailedRow[]): void {
    // Those before it are done.
    this.collect();
    this.#take(failures);
  }

  #run(slot: number, block: FilledBlock, done: (piece: DonePiece) => void): void {
    const { from, to, offsets, place, lyingColumns } = block;
    const { header, refused, offsets: given } = this.#slots[slot];
    header[Header.ROWS] = to - from;
    header[Header.HAS_OFFSETS] = offsets ? 1 : 0;
    header[Header.FIRST] = place.first;
    header[Header.REFUSED] = place.refused.length;
    header[Header.LENT] = lyingColumns ? 1 : 0;
    header[Header.AT] = lyingColumns?.at ?? 0;
    if (offsets) given.set(offsets);
    refused.set(place.refused);
    this.#waiting.push(done);
    this.#filled++;
    this.#next = this.#after(slot);
    if (this.#ring.fill(slot)) this.#wake();
  }

  #take(failures: readonly FailedRow[]): void {
    const { out, header } = this.#slots[this.#oldest];
    this.#oldest = this.#after(this.#oldest);
    this.#filled--;
    this.#waiting.shift()!({ out, failures, milliseconds: header[Header.MILLISECONDS] });
  }

  #after(slot: number): number {
    return (slot + 1) % this.#slots.length;
  }
}
