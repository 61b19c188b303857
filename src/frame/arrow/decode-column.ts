import type { Column } from '../column.js';
import { Damage } from '../damage.js';
import { typeError, type Target } from '../typed/target.js';
import type { IntType } from './arrow-type.js';
import { elements } from './buffers.js';
import { decodeNumbers, ints, isSet } from './decode-numbers.js';
import type { ColumnData } from './record-batch.js';
import type { ArrowField } from './schema.js';

/** A column of a batch as `target` wants it. Throws InputFormatError for a type that rows cannot have, Damage. */
export function decodeColumn(field: ArrowField, data: ColumnData, target: Target): Column {
  const { type } = field;
  const { rows, valid } = data;
  switch (type.kind) {
    case 'null':
      return target.numberColumn(new Float64Array(rows).fill(NaN), false, String);
    case 'bool': {
      const bits = data.buffer(1, Math.ceil(rows / 8));
      const bools = new Int8Array(rows);
      for (let row = 0; row < rows; row++) {
        bools[row] = valid && !isSet(valid, row) ? -1 : Number(isSet(bits, row));
      }
      return target.boolColumn(bools);
    }
    case 'text':
      return target.textColumn(textCodes(data, type.large, target));
    case 'text-view':
      return target.textColumn(viewCodes(data, target));
    case 'other':
      throw typeError(field.name, type.name);
    default:
      return decodeNumbers(type, data, target);
  }
}

/** A column of indices into `entries`, the dictionary as a column for the same target. Throws Damage. */
export function decodeIndices(index: IntType, data: ColumnData, entries: Column): Column {
  const { rows, valid } = data;
  const indices = ints(index, data);
  const count =
    entries.kind === 'number'
      ? entries.values.length
      : entries.kind === 'categorical'
        ? entries.codes.length
        : 0;
  const entryOf = (row: number): number => {
    const entry = indices[row];
    if (!(entry >= 0 && entry < count)) {
      throw new Damage(`column ${entries.name} has index ${entry} into a dictionary of ${count}`);
    }
    return entry;
  };
  if (entries.kind === 'number') {
    const { values } = entries;
    const gathered = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      gathered[row] = valid && !isSet(valid, row) ? NaN : values[entryOf(row)];
    }
    return { ...entries, values: gathered };
  }
  const codes = new Int32Array(rows);
  if (entries.kind === 'categorical') {
    for (let row = 0; row < rows; row++) {
      codes[row] = valid && !isSet(valid, row) ? -1 : entries.codes[entryOf(row)];
    }
  }
  return { ...entries, codes } as Column;
}

function textCodes(data: ColumnData, large: boolean, target: Target): Int32Array {
  const { rows, valid } = data;
  const codes = new Int32Array(rows);
  if (rows === 0) return codes; // the list of offsets may be empty then
  const offsets = offsetsOf(data, large);
  const bytes = data.buffer(2);
  for (let row = 0; row < rows; row++) {
    const [start, end] = [offsets[row], offsets[row + 1]];
    if (!(start >= 0 && start <= end && end <= bytes.length)) {
      throw new Damage(`column ${target.name} has text from ${start} to ${end} of ${bytes.length}`);
    }
    codes[row] = valid && !isSet(valid, row) ? -1 : target.codeOf(bytes, start, end);
  }
  return codes;
}

function offsetsOf(data: ColumnData, large: boolean): ArrayLike<number> {
  const count = data.rows + 1;
  if (!large) return elements(Int32Array, data.buffer(1, 4 * count), count);
  return Float64Array.from(elements(BigInt64Array, data.buffer(1, 8 * count), count), Number);
}

const VIEW_BYTES = 16;
/** Longest text that stands in the view itself. */
const INLINE_BYTES = 12;

/** Views: length, then the text itself, or its first four bytes, the number of a buffer and an offset. */
function viewCodes(data: ColumnData, target: Target): Int32Array {
  const { rows, valid } = data;
  const bytes = data.buffer(1, rows * VIEW_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = Array.from({ length: data.bufferCount - 2 }, (_, k) => data.buffer(2 + k));
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    if (valid && !isSet(valid, row)) {
      codes[row] = -1;
      continue;
    }
    const at = row * VIEW_BYTES;
    const length = view.getInt32(at, true);
    const inline = length <= INLINE_BYTES;
    const source = inline ? bytes : texts[view.getInt32(at + 8, true)];
    const start = inline ? at + 4 : view.getInt32(at + 12, true);
    if (source === undefined || length < 0 || start < 0 || start + length > source.length) {
      throw new Damage(`column ${target.name} has text outside of its buffers`);
    }
    codes[row] = target.codeOf(source, start, start + length);
  }
  return codes;
}
