// What a model has loaded, in a memory that several threads see. Each thread loads the model again, into an arena of its own on that
// memory; whatever it places that is already there, byte for byte, it does not write again. So trees and weights exist once, and only
// blocks, scratch and the records that point at them are a thread's own. Kernels need not know.
import { ALIGNMENT } from '../../../assembly/layout.js';
import { LimitError } from '../../errors.js';
import { MOST_PAGES } from './shared-module.js';

const PAGE_BYTES = 65_536;

/** What is shared of an arena. */
interface ArenaContent {
  readonly buffer: ArrayBuffer;
  readonly top: number;
  readonly placed: readonly number[];
}

/** Plain values, for postMessage. */
export interface SharedImage {
  readonly memory: WebAssembly.Memory;
  /** What was placed, in order: address and bytes of each. */
  readonly placed: Float64Array;
  /** For SharedHeap. */
  readonly lines: Int32Array;
}

/**
 * A copy of all that is in an arena, at the same addresses, in a new memory that threads can share. Cost: a copy.
 * @throws LimitError when the system has no room for it, ReferenceError where memory cannot be shared.
 */
export function shareArena(arena: ArenaContent): SharedImage {
  const from = new Uint8Array(arena.buffer, 0, arena.top);
  const memory = sharedMemory(Math.ceil(arena.buffer.byteLength / PAGE_BYTES));
  new Uint8Array(memory.buffer).set(from);
  const lines = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  lines[0] = Math.ceil(arena.top / ALIGNMENT);
  return { memory, placed: Float64Array.from(arena.placed), lines };
}

/** The places of an image, asked for in the order in which they were made. */
export class PlacedData {
  readonly #placed: Float64Array;
  #next = 0;

  constructor({ placed }: SharedImage) {
    this.#placed = placed;
  }

  /** The address of the next place, if just these bytes are in it. */
  find(bytes: Uint8Array, buffer: ArrayBuffer): number | undefined {
    const address = this.#placed[this.#next];
    const length = this.#placed[this.#next + 1];
    this.#next += 2;
    if (length !== bytes.length) return undefined;
    return equal(bytes, new Uint8Array(buffer, address, length)) ? address : undefined;
  }
}

/** Some systems refuse to set 4 GiB of addresses aside. */
function sharedMemory(pages: number): WebAssembly.Memory {
  for (let maximum = MOST_PAGES; maximum >= pages; maximum = Math.floor(maximum / 4)) {
    try {
      return new WebAssembly.Memory({ initial: pages, maximum, shared: true });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const bytes = pages * PAGE_BYTES;
  throw new LimitError('shared memory of the kernels', 'bytes that the system grants', 0, bytes);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  const words = a.byteOffset % 4 === 0 ? a.length >> 2 : 0;
  const wordsOfA = new Int32Array(a.buffer, words === 0 ? 0 : a.byteOffset, words);
  const wordsOfB = new Int32Array(b.buffer, b.byteOffset, words);
  for (let i = 0; i < words; i++) if (wordsOfA[i] !== wordsOfB[i]) return false;
  for (let i = words * 4; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
