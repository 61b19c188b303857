// Bytes by the piece, out of chunks of any size.
import type { ByteSource } from '../csv/index.js';

/** Takes pieces off the front of a stream of chunks. */
export class ByteQueue {
  readonly #chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(source: ByteSource) {
    this.#chunks =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /**
   * The next `count` bytes, fewer at the end of the source. A view of the chunk where they lie in one, else a copy; so memory is
   * bounded by what the source really has, whatever `count` claims.
   */
  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.#at === this.#chunk.length) {
        const next = await this.#chunks.next();
        if (next.done === true) break;
        this.#chunk = next.value;
        this.#at = 0;
        continue;
      }
      const part = this.#chunk.subarray(this.#at, this.#at + missing);
      this.#at += part.length;
      missing -= part.length;
      parts.push(part);
    }
    if (parts.length === 1) return parts[0];
    const joined = new Uint8Array(count - missing);
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }

  /** Reads to the end; answers the last `count` bytes. */
  async last(count: number): Promise<Uint8Array> {
    let tail: Uint8Array = new Uint8Array(0);
    for (;;) {
      const more = await this.take(1 << 16);
      if (more.length === 0) return tail;
      const joined = new Uint8Array(tail.length + more.length);
      joined.set(tail);
      joined.set(more, tail.length);
      tail = joined.slice(-count);
    }
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
