/** The levels that a bitset covers by its bytes, whatever the domain of its column. */
export interface FilledBitset {
  readonly first: number;
  readonly length: number;
  /** Number of the bitset over the same levels without a bit, once a NAvsREST node has needed it. */
  empty?: number;
}

const FIELDS = 3;
const NODE = 0;
const POSITION = 1;
const DEPTH = 2;

/**
 * Subtrees that are still to be read, the last one first. The fields are those of the one that `pop` took. Numbers in an array of their
 * own, as an object per node costs more than all the rest of reading it.
 */
export class PendingNodes {
  /** No position above it can be pushed. */
  static readonly LAST_POSITION = 2 ** 32 - 1;
  node = 0;
  position = 0;
  depth = 0;
  /** The bitset that H2O's scorer has filled last on the way here. */
  lastBitset: FilledBitset | undefined;

  #numbers = new Uint32Array(64 * FIELDS);
  #end = 0;
  readonly #lastBitsets: (FilledBitset | undefined)[] = [];

  push(node: number, position: number, depth: number, lastBitset: FilledBitset | undefined): void {
    if (this.#end === this.#numbers.length) {
      const grown = new Uint32Array(this.#numbers.length * 2);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    const at = this.#end;
    this.#numbers[at + NODE] = node;
    this.#numbers[at + POSITION] = position;
    this.#numbers[at + DEPTH] = depth;
    this.#end += FIELDS;
    this.#lastBitsets.push(lastBitset);
  }

  /** Takes the node that was pushed last; false: there is none. */
  pop(): boolean {
    if (this.#end === 0) return false;
    this.#end -= FIELDS;
    const at = this.#end;
    this.node = this.#numbers[at + NODE];
    this.position = this.#numbers[at + POSITION];
    this.depth = this.#numbers[at + DEPTH];
    this.lastBitset = this.#lastBitsets.pop();
    return true;
  }
}
