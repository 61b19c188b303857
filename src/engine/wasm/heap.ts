import { ALIGNMENT } from '../../../assembly/layout.js';

/** Gives out addresses, multiples of ALIGNMENT, upwards. */
export interface Heap {
  /** The first byte of `byteLength` that nobody else has. */
  claim(byteLength: number): number;
  /** The first byte that nobody has. */
  readonly top: number;
}

/** The rest of a memory that one instance has for itself. */
export class OwnHeap implements Heap {
  #top: number;

  /** `start`: the first byte that the kernels do not use themselves. */
  constructor(start: number) {
    this.#top = start;
  }

  claim(byteLength: number): number {
    const address = Math.ceil(this.#top / ALIGNMENT) * ALIGNMENT;
    this.#top = address + byteLength;
    return address;
  }

  get top(): number {
    return this.#top;
  }
}

/** The rest of a memory that instances of several threads take from. */
export class SharedHeap implements Heap {
  readonly #lines: Int32Array;

  /** `lines`: one number in shared memory, the ALIGNMENT-sized lines that are taken. */
  constructor(lines: Int32Array) {
    this.#lines = lines;
  }

  claim(byteLength: number): number {
    return Atomics.add(this.#lines, 0, Math.ceil(byteLength / ALIGNMENT)) * ALIGNMENT;
  }

  get top(): number {
    return Atomics.load(this.#lines, 0) * ALIGNMENT;
  }
}
