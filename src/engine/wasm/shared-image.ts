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
  /** What was placed: address and bytes of each. */
  readonly placed: Float64Array;
  /** A hash of the bytes of each. */
  readonly hashes: Int32Array;
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
  const placed = Float64Array.from(arena.placed);
  const hashes = Int32Array.from({ length: placed.length / 2 }, (_, i) => {
    const address = placed[2 * i];
    return hashOf(from.subarray(address, address + placed[2 * i + 1]));
  });
  return { memory, placed, hashes, lines };
}

/** The places of an image, found by what is in them: threads that make things when they are first asked for place them in any order. */
export class PlacedData {
  readonly #placed: Float64Array;
  readonly #byHash = new Map<number, number>();

  constructor({ placed, hashes }: SharedImage) {
    this.#placed = placed;
    hashes.forEach((hash, i) => this.#byHash.set(hash, i));
  }

  /** The address of a place with just these bytes. */
  find(bytes: Uint8Array, buffer: ArrayBuffer): number | undefined {
    const i = this.#byHash.get(hashOf(bytes));
    if (i === undefined) return undefined;
    const address = this.#placed[2 * i];
    const length = this.#placed[2 * i + 1];
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

/** FNV-1a, by words where they are aligned: places are, and so is nearly all that is placed. */
function hashOf(bytes: Uint8Array): number {
  const words = wordsOf(bytes);
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  for (let i = words.length * 4; i < bytes.length; i++) {
    hash = Math.imul(hash ^ bytes[i], 0x01000193);
  }
  return hash ^ bytes.length;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  const wordsOfA = wordsOf(a);
  const wordsOfB = wordsOf(b);
  const words = Math.min(wordsOfA.length, wordsOfB.length);
  for (let i = 0; i < words; i++) if (wordsOfA[i] !== wordsOfB[i]) return false;
  for (let i = words * 4; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The words at the beginning, none where they are not aligned. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : new Int32Array(0);
}
