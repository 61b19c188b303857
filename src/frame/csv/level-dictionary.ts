// From the UTF-8 bytes of a level to its code, without making a string for a level that is known.
//
//   #slots   open addressing, a power of two, at most half full: entry + 1, or 0
//   #hashes  hash of each entry          #ends  end of its bytes in #pool (it starts at the end before)
//   levels   text of each entry; its code is its number

import { decodeJavaUtf8 } from './java-utf8.js';

const encoder = new TextEncoder();

// Differs from run to run, so that no file can be made whose levels all meet in one slot.
const SEED = (Math.random() * 2 ** 32) | 0;

/** Levels by first appearance, behind a given domain. */
export class LevelDictionary {
  readonly #domain: readonly string[];
  #levels: string[];
  #slots: Int32Array;
  #hashes: number[] = [];
  #ends: number[] = [0];
  #pool = new Uint8Array(256);
  #domainSlots: Int32Array;

  /** `domain` gets the codes 0, 1, ...; of equal texts in it the first one counts. */
  constructor(domain: readonly string[]) {
    this.#domain = domain;
    this.#levels = [...domain];
    this.#slots = new Int32Array(slotCount(domain.length));
    for (const level of domain) {
      const bytes = encoder.encode(level);
      this.#add(bytes, 0, bytes.length, hash(bytes, 0, bytes.length));
    }
    this.#domainSlots = this.#slots.slice();
  }

  /** The code of a level; a new one is added. Cost: a string for a new or malformed one, else none. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    const key = hash(bytes, start, end);
    const found = this.#find(bytes, start, end, key);
    return found >= 0 ? found : this.#codeOfNew(bytes, start, end, key);
  }

  /** All levels so far. The domain itself, not a copy, when nothing was added. */
  levels(): readonly string[] {
    return this.#levels.length === this.#domain.length ? this.#domain : this.#levels;
  }

  /** Forgets the levels that are not in the domain; answers how many are left. */
  reset(): number {
    const count = this.#domain.length;
    if (this.#levels.length === count) return count;
    this.#levels = this.#levels.slice(0, count);
    this.#slots = this.#domainSlots.slice();
    this.#hashes.length = count;
    this.#ends.length = count + 1;
    return count;
  }

  #codeOfNew(bytes: Uint8Array, start: number, end: number, key: number): number {
    const level = decodeJavaUtf8(bytes, start, end);
    if (level.includes('\ufffd')) {
      // Different malformed bytes can be the same text, which must be one level.
      const proper = encoder.encode(level);
      const properKey = hash(proper, 0, proper.length);
      const known = this.#find(proper, 0, proper.length, properKey);
      if (known >= 0) return known;
      this.#levels.push(level);
      return this.#add(proper, 0, proper.length, properKey);
    }
    this.#levels.push(level);
    return this.#add(bytes, start, end, key);
  }

  #find(bytes: Uint8Array, start: number, end: number, key: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = key & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] - 1;
      if (entry < 0) return -1;
      if (this.#hashes[entry] === key && this.#equals(entry, bytes, start, end)) return entry;
    }
  }

  #equals(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const pool = this.#pool;
    const from = this.#ends[entry];
    if (this.#ends[entry + 1] - from !== end - start) return false;
    const shift = from - start;
    for (let at = start; at < end; at++) if (bytes[at] !== pool[at + shift]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, key: number): number {
    const entry = this.#hashes.length;
    const from = this.#ends[entry];
    const to = from + end - start;
    if (to > this.#pool.length) {
      const grown = new Uint8Array(to * 2);
      grown.set(this.#pool.subarray(0, from));
      this.#pool = grown;
    }
    this.#pool.set(bytes.subarray(start, end), from);
    this.#hashes.push(key);
    this.#ends.push(to);
    if (this.#hashes.length * 2 > this.#slots.length) this.#rehash();
    // An entry behind an equal one is never found, which is what a domain with equal texts needs.
    else place(this.#slots, key, entry);
    return entry;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (const [entry, key] of this.#hashes.entries()) place(this.#slots, key, entry);
  }
}

function place(slots: Int32Array, key: number, entry: number): void {
  const mask = slots.length - 1;
  let slot = key & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = entry + 1;
}

function slotCount(levels: number): number {
  return Math.max(16, 2 ** Math.ceil(Math.log2(levels * 4 + 1)));
}

/** FNV-1a with a random start, its high bits mixed into the low ones that choose the slot. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let key = SEED;
  for (let at = start; at < end; at++) key = Math.imul(key ^ bytes[at], 0x01000193);
  return key ^ (key >>> 15);
}
