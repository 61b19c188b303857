import { PoolWorker } from './pool-worker.js';
import type { LoadMessage } from './messages.js';
import { threadSource, type ThreadSource } from './thread-source.js';

/** The workers of one model and back end: started when they are first wanted, kept until the model is disposed. */
export class ThreadPool {
  readonly #load: () => Promise<LoadMessage>;
  #model: Promise<LoadMessage> | undefined;
  #workers: PoolWorker[] = [];
  #nextCall = 0;
  /** Some worker could not start: none is tried any more. */
  #gaveUp = false;
  #disposed = false;

  /** `load` is called once, for the first worker. */
  constructor(load: () => Promise<LoadMessage>) {
    this.#load = load;
  }

  /** `count` workers, or fewer where the platform has no more to give. Some may still be starting. */
  workers(count: number): readonly PoolWorker[] {
    const source = this.#gaveUp || this.#disposed ? undefined : threadSource();
    if (source === undefined) return [];
    this.#workers = this.#workers.filter((worker) => !worker.hasEnded);
    while (this.#workers.length < count && this.#start(source)) continue;
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

  #start(source: ThreadSource): boolean {
    this.#model ??= this.#load();
    try {
      const worker = new PoolWorker(source.start(), this.#model);
      this.#workers.push(worker);
      void worker.started.then((started) => (this.#gaveUp ||= !started && !this.#disposed));
      return true;
    } catch {
      this.#model.catch(() => undefined); // nobody wants it
      this.#gaveUp = true;
      return false;
    }
  }
}
