// The buffers of a column as Arrow wants them. Where the values stand in the right form already they are not copied.
import { ArgumentError, LimitError } from '../../errors.js';
import type { Column } from '../column.js';
import { codesOf, numbersOf, textsOf, type WrittenColumn } from '../typed/written-column.js';

export interface ColumnBuffers {
  readonly rows: number;
  readonly nulls: number;
  /** The bitmap first; empty where there are no nulls. */
  readonly buffers: readonly Uint8Array[];
}

const encoder = new TextEncoder();
const MAX_TEXT_BYTES = 2 ** 31 - 1;
const NOTHING = new Uint8Array(0);

/** Rows from .. to - 1 of a column. */
export function columnBuffers(
  column: Column,
  written: WrittenColumn,
  from: number,
  to: number,
): ColumnBuffers {
  switch (written.type) {
    case 'levels': {
      const codes = codesOf(column, written).subarray(from, to);
      const { nulls, bitmap } = validity(codes.length, (row) => codes[row] >= 0);
      // Readers may look at the index of a null.
      const indices = nulls === 0 ? codes : codes.map((code) => Math.max(code, 0));
      return { rows: codes.length, nulls, buffers: [bitmap, bytesOf(indices)] };
    }
    case 'text':
      return textBuffers(textsOf(column).slice(from, to));
    default: {
      const values = numbersOf(column, written).subarray(from, to);
      const { nulls, bitmap } = validity(values.length, (row) => values[row] === values[row]);
      return {
        rows: values.length,
        nulls,
        buffers: [bitmap, bytesOf(typed(values, written.type))],
      };
    }
  }
}

/** Texts with offsets of 32 bits. */
export function textBuffers(texts: readonly (string | null)[]): ColumnBuffers {
  const rows = texts.length;
  const { nulls, bitmap } = validity(rows, (row) => texts[row] !== null);
  const offsets = new Int32Array(rows + 1);
  let bytes = new Uint8Array(64);
  let length = 0;
  for (const [row, text] of texts.entries()) {
    // Three bytes a unit are the most that UTF-8 takes.
    const most = length + 3 * (text?.length ?? 0);
    if (most > bytes.length) {
      const grown = new Uint8Array(Math.max(most, 2 * bytes.length));
      grown.set(bytes.subarray(0, length));
      bytes = grown;
    }
    if (text !== null) length += encoder.encodeInto(text, bytes.subarray(length)).written;
    if (length > MAX_TEXT_BYTES) {
      throw new LimitError('bytes of text in a batch', '2^31 - 1', MAX_TEXT_BYTES, length);
    }
    offsets[row + 1] = length;
  }
  return { rows, nulls, buffers: [bitmap, bytesOf(offsets), bytes.subarray(0, length)] };
}

function typed(
  values: Float64Array | Float32Array,
  type: 'double' | 'float' | 'integer',
): Float64Array | Float32Array | BigInt64Array {
  if (type === 'float') return values instanceof Float32Array ? values : Float32Array.from(values);
  if (type === 'double') return values instanceof Float64Array ? values : Float64Array.from(values);
  const longs = new BigInt64Array(values.length);
  for (const [row, value] of values.entries()) {
    if (value !== value) continue;
    if (!Number.isInteger(value))
      throw new ArgumentError('an integer column', 'whole numbers', value);
    longs[row] = BigInt(value);
  }
  return longs;
}

function validity(
  rows: number,
  isThere: (row: number) => boolean,
): { nulls: number; bitmap: Uint8Array } {
  const bitmap = new Uint8Array(Math.ceil(rows / 8));
  let nulls = 0;
  for (let row = 0; row < rows; row++) {
    if (isThere(row)) bitmap[row >> 3] |= 1 << (row & 7);
    else nulls++;
  }
  return { nulls, bitmap: nulls === 0 ? NOTHING : bitmap };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
