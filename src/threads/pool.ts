import { PoolWorker } from './pool-worker.js';
import type { LoadMessage } from './messages.js';
import { threadSource, type ThreadSource } from './thread-source.js';

/** After a worker could not start, none is tried for so long; then for twice as long, until it is so long. */
const FIRST_PAUSE_MILLISECONDS = 1000;
const LONGEST_PAUSE_MILLISECONDS = 60_000;

/** The workers of one model and back end: started when they are first wanted, kept until the model is disposed. */
export class ThreadPool {
  readonly #load: () => Promise<LoadMessage>;
  #model: Promise<LoadMessage> | undefined;
  #workers: PoolWorker[] = [];
  #nextCall = 0;
  /** No worker is tried before (`performance.now`), since one could not start: the machine may have had no memory or thread to give. */
  #nextTry = 0;
  #pause = FIRST_PAUSE_MILLISECONDS;
  #warned = false;
  #disposed = false;

  /** `load` is called for the first worker, and once more after it has failed. */
  constructor(load: () => Promise<LoadMessage>) {
    this.#load = load;
  }

  /** `count` workers, or fewer where the platform has no more to give. Some may still be starting. */
  workers(count: number): readonly PoolWorker[] {
    const source = this.#disposed ? undefined : threadSource();
    if (source === undefined) return [];
    this.#workers = this.#workers.filter((worker) => !worker.hasEnded);
    const may = () => this.#workers.length < count && performance.now() >= this.#nextTry;
    while (may()) this.#start(source);
    return this.#workers.slice(0, count);
  }

  /** Workers that have the model. */
  get ready(): number {
    return this.#workers.filter((worker) => worker.isReady).length;
  }

  /** A number that no other call has. */
  nextCall(): number {
    return this.#nextCall++;
  }

  dispose(): void {
    this.#disposed = true;
    for (const worker of this.#workers.splice(0)) worker.end();
  }

  #start(source: ThreadSource): void {
    const model = (this.#model ??= this.#load());
    // An image that could not be made is made again.
    model.catch(() => (this.#model = undefined));
    try {
      const worker = new PoolWorker(source.start(), model);
      this.#workers.push(worker);
      void worker.started.then((started) => {
        if (started) this.#pause = FIRST_PAUSE_MILLISECONDS;
        else if (!this.#disposed) this.#wait(source, worker.reason);
      });
    } catch (error) {
      this.#wait(source, String(error));
    }
  }

  #wait(source: ThreadSource, reason: string): void {
    // Workers that were started together fail together.
    if (performance.now() < this.#nextTry) return;
    this.#nextTry = performance.now() + this.#pause;
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE_MILLISECONDS);
    if (!this.#warned) source.warn(`a thread could not start, so fewer score: ${reason}`);
    this.#warned = true;
  }
}
