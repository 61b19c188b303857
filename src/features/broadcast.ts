import { ReadAhead } from '../threads/read-ahead.js';

/**
 * One source for several readers, each of which gets every item. Memory: the items between the fastest reader and the slowest one. What
 * the source throws, all readers throw; the source is closed when the last reader is.
 */
export class Broadcast<Item> {
  readonly #source: ReadAhead<Item>;
  /** Of each reader that is open: what it has not yet taken. */
  readonly #queues = new Set<Item[]>();
  #reading: Promise<void> | undefined;
  #ended = false;
  #error: { readonly thrown: unknown } | undefined;

  constructor(source: AsyncIterable<Item> | Iterable<Item>) {
    this.#source = new ReadAhead(source);
  }

  /** A reader of all items that are read from now on: make all readers before any is used. */
  reader(): AsyncIterableIterator<Item> {
    const queue: Item[] = [];
    this.#queues.add(queue);
    const end = { done: true, value: undefined } as const;
    return {
      next: async () => {
        while (queue.length === 0) {
          if (this.#error) throw this.#error.thrown;
          if (this.#ended || !this.#queues.has(queue)) return end;
          await (this.#reading ??= this.#read());
        }
        return { done: false, value: queue.shift() as Item };
      },
      return: async () => {
        queue.length = 0;
        this.#queues.delete(queue);
        if (this.#queues.size === 0) await this.#source.close();
        return end;
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async #read(): Promise<void> {
    const arrived = await this.#source.next();
    if (arrived.kind === 'item') for (const queue of this.#queues) queue.push(arrived.item);
    else this.#ended = true;
    if (arrived.kind === 'error') this.#error = { thrown: arrived.error };
    this.#reading = undefined;
  }
}
