// Splits plain records into cells and fills columns of doubles and of codes from them. "Plain" is a record without backslashes whose
// quotes, if any, stand around whole cells and hold neither quotes nor line ends; the first one that is not ends the
// run, and TypeScript (record-scanner.ts, whose rules these are) reads it.
import { parseDecimal } from './decimal';
import {
  CELL_BYTES,
  CELL_END,
  CELL_FIELD,
  CELL_ROW,
  CELL_START,
  IN_FIELD_KEPT,
  JOB_CELLS,
  JOB_CELLS_LISTED,
  JOB_CELLS_MAX,
  JOB_FIELDS,
  JOB_IN_FIELD,
  JOB_LINE_MAX,
  JOB_NA_COUNT,
  JOB_NA_NUMBERS,
  JOB_ROLES,
  JOB_ROWS_MAX,
  JOB_ROWS_READ,
  JOB_SEPARATOR,
  ROLE_LEVELS,
  ROLE_SKIP,
  ROLE_TEXT,
  TABLE_CODES,
  WIDTH_ENTRY,
} from './layout';
import { findLevel } from './levels';

const LF: u8 = 0x0a;
const CR: u8 = 0x0d;
const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const STEP: usize = 64;

// Where a cell's quotes are.
const UNQUOTED: u32 = 0;
const CLOSED: u32 = 1;
const OPEN: u32 = 2;

/**
 * Reads whole records of `[from, to)`, which lies within the window, and returns the place behind the last one: less than
 * `to` at one that is not plain, when rows or listed cells are as many as find room, or when the last one has no end.
 */
export function readRecords(job: usize, from: usize, to: usize): usize {
  const fields = load<u32>(job, JOB_FIELDS);
  const roles: usize = load<u32>(job, JOB_ROLES);
  const rowsMax = load<u32>(job, JOB_ROWS_MAX);
  const cells: usize = load<u32>(job, JOB_CELLS);
  const cellsMax = load<u32>(job, JOB_CELLS_MAX);
  const separator = <u8>load<u32>(job, JOB_SEPARATOR);
  const lineMax = load<u32>(job, JOB_LINE_MAX);
  const naNumbers: usize = load<u32>(job, JOB_NA_NUMBERS);
  const naCount = load<u32>(job, JOB_NA_COUNT);

  let rows: u32 = 0;
  let listed: u32 = 0;
  let inField: u32 = IN_FIELD_KEPT;
  // Of the record that is being read: where it starts, what was listed before it, and its current cell.
  let line = from;
  let listedBefore: u32 = 0;
  let field: u32 = 0;
  let start = from;
  let quotes = UNQUOTED;

  for (let base = from; base < to; base += STEP) {
    let marks = marksOf(base, separator);
    if (to - base < STEP) marks &= ((<u64>1) << (to - base)) - 1;
    for (; marks != 0; marks &= marks - 1) {
      const at = base + <usize>ctz(marks);
      if (at < start) continue; // the LF of a CR LF
      const byte = load<u8>(at);

      if (byte == QUOTE) {
        const next = load<u8>(at, 1);
        if (quotes == OPEN) {
          if (next != separator && next != LF && next != CR) return endRun(job, line, rows, listedBefore, inField);
          quotes = CLOSED;
          continue;
        }
        // "" at the start of a line depends on the line before; a character cut in two is TypeScript's.
        if (at != start || (next == QUOTE && field == 0) || (next & 0xc0) == 0x80) return endRun(job, line, rows, listedBefore, inField);
        quotes = OPEN;
        continue;
      }
      if (byte == BACKSLASH) return endRun(job, line, rows, listedBefore, inField);
      if (quotes == OPEN) {
        if (byte == separator) continue;
        return endRun(job, line, rows, listedBefore, inField);
      }

      const role = field < fields ? load<u32>(roles + (<usize>field << 2)) : ROLE_SKIP;
      if (role != ROLE_SKIP) {
        const first = start + quotes;
        const last = at - quotes;
        let toList = first != last;
        if (role & ROLE_LEVELS) {
          let code: i32 = -1;
          if (first != last) {
            code = findLevel(role & ~ROLE_LEVELS, first, <u32>(last - first));
            toList = code < 0;
          }
          storeCode(role, rows, code);
        } else if (role != ROLE_TEXT) {
          let value: f64 = NaN;
          if (first != last) {
            value = parseDecimal(first, last);
            toList = value != value || (naCount > 0 && isAmong(value, naNumbers, naCount));
            if (toList) value = NaN;
          }
          store<f64>(<usize>role + (<usize>rows << 3), value);
        }
        if (toList) {
          if (listed == cellsMax) return endRun(job, line, rows, listedBefore, inField);
          list(cells, listed++, rows, field, first, last);
        }
      }
      field++;
      if (byte == separator) {
        start = at + 1;
        quotes = UNQUOTED;
        continue;
      }

      // A line end.
      if (at - line > <usize>lineMax) return endRun(job, line, rows, listedBefore, inField);
      if (field != fields) {
        if (listed == cellsMax) return endRun(job, line, rows, listedBefore, inField);
        list(cells, listed++, rows, <u32>WIDTH_ENTRY, field, 0);
        fillMissing(roles, field, fields, rows);
      }
      if (at > line) inField = u32(at > start && quotes == UNQUOTED);
      start = at + 1;
      if (byte == CR && start < to && load<u8>(start) == LF) start++;
      line = start;
      quotes = UNQUOTED;
      field = 0;
      listedBefore = listed;
      if (++rows == rowsMax) return endRun(job, line, rows, listedBefore, inField);
    }
  }
  return endRun(job, line, rows, listedBefore, inField);
}

/** Notes what the run has left; answers `line`. */
function endRun(job: usize, line: usize, rows: u32, listed: u32, inField: u32): usize {
  store<u32>(job, rows, JOB_ROWS_READ);
  store<u32>(job, listed, JOB_CELLS_LISTED);
  store<u32>(job, inField, JOB_IN_FIELD);
  return line;
}

/** A bit for each of the 64 bytes from `base` on: separator, quote, backslash or line end. */
@inline
function marksOf(base: usize, separator: u8): u64 {
  return (
    <u64>marksOfVector(base, separator) |
    (<u64>marksOfVector(base + 16, separator) << 16) |
    (<u64>marksOfVector(base + 32, separator) << 32) |
    (<u64>marksOfVector(base + 48, separator) << 48)
  );
}

@inline
function marksOfVector(at: usize, separator: u8): u32 {
  const bytes = v128.load(at);
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR)));
  const special = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)));
  const separators = i8x16.eq(bytes, i8x16.splat(separator));
  return <u32>i8x16.bitmask(v128.or(v128.or(ends, special), separators));
}

@inline
function list(cells: usize, index: u32, row: u32, field: u32, start: usize, end: usize): void {
  const entry = cells + <usize>index * CELL_BYTES;
  store<u32>(entry, row, CELL_ROW);
  store<u32>(entry, field, CELL_FIELD);
  store<u32>(entry, <u32>start, CELL_START);
  store<u32>(entry, <u32>end, CELL_END);
}

function isAmong(value: f64, numbers: usize, count: u32): bool {
  for (let k: u32 = 0; k < count; k++) {
    if (load<f64>(numbers + (<usize>k << 3)) == value) return true;
  }
  return false;
}

@inline
function storeCode(role: u32, row: u32, code: i32): void {
  store<i32>(<usize>load<u32>(role & ~ROLE_LEVELS, TABLE_CODES) + (<usize>row << 2), code);
}

/** NA for the cells that a short record does not have. */
function fillMissing(roles: usize, field: u32, fields: u32, row: u32): void {
  for (; field < fields; field++) {
    const role = load<u32>(roles + (<usize>field << 2));
    if (role & ROLE_LEVELS) storeCode(role, row, -1);
    else if (role > <u32>ROLE_TEXT) store<f64>(<usize>role + (<usize>row << 3), NaN);
  }
}
