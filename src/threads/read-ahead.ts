/** What came next: an item, or the end, or what the source threw. */
export type Arrival<Item> =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly error: unknown };

/** A source that is read before its items are wanted; its errors wait until they are. */
export class ReadAhead<Item> {
  readonly #items: AsyncIterator<Item> | Iterator<Item>;
  #reading = false;
  #ended = false;

  constructor(source: AsyncIterable<Item> | Iterable<Item>) {
    this.#items =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** Begins to read the next item. Never rejects. */
  async next(): Promise<Arrival<Item>> {
    this.#reading = true;
    try {
      const next = await this.#items.next();
      if (next.done !== true) return { kind: 'item', item: next.value };
      this.#ended = true;
      return { kind: 'end' };
    } catch (error) {
      this.#ended = true;
      return { kind: 'error', error };
    } finally {
      this.#reading = false;
    }
  }

  /** Nothing more is wanted. A source that is being read ends on its own time: it may be waiting for input that never comes. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const returned = Promise.resolve(this.#items.return?.());
    if (this.#reading) returned.catch(() => undefined);
    else await returned;
  }
}
