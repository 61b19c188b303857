import { decimalText, halfToNumber, levelText, toMilliseconds } from '../typed/number-text.js';
import type { Target } from '../typed/target.js';
import type { Column } from '../column.js';
import type { ArrowType, IntType } from './arrow-type.js';
import { elements } from './buffers.js';
import type { ColumnData } from './record-batch.js';

const MS_PER_DAY = 86_400_000;

/** Types that become numbers. */
export type NumericType = Extract<
  ArrowType,
  { kind: 'int' | 'float' | 'decimal' | 'days' | 'instant' }
>;

/** A column of numbers for `target`. Doubles without nulls, and floats, share the memory of the batch. */
export function decodeNumbers(type: NumericType, data: ColumnData, target: Target): Column {
  const { rows, valid } = data;
  switch (type.kind) {
    case 'int':
      return decodeInts(type, data, target);
    case 'float': {
      const values = withNulls(floats(type.bits, data), valid);
      return target.numberColumn(values, false, (row) => levelText(values[row], type.bits < 64));
    }
    case 'decimal': {
      const unscaled = wideInts(data, type.bits);
      const textOf = (row: number) => decimalText(unscaled(row), type.scale);
      const values = filled(rows, valid, (row) => Number(textOf(row)));
      return target.numberColumn(values, type.scale <= 0, textOf);
    }
    case 'days': {
      const days = elements(Int32Array, data.buffer(1, 4 * rows), rows);
      const values = filled(rows, valid, (row) => days[row] * MS_PER_DAY);
      return target.numberColumn(values, true, (row) => levelText(values[row], false));
    }
    case 'instant': {
      const times = elements(BigInt64Array, data.buffer(1, 8 * rows), rows);
      const values = filled(rows, valid, (row) => toMilliseconds(times[row], type.perSecond));
      return target.numberColumn(values, true, (row) => levelText(values[row], false));
    }
  }
}

function decodeInts(type: IntType, data: ColumnData, target: Target): Column {
  const { rows, valid } = data;
  if (type.bits < 64) {
    const values = withNulls(Float64Array.from(ints(type, data)), valid);
    return target.numberColumn(values, true, (row) => String(values[row]));
  }
  const exact = elements<ArrayLike<bigint>>(
    type.signed ? BigInt64Array : BigUint64Array,
    data.buffer(1, 8 * rows),
    rows,
  );
  const values = withNulls(longs(type.signed, data), valid);
  return target.numberColumn(values, true, (row) => String(exact[row]));
}

/** Whole numbers; those of 64 bits rounded to doubles as Java's cast does. */
export function ints({ bits, signed }: IntType, data: ColumnData): ArrayLike<number> {
  if (bits === 64) return longs(signed, data);
  const { rows } = data;
  const bytes = data.buffer(1, (rows * bits) / 8);
  if (bits === 8) return elements<ArrayLike<number>>(signed ? Int8Array : Uint8Array, bytes, rows);
  if (bits === 16)
    return elements<ArrayLike<number>>(signed ? Int16Array : Uint16Array, bytes, rows);
  return elements<ArrayLike<number>>(signed ? Int32Array : Uint32Array, bytes, rows);
}

function longs(signed: boolean, { rows, buffer }: ColumnData): Float64Array {
  const bytes = buffer(1, 8 * rows);
  const low = elements(Uint32Array, bytes, 2 * rows);
  const high = elements<ArrayLike<number>>(signed ? Int32Array : Uint32Array, bytes, 2 * rows);
  const values = new Float64Array(rows);
  // The upper half is exact; the sum rounds once.
  for (let row = 0; row < rows; row++) values[row] = high[2 * row + 1] * 2 ** 32 + low[2 * row];
  return values;
}

function floats(bits: 16 | 32 | 64, { rows, buffer }: ColumnData): Float64Array | Float32Array {
  const bytes = buffer(1, (rows * bits) / 8);
  if (bits === 64) return elements(Float64Array, bytes, rows);
  if (bits === 32) return elements(Float32Array, bytes, rows);
  return Float32Array.from(elements(Uint16Array, bytes, rows), halfToNumber);
}

/** Whole numbers of any width, one at a time. */
function wideInts(
  { rows, buffer }: ColumnData,
  bits: number,
  signed = true,
): (row: number) => bigint {
  const words = bits / 32;
  const parts = elements(Uint32Array, buffer(1, rows * words * 4), rows * words);
  return (row) => {
    let value = 0n;
    for (let k = words - 1; k >= 0; k--) value = (value << 32n) | BigInt(parts[row * words + k]);
    return signed ? BigInt.asIntN(bits, value) : value;
  };
}

/** The values, NaN where the bitmap has none; a copy only then. */
function withNulls<T extends Float64Array | Float32Array>(
  values: T,
  valid: Uint8Array | undefined,
): T {
  if (valid === undefined) return values;
  const copy = values.slice() as T;
  for (let row = 0; row < copy.length; row++) if (!isSet(valid, row)) copy[row] = NaN;
  return copy;
}

function filled(
  rows: number,
  valid: Uint8Array | undefined,
  valueOf: (row: number) => number,
): Float64Array {
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    values[row] = valid === undefined || isSet(valid, row) ? valueOf(row) : NaN;
  }
  return values;
}

/** Bit `index` of a bitmap. */
export function isSet(bitmap: Uint8Array, index: number): boolean {
  return ((bitmap[index >> 3] >> (index & 7)) & 1) === 1;
}
