// The memory of one model: a bump allocator over one WebAssembly.Memory. Nothing is freed but all of it together, or what an attempt took
// that came to nothing.
import { LimitError } from '../../errors.js';
import { disposedError } from '../disposed.js';
import type { Heap } from './heap.js';
import type { PlacedData } from './shared-image.js';

const PAGE_BYTES = 65536;
const MAX_BYTES = 65536 * PAGE_BYTES;

export class Arena {
  #memory: WebAssembly.Memory | undefined;
  /** Of the memory: to ask it takes as long as a call of a kernel. */
  #buffer: ArrayBuffer | undefined;
  readonly #heap: Heap;
  readonly #known: PlacedData | undefined;
  readonly #placed: number[] = [];
  readonly #onRelease: (() => void)[] = [];

  /** `known`: what another thread has placed in this memory. */
  constructor(memory: WebAssembly.Memory, heap: Heap, known?: PlacedData) {
    this.#memory = memory;
    this.#buffer = memory.buffer;
    this.#heap = heap;
    this.#known = known;
  }

  /** All of the memory. Growing replaces and detaches it, so ask again after every `allocate`. */
  get buffer(): ArrayBuffer {
    if (this.#buffer === undefined) throw disposedError();
    return this.#buffer;
  }

  /** `buffer` as it is now: another thread may have made a memory grow that it shares. */
  look(): ArrayBuffer {
    return (this.#buffer = this.#live().buffer);
  }

  /**
   * Address of `byteLength` zeroed bytes, aligned to ALIGNMENT. Views of the memory may be detached by it.
   * @throws LimitError when the memory would pass 4 GiB or the system refuses it.
   */
  allocate(byteLength: number): number {
    // What is handed out for the first time is zero.
    const used = this.#heap.cleanFrom;
    const address = this.#claim(byteLength);
    const end = Math.min(used, address + byteLength);
    if (address < end) new Uint8Array(this.buffer).fill(0, address, end);
    return address;
  }

  /**
   * Address of `byteLength` bytes, whatever is in them, for work that ends before the next `allocate`; a `place` may copy from their
   * beginning.
   */
  borrow(byteLength: number): number {
    const address = this.#heap.borrow(byteLength);
    this.#reach(address + byteLength);
    return address;
  }

  /** What `work` returns. Where it is undefined, what was allocated and placed for it is free again. */
  attempt<T>(work: () => T | undefined): T | undefined {
    const { top } = this;
    const placed = this.#placed.length;
    const result = work();
    if (result === undefined) {
      this.#heap.rewind(top);
      this.#placed.length = placed;
    }
    return result;
  }

  /**
   * The address of a copy, which is for reading only: threads share it where they can (shared-image.ts). Whatever kernels write to is
   * allocated.
   */
  place(data: ArrayBufferView): number {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const known = this.#known?.find(bytes, this.buffer);
    if (known !== undefined) return known;
    const address = this.#claim(data.byteLength);
    new Uint8Array(this.buffer, address, data.byteLength).set(bytes);
    this.#placed.push(address, data.byteLength);
    return address;
  }

  /** Address and length of all that was placed, in order. */
  get placed(): readonly number[] {
    return this.#placed;
  }

  /** Where the memory that nobody has asked for begins. */
  get top(): number {
    return this.#heap.top;
  }

  /** Allocates and writes a record of 32-bit fields in the order of assembly/layout.ts. */
  placeRecord(...fields: readonly number[]): number {
    return this.place(Uint32Array.from(fields));
  }

  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.buffer, address, length);
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.buffer, address, length);
  }

  /** Gives up the memory. Whoever holds views of it drops them in `onRelease`. */
  release(): void {
    this.#memory = undefined;
    this.#buffer = undefined;
    for (const drop of this.#onRelease.splice(0)) drop();
  }

  onRelease(drop: () => void): void {
    this.#onRelease.push(drop);
  }

  #claim(byteLength: number): number {
    const address = this.#heap.claim(byteLength);
    this.#reach(address + byteLength);
    return address;
  }

  /** Makes the memory as long as `end`. */
  #reach(end: number): void {
    const missing = Math.ceil((end - this.look().byteLength) / PAGE_BYTES);
    if (missing > 0) this.#grow(missing, end);
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
      this.look();
    } catch {
      const allowed = this.buffer.byteLength;
      throw new LimitError('memory of the kernels', 'bytes that the system grants', allowed, end);
    }
  }
}
