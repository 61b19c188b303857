// How the cells of one column become CSV fields.

import { javaHex, MAX_DOUBLE_BYTES, writeJavaDouble } from '../../java/double-text.js';
import type { CategoricalColumn, MixedColumn, NumberColumn } from '../column.js';
import type { ByteSink } from './byte-sink.js';
import { csvField, type EncodedLevels } from './csv-text.js';

/** Appends the field of a row. */
export type CellWriter = (row: number, sink: ByteSink) => void;

/** Numbers in Java's text, floats as the doubles they are equal to, whole numbers as such; NaN is NA. */
export function numberCells({ values, integer }: NumberColumn, hex: boolean): CellWriter {
  if (integer) {
    return (row, sink) => {
      sink.ascii(Number.isNaN(values[row]) ? 'NA' : String(values[row]));
    };
  }
  return (row, sink) => {
    writeNumber(values[row], hex, sink);
  };
}

/** Levels, from the encoded domain of the column. */
export function levelCells({ codes }: CategoricalColumn, levels: EncodedLevels): CellWriter {
  const { bytes, ends } = levels;
  return (row, sink) => {
    const code = codes[row];
    if (code < 0) sink.ascii('NA');
    else sink.copy(bytes, ends[code], ends[code + 1]);
  };
}

/** Numbers as above, everything else as text. */
export function mixedCells({ cells }: MixedColumn, hex: boolean): CellWriter {
  return (row, sink) => {
    const value = cells[row] ?? null;
    if (value === null) {
      sink.ascii('NA');
      return;
    }
    if (typeof value === 'number') {
      writeNumber(value, hex, sink);
      return;
    }
    const field = csvField(typeof value === 'string' ? value : JSON.stringify(value));
    sink.copy(field, 0, field.length);
  };
}

function writeNumber(value: number, hex: boolean, sink: ByteSink): void {
  if (Number.isNaN(value)) {
    sink.ascii('NA');
  } else if (hex) {
    sink.ascii(javaHex(value));
  } else {
    sink.reserve(MAX_DOUBLE_BYTES);
    sink.length = writeJavaDouble(value, sink.bytes, sink.length);
  }
}
