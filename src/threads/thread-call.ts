import type { RowFailure } from '../algos/algorithm.js';
import { ScoringError } from '../errors.js';
import type { FilledBlock } from '../scoring/frame-blocks.js';
import type { DoneMessage, FailedRow, OpenMessage } from './messages.js';
import type { PoolWorker } from './pool-worker.js';
import { allocateSlot, slotViews, type SlotLayout, type SlotViews } from './slot.js';

/** Of each worker: one that is scored, one that waits. */
const SLOTS_PER_WORKER = 2;

/** What a worker is told of a call, but for its slots. */
export type CallRequest = Omit<OpenMessage, 'kind' | 'slots' | 'stopped'>;

/** A slot that is free. */
export interface FreeSlot extends SlotViews {
  /** Lets the worker score the block that was filled into the slot. `done` is called when the answers stand in it. */
  run(block: FilledBlock, done: (failures: readonly RowFailure[]) => void): void;
}

/** One call of a model that scores on several threads: its slots with all workers. */
export class ThreadCall {
  readonly #request: CallRequest;
  /** Those that were asked to take part, and those of them that do. */
  readonly #employed = new Set<PoolWorker>();
  readonly #joined = new Set<PoolWorker>();
  readonly #free: FreeSlot[] = [];
  readonly #stopped = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #closed = false;
  #error: Error | undefined;
  /** Whoever waits for a piece to be done or to fail. */
  #wake: (() => void)[] = [];

  constructor(request: CallRequest) {
    this.#request = request;
  }

  /** Lets workers take part, each as soon as it has the model. */
  employ(workers: readonly PoolWorker[]): void {
    for (const worker of workers) {
      if (this.#employed.has(worker)) continue;
      this.#employed.add(worker);
      if (worker.isReady) this.#join(worker);
      else void worker.started.then((started) => started && this.#join(worker));
    }
  }

  /** Rows that fit into a slot. */
  get slotRows(): number {
    return this.#request.layout.rows;
  }

  /** A slot to fill, if one is free now. Throws the error of a worker that has ended in the middle of work. */
  takeFree(): FreeSlot | undefined {
    if (this.#error) throw this.#error;
    return this.#free.shift();
  }

  /** Resolves when a worker has done a piece or has ended. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  /** Throws as takeFree. */
  check(): void {
    if (this.#error) throw this.#error;
  }

  /** Ends the call; workers stop with what they are at. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    Atomics.store(this.#stopped, 0, 1);
    for (const worker of this.#joined) worker.close({ kind: 'close', call: this.#request.call });
  }

  #join(worker: PoolWorker): void {
    if (this.#closed) return;
    const { call, layout } = this.#request;
    const slots = allocateSlots(layout);
    // The others do its part.
    if (slots === undefined) return;
    const waiting = new Map<number, (message: DoneMessage) => void>();
    slots.forEach((buffer, slot) => {
      const views = slotViews(layout, buffer);
      const free: FreeSlot = {
        ...views,
        run: (block, done) => {
          const { from, to, offsets, place } = block;
          if (offsets) views.offsets.set(offsets);
          waiting.set(slot, ({ failures }) => {
            done(failures.map(toFailure));
            this.#free.push(free);
          });
          const hasOffsets = offsets !== undefined;
          worker.run({ kind: 'run', call, slot, rows: to - from, place, hasOffsets });
        },
      };
      this.#free.push(free);
    });
    this.#joined.add(worker);
    worker.open(
      { kind: 'open', ...this.#request, slots, stopped: this.#stopped },
      {
        done: (message) => {
          waiting.get(message.slot)?.(message);
          this.#notify();
        },
        failed: (error) => {
          this.#error ??= error;
          this.#notify();
        },
      },
    );
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** Undefined where there is no memory for them. */
function allocateSlots(layout: SlotLayout): SharedArrayBuffer[] | undefined {
  try {
    return Array.from({ length: SLOTS_PER_WORKER }, () => allocateSlot(layout));
  } catch {
    return undefined;
  }
}

function toFailure({ row, reason, column }: FailedRow): RowFailure {
  return { row, error: (n) => new ScoringError(reason, { row: n, column }) };
}
