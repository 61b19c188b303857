// FlatBuffers made by hand, so that they can lie: tables as the lists of their slots, written by flechette's builder.
import { Builder } from '@uwdata/flechette/src/encode/builder.js';
import { MemorySink } from '@uwdata/flechette/src/encode/sink.js';

interface Flat {
  readonly builder: Builder;
  /** Where the tables are that were written: one that is referred to twice stands there once. */
  readonly tables: Map<FlatTable, number>;
}

/** A number, or what writes that to which the slot refers and answers where it is. */
type FlatSlot =
  | { readonly bits: 8 | 16 | 32 | 64; readonly number: number }
  | { readonly write: (flat: Flat) => number }
  | undefined;

export type FlatTable = readonly FlatSlot[];

export const int8 = (number: number): FlatSlot => ({ bits: 8, number });
export const int16 = (number: number): FlatSlot => ({ bits: 16, number });
export const int32 = (number: number): FlatSlot => ({ bits: 32, number });
export const int64 = (number: number): FlatSlot => ({ bits: 64, number });
export const table = (...slots: FlatTable): FlatTable => slots;
export const text = (value: string): FlatSlot => ({
  write: ({ builder }) => builder.addString(value),
});
export const refer = (slots: FlatTable): FlatSlot => ({ write: (flat) => place(flat, slots) });
export const tables = (items: readonly FlatTable[]): FlatSlot => ({
  write: (flat) => flat.builder.addOffsetVector(items.map((slots) => place(flat, slots))),
});

/** A list of structs of `width` numbers of 64 bits each, which may claim to be `count` of them. */
export const numbers = (
  values: readonly number[],
  width: number,
  count = values.length / width,
): FlatSlot => ({
  write: ({ builder }) => {
    const at = builder.addVector([values], 8 * values.length, 8, (_, list) => {
      for (const value of list.toReversed()) builder.writeInt64(value);
    });
    builder.space += 4;
    builder.writeInt32(count);
    return at;
  },
});

/** The bytes of a buffer whose root is that table. */
export function writeFlat(slots: FlatTable): Uint8Array {
  const sink = new MemorySink();
  const builder = new Builder(sink);
  builder.minalign = 8; // its length, so that the body behind it is aligned
  builder.finish(place({ builder, tables: new Map() }, slots));
  builder.flush();
  return sink.finish();
}

function place(flat: Flat, slots: FlatTable): number {
  const known = flat.tables.get(slots);
  if (known !== undefined) return known;
  const targets = slots.map((slot) => (slot && 'write' in slot ? slot.write(flat) : 0));
  const at = flat.builder.addObject(slots.length, (object) => {
    for (const [k, slot] of slots.entries()) {
      if (slot === undefined) continue;
      if ('write' in slot) object.addOffset(k, targets[k], 0);
      else if (slot.bits === 8) object.addInt8(k, slot.number, NaN);
      else if (slot.bits === 16) object.addInt16(k, slot.number, NaN);
      else if (slot.bits === 32) object.addInt32(k, slot.number, NaN);
      else object.addInt64(k, slot.number, NaN);
    }
  });
  flat.tables.set(slots, at);
  return at;
}
