// Deflate data back to bytes (RFC 1951), in one piece and no further than the size that is asked for. The same code everywhere;
// Node unpacks larger pieces with its own zlib (node-inflate.ts).
import { Huffman, MAX_BITS, TABLE_BITS } from './huffman.js';

/**
 * Unpacks raw deflate data to a new array of at most `size` bytes. Throws an Error with the reason when the data are damaged or unpack
 * to more. Memory: `size` bytes, whatever the data are.
 */
export type Inflate = (packed: Uint8Array, size: number) => Uint8Array;

const STORED = 0;
const FIXED = 1;
const DYNAMIC = 2;
const END_OF_BLOCK = 256;
const LITERALS = 286;
const DISTANCES = 30;
const TABLE_MASK = (1 << TABLE_BITS) - 1;

/** Bits that follow the symbol of a length or distance, and the smallest value with that symbol (3.2.5). */
const LENGTH_BITS = Uint8Array.from({ length: 29 }, (_, i) => (i < 8 || i > 27 ? 0 : (i >> 2) - 1));
const LENGTH_BASE = Uint16Array.from(firstValues(LENGTH_BITS, 3)).fill(258, 28);
const DISTANCE_BITS = Uint8Array.from({ length: DISTANCES }, (_, i) => (i < 4 ? 0 : (i >> 1) - 1));
const DISTANCE_BASE = Uint16Array.from(firstValues(DISTANCE_BITS, 1));
/** In which order the lengths of the code of code lengths stand (3.2.7). */
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;

const FIXED_LITERALS = new Huffman();
FIXED_LITERALS.build(
  Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)),
  288,
);
const FIXED_DISTANCES = new Huffman();
FIXED_DISTANCES.build(new Uint8Array(32).fill(5), 32);

/** Inflate in plain code, for every environment. */
export const inflate: Inflate = (packed, size) => new Inflater(packed, size).run();

/** Codes are built in place, block after block; no call begins before another has ended. */
const literalCode = new Huffman();
const distanceCode = new Huffman();
const lengthCode = new Huffman();
const lengths = new Uint8Array(LITERALS + DISTANCES);

class Inflater {
  readonly #from: Uint8Array;
  readonly #out: Uint8Array;
  #read = 0;
  #written = 0;
  /** Bits that are read and not used yet, the next one lowest. */
  #held = 0;
  #heldCount = 0;

  constructor(packed: Uint8Array, size: number) {
    this.#from = packed;
    this.#out = new Uint8Array(size);
  }

  run(): Uint8Array {
    for (let last = 0; last === 0;) {
      last = this.#bits(1);
      switch (this.#bits(2)) {
        case STORED:
          this.#copyStored();
          break;
        case FIXED:
          this.#unpack(FIXED_LITERALS, FIXED_DISTANCES);
          break;
        case DYNAMIC:
          this.#readCodes();
          this.#unpack(literalCode, distanceCode);
          break;
        default:
          throw new Error('a block of an unknown type');
      }
    }
    return this.#out.subarray(0, this.#written);
  }

  /** The next `count` bits, at most 16. */
  #bits(count: number): number {
    while (this.#heldCount < count) {
      if (this.#read >= this.#from.length) throw cutOff();
      this.#held |= this.#from[this.#read++] << this.#heldCount;
      this.#heldCount += 8;
    }
    const bits = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#heldCount -= count;
    return bits;
  }

  #copyStored(): void {
    // What is left of the byte is skipped; whole bytes are never held here, as single bits are read byte by byte.
    this.#held = this.#heldCount = 0;
    const count = this.#bits(16);
    if ((this.#bits(16) ^ count) !== 0xffff) throw new Error('a stored block with two lengths');
    const end = this.#read + count;
    if (end > this.#from.length) throw cutOff();
    if (count > this.#out.length - this.#written) throw this.#tooMuch();
    this.#out.set(this.#from.subarray(this.#read, end), this.#written);
    this.#read = end;
    this.#written += count;
  }

  #readCodes(): void {
    const literals = this.#bits(5) + 257;
    const distances = this.#bits(5) + 1;
    const described = this.#bits(4) + 4;
    if (literals > LITERALS || distances > DISTANCES) throw new Error('too many symbols');
    lengths.fill(0);
    for (let i = 0; i < described; i++) lengths[CODE_ORDER[i]] = this.#bits(3);
    lengthCode.build(lengths, CODE_ORDER.length);
    lengths.fill(0);
    this.#readLengths(literals + distances);
    if (lengths[END_OF_BLOCK] === 0) throw new Error('a block without an end');
    literalCode.build(lengths, literals);
    distanceCode.build(lengths.subarray(literals), distances);
  }

  /** Lengths of codes, of which runs are shortened (3.2.7). */
  #readLengths(total: number): void {
    for (let i = 0; i < total;) {
      const symbol = this.#symbol(lengthCode);
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) throw new Error('a repeated length without a first');
      const value = symbol === 16 ? lengths[i - 1] : 0;
      const run =
        symbol === 16 ? 3 + this.#bits(2) : symbol === 17 ? 3 + this.#bits(3) : 11 + this.#bits(7);
      if (run > total - i) throw new Error('more lengths than symbols');
      lengths.fill(value, i, i + run);
      i += run;
    }
  }

  /** One symbol; reads no byte more than it takes. */
  #symbol(code: Huffman): number {
    for (;;) {
      const entry = code.find(this.#held);
      const length = entry & 15;
      if (length > 0 && length <= this.#heldCount) {
        this.#held >>>= length;
        this.#heldCount -= length;
        return entry >>> 4;
      }
      if (this.#heldCount >= MAX_BITS) throw unknownCode();
      if (this.#read >= this.#from.length) throw cutOff();
      this.#held |= this.#from[this.#read++] << this.#heldCount;
      this.#heldCount += 8;
    }
  }

  /** A block of literals and of repeats. Bits are read ahead, as zeros beyond the end; whole bytes are given back. */
  #unpack(literalCode: Huffman, distanceCode: Huffman): void {
    const from = this.#from;
    const out = this.#out;
    const literals = literalCode.table;
    const distances = distanceCode.table;
    const end = from.length;
    let read = this.#read;
    let written = this.#written;
    let held = this.#held;
    let count = this.#heldCount;
    for (;;) {
      // A symbol and the bits that follow the one of a length.
      while (count < MAX_BITS + 5) {
        held |= (read < end ? from[read] : 0) << count;
        read++;
        count += 8;
      }
      if (read > end + 8) throw cutOff();
      let entry = literals[held & TABLE_MASK];
      if (entry === 0) entry = literalCode.find(held);
      if (entry === 0) throw unknownCode();
      held >>>= entry & 15;
      count -= entry & 15;
      const symbol = entry >>> 4;
      if (symbol < END_OF_BLOCK) {
        if (written >= out.length) throw this.#tooMuch();
        out[written++] = symbol;
        continue;
      }
      if (symbol === END_OF_BLOCK) break;
      const l = symbol - END_OF_BLOCK - 1;
      if (l >= LENGTH_BITS.length) throw unknownCode();
      const length = LENGTH_BASE[l] + (held & ((1 << LENGTH_BITS[l]) - 1));
      held >>>= LENGTH_BITS[l];
      count -= LENGTH_BITS[l];

      while (count < MAX_BITS) {
        held |= (read < end ? from[read] : 0) << count;
        read++;
        count += 8;
      }
      entry = distances[held & TABLE_MASK];
      if (entry === 0) entry = distanceCode.find(held);
      const d = entry >>> 4;
      if (entry === 0 || d >= DISTANCES) throw unknownCode();
      held >>>= entry & 15;
      count -= entry & 15;
      while (count < 13) {
        held |= (read < end ? from[read] : 0) << count;
        read++;
        count += 8;
      }
      const distance = DISTANCE_BASE[d] + (held & ((1 << DISTANCE_BITS[d]) - 1));
      held >>>= DISTANCE_BITS[d];
      count -= DISTANCE_BITS[d];
      if (distance > written) throw new Error('a repeat of what lies before the start');
      if (length > out.length - written) throw this.#tooMuch();
      for (const stop = written + length; written < stop; written++) {
        out[written] = out[written - distance];
      }
    }
    read -= count >> 3;
    if (read > end) throw cutOff();
    this.#read = read;
    this.#written = written;
    this.#heldCount = count & 7;
    this.#held = held & ((1 << this.#heldCount) - 1);
  }

  #tooMuch(): Error {
    return new Error(`more than the declared ${this.#out.length} bytes`);
  }
}

/** Each value begins where the one before it ends. */
function firstValues(bits: Uint8Array, first: number): number[] {
  let value = first;
  return Array.from(bits, (extra) => {
    const start = value;
    value += 1 << extra;
    return start;
  });
}

function cutOff(): Error {
  return new Error('cut off');
}

function unknownCode(): Error {
  return new Error('a code that stands for nothing');
}
