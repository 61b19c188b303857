import { disposedError } from '../engine/disposed.js';
import { ThreadError } from '../errors.js';
import type {
  CloseMessage,
  DoneMessage,
  LoadMessage,
  OpenMessage,
  RunMessage,
} from './messages.js';
import type { Thread } from './thread-source.js';

/** What a call wants to hear of a worker. */
export interface CallListener {
  done(message: DoneMessage): void;
  /** The worker has ended. */
  failed(error: Error): void;
}

/** A worker of a pool, from its start to its end. */
export class PoolWorker {
  /** Whether it has the model; false: it never will, since it could not start. */
  readonly started: Promise<boolean>;
  readonly #thread: Thread;
  readonly #calls = new Map<number, CallListener>();
  #state: 'starting' | 'ready' | 'ended' = 'starting';
  #running = 0;

  constructor(thread: Thread, model: Promise<LoadMessage>) {
    this.#thread = thread;
    this.started = new Promise((resolve) => {
      thread.listen(
        (message) => {
          if (this.#state === 'ended') return;
          if (message.kind === 'ready') {
            this.#state = 'ready';
            resolve(true);
          } else if (message.kind === 'done') this.#done(message);
          else this.#fail(new ThreadError(message.reason));
        },
        (reason) => this.#fail(new ThreadError(reason)),
      );
      this.#onEnd = () => resolve(false);
    });
    model
      .then((message) => {
        if (this.#state === 'starting') thread.post(message);
      })
      .catch((error: unknown) => this.#fail(new ThreadError(String(error))));
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  get hasEnded(): boolean {
    return this.#state === 'ended';
  }

  open(message: OpenMessage, listener: CallListener): void {
    this.#calls.set(message.call, listener);
    this.#thread.post(message);
  }

  /** The program waits until it is done. */
  run(message: RunMessage): void {
    if (this.#running++ === 0) this.#thread.hold(true);
    this.#thread.post(message);
  }

  close(message: CloseMessage): void {
    this.#calls.delete(message.call);
    if (this.#state === 'ready') this.#thread.post(message);
  }

  /** Calls that wait for it get the error of a disposed model. */
  end(): void {
    this.#fail(disposedError());
  }

  #onEnd: () => void = () => undefined;

  #done(message: DoneMessage): void {
    if (--this.#running === 0) this.#thread.hold(false);
    this.#calls.get(message.call)?.done(message);
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
