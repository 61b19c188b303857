// FlatBuffers from front to back: a table, then what it refers to. Every table begins 4 bytes before a multiple of 8, so that
// numbers of 64 bits stand right behind its first word.
//
//   vtable: bytes of vtable u16 | bytes of table u16 | offset of each slot u16 ...
//   table:  distance back to the vtable i32 | 8-byte fields | 4-byte fields (references too) | 2-byte | 1-byte

/** The value of a slot; undefined is absent. */
export type FlatValue =
  | { readonly bytes: 1 | 2 | 4 | 8; readonly number: number | bigint }
  | { readonly bytes: 4; readonly to: FlatNode }
  | undefined;

/** What a reference leads to. */
export type FlatNode =
  | { readonly kind: 'table'; readonly slots: readonly FlatValue[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tables'; readonly items: readonly FlatNode[] }
  /** Structs of numbers of 64 bits, one after another: `count` structs. */
  | { readonly kind: 'structs'; readonly count: number; readonly numbers: readonly number[] };

export const int8 = (number: number): FlatValue => ({ bytes: 1, number });
export const bool = (value: boolean): FlatValue => int8(Number(value));
export const int16 = (number: number): FlatValue => ({ bytes: 2, number });
export const int32 = (number: number): FlatValue => ({ bytes: 4, number });
export const int64 = (number: number): FlatValue => ({ bytes: 8, number: BigInt(number) });
export const table = (...slots: readonly FlatValue[]): FlatNode => ({ kind: 'table', slots });
export const refer = (to: FlatNode): FlatValue => ({ bytes: 4, to });
export const text = (value: string): FlatValue => refer({ kind: 'text', text: value });
export const tables = (items: readonly FlatNode[]): FlatValue => refer({ kind: 'tables', items });
export const structs = (count: number, numbers: readonly number[]): FlatValue =>
  refer({ kind: 'structs', count, numbers });

const encoder = new TextEncoder();

/** The bytes of a buffer whose root is `root`, a multiple of 8 long. */
export function writeFlat(root: FlatNode): Uint8Array {
  const writer = new FlatWriter();
  writer.int32(0);
  writer.patch(0, writer.node(root));
  writer.align(8, 0);
  return writer.take();
}

class FlatWriter {
  #view = new DataView(new ArrayBuffer(1024));
  #length = 0;

  int32(number: number): void {
    this.#put(4, number);
  }

  /** Zeros up to a position that is `rest` modulo `size`. */
  align(size: number, rest: number): void {
    while (this.#length % size !== rest) this.#put(1, 0);
  }

  #zeros(bytes: number): void {
    for (let i = 0; i < bytes; i++) this.#put(1, 0);
  }

  /** Writes into the reference at `at` the way to `target`. */
  patch(at: number, target: number): void {
    this.#view.setUint32(at, target - at, true);
  }

  take(): Uint8Array {
    return new Uint8Array(this.#view.buffer, 0, this.#length);
  }

  /** Writes a node and all that it refers to; answers where it is. */
  node(node: FlatNode): number {
    switch (node.kind) {
      case 'table':
        return this.#table(node.slots);
      case 'text': {
        const bytes = encoder.encode(node.text);
        this.align(4, 0);
        const at = this.#length;
        this.int32(bytes.length);
        for (const byte of bytes) this.#put(1, byte);
        this.#put(1, 0);
        return at;
      }
      case 'tables': {
        this.align(4, 0);
        const at = this.#length;
        this.int32(node.items.length);
        this.#zeros(4 * node.items.length);
        for (const [i, item] of node.items.entries()) this.patch(at + 4 + 4 * i, this.node(item));
        return at;
      }
      case 'structs': {
        this.align(8, 4);
        const at = this.#length;
        this.int32(node.count);
        for (const number of node.numbers) this.#put(8, BigInt(number));
        return at;
      }
    }
  }

  #table(slots: readonly FlatValue[]): number {
    const offsets = slots.map(() => 0);
    let tableBytes = 4;
    for (const width of [8, 4, 2, 1]) {
      for (const [slot, value] of slots.entries()) {
        if (value?.bytes !== width) continue;
        offsets[slot] = tableBytes;
        tableBytes += width;
      }
    }
    const vtableBytes = 4 + 2 * slots.length;
    // The vtable ends where the table begins.
    this.align(8, (((4 - vtableBytes) % 8) + 8) % 8);
    this.#put(2, vtableBytes);
    this.#put(2, tableBytes);
    for (const offset of offsets) this.#put(2, offset);
    const at = this.#length;
    this.int32(vtableBytes);
    this.#zeros(tableBytes - 4);
    for (const [slot, value] of slots.entries()) {
      if (value === undefined) continue;
      const field = at + offsets[slot];
      if ('to' in value) this.patch(field, this.node(value.to));
      else this.#set(field, value.bytes, value.number);
    }
    return at;
  }

  #put(bytes: 1 | 2 | 4 | 8, number: number | bigint): void {
    if (this.#length + bytes > this.#view.byteLength) {
      const grown = new Uint8Array(this.#view.byteLength * 2);
      grown.set(this.take());
      this.#view = new DataView(grown.buffer);
    }
    this.#set(this.#length, bytes, number);
    this.#length += bytes;
  }

  #set(at: number, bytes: 1 | 2 | 4 | 8, number: number | bigint): void {
    if (bytes === 8) this.#view.setBigInt64(at, BigInt(number), true);
    else if (bytes === 4) this.#view.setInt32(at, Number(number), true);
    else if (bytes === 2) this.#view.setInt16(at, Number(number), true);
    else this.#view.setInt8(at, Number(number));
  }
}
