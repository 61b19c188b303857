// The codes of deflate (RFC 1951, 3.2.2): all that is told of a code is the length of each symbol's bits.

/** Longest code. */
export const MAX_BITS = 15;
/** Codes up to this length are found by one look into a table; longer ones are rare by nature. */
export const TABLE_BITS = 10;

/** A code, built anew for each block. */
export class Huffman {
  /** By the next TABLE_BITS bits: symbol << 4 | length of its code; 0 where the code is longer, or there is none. */
  readonly table = new Uint16Array(1 << TABLE_BITS);
  /** Number of codes of each length. */
  readonly #count = new Uint16Array(MAX_BITS + 1);
  /** Symbols by length, then by number. */
  readonly #symbols = new Uint16Array(288);
  readonly #offsets = new Uint16Array(MAX_BITS + 2);

  /**
   * Builds the code of symbols 0 .. `symbols` - 1 with these lengths (0: the symbol does not occur). Throws an Error for lengths that
   * are more than there are codes, or fewer: only a code of at most one symbol may leave codes free.
   */
  build(lengths: Uint8Array, symbols: number): void {
    const count = this.#count.fill(0);
    for (let s = 0; s < symbols; s++) count[lengths[s]]++;
    count[0] = 0;
    let free = 1;
    let longest = 0;
    const offsets = this.#offsets;
    offsets[1] = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
      free = free * 2 - count[length];
      if (free < 0) throw new Error('a code with too many symbols');
      if (count[length] > 0) longest = length;
      offsets[length + 1] = offsets[length] + count[length];
    }
    if (free > 0 && longest > 1) throw new Error('a code with too few symbols');
    for (let s = 0; s < symbols; s++) {
      if (lengths[s] !== 0) this.#symbols[offsets[lengths[s]]++] = s;
    }
    this.#fillTable();
  }

  #fillTable(): void {
    const table = this.table.fill(0);
    let code = 0;
    let next = 0;
    for (let length = 1; length <= TABLE_BITS; length++) {
      for (let i = 0; i < this.#count[length]; i++, code++) {
        const entry = (this.#symbols[next++] << 4) | length;
        for (let at = reversed(code, length); at < table.length; at += 1 << length) {
          table[at] = entry;
        }
      }
      code <<= 1;
    }
  }

  /** As `table` tells it for the lowest bits of `bits`, for codes of any length; 0 where no code begins like that. */
  find(bits: number): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
      code |= (bits >>> (length - 1)) & 1;
      const count = this.#count[length];
      if (code - first < count) return (this.#symbols[index + code - first] << 4) | length;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return 0;
  }
}

/** Codes stand with their highest bit first, in bytes that are read from the lowest bit on. */
function reversed(code: number, length: number): number {
  let bits = 0;
  for (let i = 0; i < length; i++) bits |= ((code >>> i) & 1) << (length - 1 - i);
  return bits;
}
