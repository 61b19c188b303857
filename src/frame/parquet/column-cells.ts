import { Damage } from '../damage.js';
import type { Column } from '../column.js';
import { decimalText, halfToNumber, levelText, toMilliseconds } from '../typed/number-text.js';
import type { Target } from '../typed/target.js';
import type { FlatColumn, ParquetColumnType } from './parquet-type.js';

const MS_PER_DAY = 86_400_000;
/** The Julian day on which 1970 begins. */
const JULIAN_1970 = 2_440_588n;
const NANOS_PER_DAY = 86_400_000_000_000n;

/** The cells of one column of a row group, filled page by page from the values that the decoder hands out. */
export class ColumnCells {
  readonly #name: string;
  readonly #cells: Float64Array | Float32Array | Int32Array | Int8Array;
  /** A value as it stands in a cell: a number, a code, or a bool as 0 or 1. */
  readonly #convert: (value: unknown) => number;
  readonly #column: () => Column;
  /** Entries of the dictionary page, converted. */
  #dictionary: Float64Array | undefined;

  constructor({ name, type }: FlatColumn, target: Target, rows: number) {
    this.#name = name;
    if (type.kind === 'bool') {
      const bools = new Int8Array(rows).fill(-1);
      this.#cells = bools;
      this.#convert = Number;
      this.#column = () => target.boolColumn(bools);
    } else if (type.kind === 'text' || target.kind === 'categorical') {
      const codes = new Int32Array(rows).fill(-1);
      this.#cells = codes;
      this.#convert = codeConverter(type, target);
      this.#column = () => target.textColumn(codes);
    } else {
      const isSingle = type.kind === 'float' && type.bits < 64;
      const values = (isSingle ? new Float32Array(rows) : new Float64Array(rows)).fill(NaN);
      const isInteger = type.kind === 'decimal' ? type.scale <= 0 : type.kind !== 'float';
      this.#cells = values;
      this.#convert = numberConverter(type);
      this.#column = () => target.numberColumn(values, isInteger, String);
    }
  }

  /** The entries of the dictionary page: each is converted once. */
  setDictionary(entries: ArrayLike<unknown>): void {
    this.#dictionary = Float64Array.from(entries, this.#convert);
  }

  /** The values of a page for the rows from `row` on; null and undefined are NA. Answers how many are not. Throws Damage. */
  fill(row: number, values: ArrayLike<unknown>, areIndices: boolean): number {
    const cells = this.#cells;
    const dictionary = areIndices ? this.#dictionary : undefined;
    if (areIndices && dictionary === undefined) {
      throw new Damage(`column ${this.#name} is used before its dictionary`);
    }
    let filled = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === undefined || value === null) continue;
      filled++;
      if (dictionary === undefined) cells[row + i] = this.#convert(value);
      else if ((value as number) < dictionary.length) cells[row + i] = dictionary[value as number];
      else throw new Damage(`column ${this.#name} has an index beyond its dictionary`);
    }
    return filled;
  }

  finish(): Column {
    return this.#column();
  }
}

/** Text, or numbers as levels. */
function codeConverter(type: ParquetColumnType, target: Target): (value: unknown) => number {
  if (type.kind === 'text') {
    return (value) => target.codeOf(value as Uint8Array, 0, (value as Uint8Array).length);
  }
  const textOf = textConverter(type);
  return (value) => {
    const text = textOf(value);
    return text === 'NaN' ? -1 : target.codeOfText(text);
  };
}

function textConverter(type: ParquetColumnType): (value: unknown) => string {
  switch (type.kind) {
    case 'int':
      return (value) => String(wholeNumber(value, type.bits, type.signed));
    case 'decimal':
      return (value) => decimalText(unscaled(value), type.scale);
    default: {
      const numberOf = numberConverter(type);
      const single = type.kind === 'float' && type.bits < 64;
      return (value) => levelText(numberOf(value), single);
    }
  }
}

function numberConverter(type: ParquetColumnType): (value: unknown) => number {
  switch (type.kind) {
    case 'int':
      return (value) => Number(wholeNumber(value, type.bits, type.signed));
    case 'decimal':
      return (value) => Number(decimalText(unscaled(value), type.scale));
    case 'days':
      return (value) => Number(value) * MS_PER_DAY;
    case 'instant':
      return (value) => toMilliseconds(instant(value as bigint, type.julian), type.perSecond);
    case 'float':
      if (type.bits === 16) return (value) => halfToNumber(littleEndian(value as Uint8Array));
      return Number;
    default:
      return Number;
  }
}

/** Unsigned numbers stand in the file as signed ones of the same bits. */
function wholeNumber(value: unknown, bits: 32 | 64, signed: boolean): number | bigint {
  if (signed) return value as number | bigint;
  return bits === 32 ? Number(value) >>> 0 : BigInt.asUintN(64, value as bigint);
}

/** Decimals are whole numbers of 32 or 64 bits, or bytes, the highest first. */
function unscaled(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint);
  let number = 0n;
  for (const byte of value) number = (number << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * value.length, number);
}

/** 96 bits: nanoseconds of the day in the lower 64, the Julian day above. */
function instant(value: bigint, julian: true | undefined): bigint {
  if (!julian) return value;
  return ((value >> 64n) - JULIAN_1970) * NANOS_PER_DAY + BigInt.asUintN(64, value);
}

function littleEndian(bytes: Uint8Array): number {
  return bytes[0] | (bytes[1] << 8);
}
