// FlatBuffers, the encoding of Arrow's metadata, with every position checked: a table is a list of slots, each of them absent or
// at an offset from the start of the table.
import { Damage } from '../damage.js';

const decoder = new TextDecoder();

/** One table. Reading outside of the bytes throws a RangeError (of DataView) or a Damage. */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #slots: number;
  readonly #slotCount: number;

  /** The table at `at`. */
  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#slots = at - view.getInt32(at, true) + 4;
    this.#slotCount = (view.getUint16(this.#slots - 4, true) - 4) >> 1;
  }

  /** The table that a buffer begins with. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  bool(slot: number): boolean {
    return this.int8(slot, 0) !== 0;
  }

  int8(slot: number, otherwise: number): number {
    const at = this.#field(slot);
    return at === 0 ? otherwise : this.#view.getInt8(at);
  }

  int16(slot: number, otherwise: number): number {
    const at = this.#field(slot);
    return at === 0 ? otherwise : this.#view.getInt16(at, true);
  }

  int32(slot: number, otherwise: number): number {
    const at = this.#field(slot);
    return at === 0 ? otherwise : this.#view.getInt32(at, true);
  }

  /** A count, a length or an id of 64 bits: must be a whole number from 0 to 2^53. */
  size(slot: number): number {
    const at = this.#field(slot);
    return at === 0 ? 0 : sizeAt(this.#view, at);
  }

  text(slot: number): string | undefined {
    const field = this.#field(slot);
    if (field === 0) return undefined;
    const at = field + this.#view.getUint32(field, true);
    const length = this.#view.getUint32(at, true);
    this.#require(at + 4, length, 1);
    return decoder.decode(
      new Uint8Array(this.#view.buffer, this.#view.byteOffset + at + 4, length),
    );
  }

  table(slot: number): FlatTable | undefined {
    const at = this.#field(slot);
    return at === 0 ? undefined : new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  /** The tables of a vector; one after another, so that a long vector costs nothing before it is read. */
  *tables(slot: number): Generator<FlatTable> {
    const { at, count } = this.#vector(slot, 4);
    for (let i = 0; i < count; i++) {
      const item = at + 4 * i;
      yield new FlatTable(this.#view, item + this.#view.getUint32(item, true));
    }
  }

  /** A vector of structs of `width` numbers of 64 bits each, item after item in one array. -1 means unknown to some writers. */
  sizes(slot: number, width: number): number[] {
    const { at, count } = this.#vector(slot, 8 * width);
    return Array.from({ length: count * width }, (_, i) => sizeAt(this.#view, at + 8 * i, -1));
  }

  /** Where the value of a slot is; 0 when it is absent. */
  #field(slot: number): number {
    if (slot >= this.#slotCount) return 0;
    const offset = this.#view.getUint16(this.#slots + 2 * slot, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  #vector(slot: number, itemBytes: number): { at: number; count: number } {
    const field = this.#field(slot);
    if (field === 0) return { at: 0, count: 0 };
    const at = field + this.#view.getUint32(field, true);
    const count = this.#view.getUint32(at, true);
    this.#require(at + 4, count, itemBytes);
    return { at: at + 4, count };
  }

  #require(at: number, count: number, itemBytes: number): void {
    if (at + count * itemBytes > this.#view.byteLength) {
      throw new Damage(`a list of ${count} items does not fit into the metadata`);
    }
  }
}

function sizeAt(view: DataView, at: number, least = 0): number {
  const size = Number(view.getBigInt64(at, true));
  if (!(size >= least && size <= Number.MAX_SAFE_INTEGER)) throw new Damage(`a length is ${size}`);
  return size;
}
