import { disposedError } from '../engine/disposed.js';
import { ThreadError } from '../errors.js';
import type { KernelImage } from '../engine/kernels.js';
import { allocateCells, type AllocatedCells } from '../engine/shared-cells.js';
import type { FailedRow, LoadMessage, OpenMessage } from './messages.js';
import type { Thread } from './thread-source.js';

/** What a call wants to hear of a worker. */
export interface CallListener {
  /** There is an answer in some slot. */
  done(): void;
  /** There is one in the next slot that is not done, but not for these rows. */
  failures(failures: readonly FailedRow[]): void;
  /** The worker has ended. */
  failed(error: Error): void;
}

/** A worker of a pool, from its start to its end. */
export class PoolWorker {
  /** Whether it has the model; false: it never will, since it could not start, for `reason`. */
  readonly started: Promise<boolean>;
  readonly #thread: Thread;
  readonly #calls = new Map<number, CallListener>();
  /** Of calls that the worker may still be at. */
  readonly #cells = new Map<number, readonly AllocatedCells[]>();
  readonly #freeCells: AllocatedCells[] = [];
  #image: KernelImage | undefined;
  #state: 'starting' | 'ready' | 'ended' = 'starting';
  #held = 0;
  #reason = '';

  constructor(thread: Thread, model: Promise<LoadMessage>) {
    this.#thread = thread;
    this.started = new Promise((resolve) => {
      thread.listen(
        (message) => {
          if (this.#state === 'ended') return;
          switch (message.kind) {
            case 'ready':
              this.#state = 'ready';
              resolve(true);
              break;
            case 'done':
              this.#calls.get(message.call)?.done();
              break;
            case 'failures':
              this.#calls.get(message.call)?.failures(message.failures);
              break;
            case 'closed':
              this.#giveBack(message.call);
              break;
            case 'broken':
              this.#break(message.reason);
              break;
          }
        },
        (reason) => this.#break(reason),
      );
      this.#onEnd = () => resolve(false);
    });
    model
      .then((message) => {
        this.#image = message.image;
        if (this.#state === 'starting') thread.post(message);
      })
      .catch((error: unknown) => this.#break(String(error)));
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  get hasEnded(): boolean {
    return this.#state === 'ended';
  }

  /** Why it has ended, where nobody has ended it. */
  get reason(): string {
    return this.#reason;
  }

  /**
   * Cells for as many slots, `bytes` each, the same for all calls: they are the call's until the worker has closed it. For a worker that
   * is ready. Throws as allocateCells.
   */
  takeCells(call: number, slots: number, bytes: number): readonly AllocatedCells[] {
    const image = this.#image!;
    while (this.#freeCells.length < slots) this.#freeCells.push(allocateCells(image, bytes));
    const cells = this.#freeCells.splice(0, slots);
    this.#cells.set(call, cells);
    return cells;
  }

  /** Throws where the message cannot be sent, and is as before. */
  open(message: OpenMessage, listener: CallListener): void {
    try {
      this.#thread.post(message);
    } catch (error) {
      this.#giveBack(message.call);
      throw error;
    }
    this.#calls.set(message.call, listener);
  }

  /** Lets it look for rows of the call. */
  wake(call: number): void {
    this.#thread.post({ kind: 'run', call });
  }

  /** Whether the program is to wait for it; as many calls may say so, and then no more, as there are. */
  hold(held: boolean): void {
    this.#held += held ? 1 : -1;
    if (this.#held === (held ? 1 : 0)) this.#thread.hold(held);
  }

  close(call: number): void {
    this.#calls.delete(call);
    if (this.#state === 'ready') this.#thread.post({ kind: 'close', call });
  }

  /** Calls that wait for it get the error of a disposed model. */
  end(): void {
    this.#fail(disposedError());
  }

  #giveBack(call: number): void {
    this.#freeCells.push(...this.#cells.get(call)!);
    this.#cells.delete(call);
  }

  #onEnd: () => void = () => undefined;

  #break(reason: string): void {
    this.#reason ||= reason;
    this.#fail(new ThreadError(reason));
  }

  #fail(error: Error): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#thread.hold(false);
    this.#thread.end();
    this.#onEnd();
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.failed(error);
  }
}
