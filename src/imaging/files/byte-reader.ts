import type { ByteSource } from '../../frame/csv/index.js';

/** Takes exact numbers of bytes from chunks. Memory: what is asked for, as far as it comes, and a chunk. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: ByteSource) {
    this.#chunks = iterate(source);
  }

  /** The next `count` bytes, fewer only where the source ends. The caller owns them. */
  async read(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let length = 0;
    while (length < count && (await this.#fill())) {
      // A copy: sources may use a chunk's memory again.
      const part = this.#rest.slice(0, count - length);
      this.#rest = this.#rest.subarray(part.length);
      parts.push(part);
      length += part.length;
    }
    return parts.length === 1 ? parts[0] : joinBytes(parts);
  }

  /** Whether nothing is left. */
  async atEnd(): Promise<boolean> {
    return !(await this.#fill());
  }

  /** Lets the source close its file. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return false;
      this.#rest = next.value;
    }
    return true;
  }
}

async function* iterate(source: ByteSource): AsyncGenerator<Uint8Array> {
  yield* source;
}

/** The bytes of all parts, one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
