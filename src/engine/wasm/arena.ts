// The memory of one model: a bump allocator over one WebAssembly.Memory. Nothing is freed but all of it together.
import { ALIGNMENT } from '../../../assembly/layout.js';
import { LimitError } from '../../errors.js';
import { disposedError } from '../disposed.js';

const PAGE_BYTES = 65536;
const MAX_BYTES = 65536 * PAGE_BYTES;

export class Arena {
  #memory: WebAssembly.Memory | undefined;
  #top: number;
  readonly #onRelease: (() => void)[] = [];

  /** `heapBase`: the first byte that the kernels do not use themselves. */
  constructor(memory: WebAssembly.Memory, heapBase: number) {
    this.#memory = memory;
    this.#top = heapBase;
  }

  /** All of the memory. Growing replaces and detaches it, so ask again after every `allocate`. */
  get buffer(): ArrayBuffer {
    return this.#live().buffer;
  }

  /**
   * Address of `byteLength` zeroed bytes, aligned to ALIGNMENT. Views of the memory may be detached by it.
   * @throws LimitError when the memory would pass 4 GiB or the system refuses it.
   */
  allocate(byteLength: number): number {
    const address = Math.ceil(this.#top / ALIGNMENT) * ALIGNMENT;
    const end = address + byteLength;
    const missing = Math.ceil((end - this.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) this.#grow(missing, end);
    this.#top = end;
    return address;
  }

  /** Allocates and copies. */
  place(data: ArrayBufferView): number {
    const address = this.allocate(data.byteLength);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    new Uint8Array(this.buffer, address, data.byteLength).set(bytes);
    return address;
  }

  /** Allocates and writes a record of 32-bit fields in the order of assembly/layout.ts. */
  placeRecord(...fields: readonly number[]): number {
    return this.place(Uint32Array.from(fields));
  }

  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.buffer, address, length);
  }

  /** Gives up the memory. Whoever holds views of it drops them in `onRelease`. */
  release(): void {
    this.#memory = undefined;
    for (const drop of this.#onRelease.splice(0)) drop();
  }

  onRelease(drop: () => void): void {
    this.#onRelease.push(drop);
  }

  #live(): WebAssembly.Memory {
    if (this.#memory === undefined) throw disposedError();
    return this.#memory;
  }

  #grow(pages: number, end: number): void {
    if (end > MAX_BYTES)
      throw new LimitError('memory of the kernels', 'WebAssembly memory in bytes', MAX_BYTES, end);
    try {
      this.#live().grow(pages);
    } catch {
      const allowed = this.buffer.byteLength;
      throw new LimitError('memory of the kernels', 'bytes that the system grants', allowed, end);
    }
  }
}
