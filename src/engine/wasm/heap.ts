import { ALIGNMENT } from '../../../assembly/layout.js';

/** Gives out addresses, multiples of ALIGNMENT, upwards. */
export interface Heap {
  /** The first byte of `byteLength` that nobody else has. */
  claim(byteLength: number): number;
  /** The first byte of `byteLength` that nobody else has until the next `claim`. */
  borrow(byteLength: number): number;
  /** Takes back what was claimed since `top` was this, where nobody else may have claimed meanwhile. */
  rewind(top: number): void;
  /** The first byte that nobody has. */
  readonly top: number;
  /** No byte from here on was ever given out. */
  readonly cleanFrom: number;
}

/** The rest of a memory that one instance has for itself. */
export class OwnHeap implements Heap {
  #top: number;
  #cleanFrom = 0;

  /** `start`: the first byte that the kernels do not use themselves. */
  constructor(start: number) {
    this.#top = start;
  }

  claim(byteLength: number): number {
    const address = this.borrow(byteLength);
    this.#top = address + byteLength;
    return address;
  }

  borrow(byteLength: number): number {
    const address = Math.ceil(this.#top / ALIGNMENT) * ALIGNMENT;
    this.#cleanFrom = Math.max(this.#cleanFrom, address + byteLength);
    return address;
  }

  rewind(top: number): void {
    this.#top = top;
  }

  get top(): number {
    return this.#top;
  }

  get cleanFrom(): number {
    return this.#cleanFrom;
  }
}

/** The rest of a memory that instances of several threads take from. */
export class SharedHeap implements Heap {
  readonly #lines: Int32Array;
  /** Nothing is given out twice but to borrowers. */
  readonly cleanFrom = 0;
  /** What was borrowed is not given back, but lent again. */
  #lent = { address: 0, byteLength: 0 };

  /** `lines`: one number in shared memory, the ALIGNMENT-sized lines that are taken. */
  constructor(lines: Int32Array) {
    this.#lines = lines;
  }

  claim(byteLength: number): number {
    return Atomics.add(this.#lines, 0, Math.ceil(byteLength / ALIGNMENT)) * ALIGNMENT;
  }

  borrow(byteLength: number): number {
    if (byteLength > this.#lent.byteLength) {
      const most = Math.max(byteLength, 2 * this.#lent.byteLength);
      this.#lent = { address: this.claim(most), byteLength: most };
    }
    return this.#lent.address;
  }

  rewind(): void {
    // Another thread may have claimed what lies behind.
  }

  get top(): number {
    return Atomics.load(this.#lines, 0) * ALIGNMENT;
  }
}
