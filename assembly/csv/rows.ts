// Rows of columns to lines of CSV.
import {
  COLUMN_BYTES,
  COLUMN_CELLS,
  COLUMN_ENDS,
  COLUMN_LEVEL_COUNT,
  COLUMN_TEXT,
  WRITE_COLUMNS,
  WRITE_OUT,
  WRITE_RECORDS,
  WRITE_WRITTEN,
} from './layout';
import { writeNumber } from './number-text';

const COMMA: u8 = 0x2c;
const LF: u8 = 0x0a;

/** Writes the lines of `rows` rows; answers how many it has written: fewer where TypeScript has to write the next one. */
export function writeRows(job: usize, rows: u32): u32 {
  const columns = load<u32>(job, WRITE_COLUMNS);
  const records: usize = load<u32>(job, WRITE_RECORDS);
  const start: usize = load<u32>(job, WRITE_OUT);
  let out = start;
  let row: u32 = 0;
  for (; row < rows; row++) {
    let at = out;
    let record = records;
    for (let k: u32 = 0; k < columns; k++) {
      at = writeCell(record, row, at);
      if (at == 0) break;
      store<u8>(at++, COMMA);
      record += COLUMN_BYTES;
    }
    if (at == 0) break;
    // In place of the last comma.
    store<u8>(at - 1, LF);
    out = at;
  }
  store<u32>(job, <u32>(out - start), WRITE_WRITTEN);
  return row;
}

/** Answers the place behind the cell, or 0. */
@inline
function writeCell(record: usize, row: u32, out: usize): usize {
  const cells: usize = load<u32>(record, COLUMN_CELLS);
  const levels = load<u32>(record, COLUMN_LEVEL_COUNT);
  if (levels == 0) return writeNumber(load<f64>(cells + (<usize>row << 3)), out);
  const code = load<i32>(cells + (<usize>row << 2));
  if (code < 0) return writeNumber(NaN, out);
  if (<u32>code >= levels) return 0;
  const end = <usize>load<u32>(record, COLUMN_ENDS) + (<usize>code << 2);
  const text: usize = load<u32>(record, COLUMN_TEXT);
  let from = text + load<u32>(end);
  const to = text + load<u32>(end, 4);
  const behind = out + (to - from);
  for (; from < to; from += 16, out += 16) v128.store(out, v128.load(from));
  return behind;
}
