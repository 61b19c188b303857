import type { Loan } from '../engine/kernels.js';
import { SIGNALS, Signal, type OpenMessage } from './messages.js';
import type { CallListener, PoolWorker } from './pool-worker.js';
import { allocateSlots } from './slot.js';
import { WorkerSlots, type CellLayout, type FreeSlot } from './worker-slots.js';

/** What a worker is told of a call, but for its slots. */
export type CallRequest = Omit<OpenMessage, 'kind' | 'loan' | 'slots' | 'cells' | 'signals'>;

/** One call of a model that scores on several threads: its slots with all workers. */
export class ThreadCall {
  readonly #request: CallRequest;
  readonly #cells: CellLayout;
  readonly #loan: Loan | undefined;
  /** Those that were asked to take part, and those of them that do. */
  readonly #employed = new Set<PoolWorker>();
  readonly #joined = new Map<PoolWorker, WorkerSlots>();
  readonly #signals = new Int32Array(new SharedArrayBuffer(SIGNALS * 4));
  #closed = false;
  #error: Error | undefined;
  /** Whoever waits for a piece to be done or to fail. */
  #wake: (() => void)[] = [];

  /** `cells`: those of the scorer's input; `loan`: for `lend`, the call's from now on. */
  constructor(request: CallRequest, cells: CellLayout, loan?: Loan) {
    this.#request = request;
    this.#cells = cells;
    this.#loan = loan;
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
    this.#collect();
    this.check();
    let idlest: WorkerSlots | undefined;
    for (const slots of this.#joined.values()) {
      if (idlest === undefined || slots.filled < idlest.filled) idlest = slots;
    }
    return idlest?.free;
  }

  /** Whether the call can `lend`. */
  get lends(): boolean {
    return this.#loan !== undefined;
  }

  /** While `turn` runs, workers read rows where they lie in these columns. It runs none of the program's code: see Loan. */
  lend<Result>(columns: readonly Float64Array[], turn: () => Result): Result {
    this.#loan!.open(columns);
    Atomics.store(this.#signals, Signal.LENT, 1);
    for (const slots of this.#joined.values()) slots.goOn();
    try {
      return turn();
    } finally {
      Atomics.store(this.#signals, Signal.LENT, 0);
      this.#loan!.close();
    }
  }

  /** Blocks until workers have all rows that were handed to them, until then at most (`performance.now`). Whether they have. */
  awaitTaken(until: number): boolean {
    return [...this.#joined.values()].every((slots) => slots.awaitTaken(until));
  }

  /** Resolves when a worker may have done a piece or has ended; never once the call is closed. */
  async change(): Promise<void> {
    Atomics.store(this.#signals, Signal.WAITING, 1);
    // Done in between: no message may be under way.
    if (this.#collect()) return;
    const workers = this.#closed ? [] : [...this.#joined.keys()];
    for (const worker of workers) worker.hold(true);
    await new Promise<void>((resolve) => this.#wake.push(resolve));
    for (const worker of workers) worker.hold(false);
  }

  /** Throws as takeFree. */
  check(): void {
    if (this.#error) throw this.#error;
  }

  /** Ends the call; workers stop with what they are at. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    Atomics.store(this.#signals, Signal.STOPPED, 1);
    for (const worker of this.#joined.keys()) worker.close(this.#request.call);
    this.#loan?.dispose();
    this.#notify();
  }

  #join(worker: PoolWorker): void {
    if (this.#closed) return;
    const { call, layout } = this.#request;
    const { width, strideBytes } = this.#cells;
    try {
      const memory = allocateSlots(layout);
      const cells = worker.takeCells(call, layout.slots, width * strideBytes);
      const slots = new WorkerSlots(layout, memory, cells, this.#cells, () => worker.wake(call));
      worker.open(
        {
          kind: 'open',
          ...this.#request,
          loan: this.#loan?.number,
          slots: memory,
          cells: cells.map((one) => one.cells),
          signals: this.#signals,
        },
        this.#listener(slots),
      );
      this.#joined.set(worker, slots);
    } catch {
      // There is no memory, or the message cannot be sent. The others do its part.
    }
  }

  #listener(slots: WorkerSlots): CallListener {
    return {
      done: () => {
        this.#collect();
        // Even if there was nothing, for it was taken before the message came: whoever waits has to ask for a message again.
        this.#notify();
      },
      failures: (failures) => {
        slots.report(failures);
        this.#notify();
      },
      failed: (error) => {
        this.#error ??= error;
        this.#notify();
      },
    };
  }

  /** Takes what workers have done. Whether there was any. */
  #collect(): boolean {
    let some = false;
    for (const slots of this.#joined.values()) if (slots.collect()) some = true;
    if (some) this.#notify();
    return some;
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
