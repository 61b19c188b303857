// Units of a network's first layer in double (src/engine/js/units.ts is the definition), and what the layers in single precision
// share with them (single-rows.ts).
import {
  BLOCK_CELLS,
  BLOCK_STRIDE,
  UNITS_CATS,
  UNITS_MUL,
  UNITS_NUMS,
  UNITS_OFFSETS,
  UNITS_SKIPPED,
  UNITS_STRIDE,
  UNITS_SUB,
} from './layout';

/** Rows of a block that are written column by column: their cache lines stay at hand. */
const ROWS_AT_ONCE: u32 = 32;

/** Rows `from` .. `from + rows - 1` of a block to rows of UNITS_STRIDE doubles. */
export function unitsOfBlock(units: usize, block: usize, from: u32, rows: u32, to: usize): void {
  const rowBytes = load<u32>(units, UNITS_STRIDE) << 3;
  if (load<u32>(units, UNITS_CATS) > 0) memory.fill(to, 0, rows * rowBytes);
  for (let done: u32 = 0; done < rows; done += ROWS_AT_ONCE) {
    const some = min<u32>(ROWS_AT_ONCE, rows - done);
    const start = to + done * rowBytes;
    levels(units, block, from + done, some, start, rowBytes);
    numbers(units, block, from + done, some, start, rowBytes);
  }
}

function levels(
  units: usize,
  block: usize,
  from: u32,
  rows: u32,
  to: usize,
  rowBytes: u32,
): void {
  const cats = load<u32>(units, UNITS_CATS);
  const skipped = load<i32>(units, UNITS_SKIPPED);
  let offsets: usize = load<u32>(units, UNITS_OFFSETS);
  let column = columnOf(block, 0) + (from << 3);
  for (let c: u32 = 0; c < cats; c++) {
    const first = load<i32>(offsets);
    const last = load<i32>(offsets, 4) - 1;
    for (let r: u32 = 0; r < rows; r++) {
      const cell = levelCell(load<f64>(column + (r << 3)), skipped, first, last);
      if (cell >= 0) store<f64>(to + r * rowBytes + (cell << 3), 1);
    }
    offsets += 4;
    column += load<u32>(block, BLOCK_STRIDE);
  }
}

function numbers(
  units: usize,
  block: usize,
  from: u32,
  rows: u32,
  to: usize,
  rowBytes: u32,
): void {
  const cats = load<u32>(units, UNITS_CATS);
  const nums = load<u32>(units, UNITS_NUMS);
  const strideBytes = load<u32>(block, BLOCK_STRIDE);
  let column = columnOf(block, cats) + (from << 3);
  let cell = to + (firstNumber(units) << 3);
  let sub: usize = load<u32>(units, UNITS_SUB);
  let mul: usize = load<u32>(units, UNITS_MUL);
  const whole: u32 = ASC_FEATURE_SIMD ? rows & ~1 : 0;
  let i: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 2 <= nums; i += 2) {
      twoColumns(column, strideBytes, sub, mul, whole, cell, rowBytes);
      column += strideBytes << 1;
      cell += 16;
      sub += 16;
      mul += 16;
    }
    // The last row of an odd number, and the last column below.
    if (whole < rows) {
      const back = i << 3;
      let x = column - i * strideBytes + (whole << 3);
      for (let c: u32 = 0; c < back; c += 8) {
        const y = cell - back + c + whole * rowBytes;
        store<f64>(y, numberUnit(load<f64>(x), load<f64>(sub - back + c), load<f64>(mul - back + c)));
        x += strideBytes;
      }
    }
  }
  for (; i < nums; i++) {
    const subtracted = load<f64>(sub);
    const factor = load<f64>(mul);
    for (let r: u32 = 0; r < rows; r++) {
      store<f64>(cell + r * rowBytes, numberUnit(load<f64>(column + (r << 3)), subtracted, factor));
    }
    column += strideBytes;
    cell += 8;
    sub += 8;
    mul += 8;
  }
}

/** Two columns of an even number of rows. */
function twoColumns(
  column: usize,
  strideBytes: u32,
  sub: usize,
  mul: usize,
  rows: u32,
  cell: usize,
  rowBytes: u32,
): void {
  const subA = v128.load64_splat(sub);
  const subB = v128.load64_splat(sub, 8);
  const mulA = v128.load64_splat(mul);
  const mulB = v128.load64_splat(mul, 8);
  const other = column + strideBytes;
  const bytes = rows << 3;
  for (let r: u32 = 0; r < bytes; r += 16) {
    const a = numberUnits(v128.load(column + r), subA, mulA);
    const b = numberUnits(v128.load(other + r), subB, mulB);
    v128.store(cell, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(cell + rowBytes, v128.shuffle<f64>(a, b, 1, 3));
    cell += rowBytes << 1;
  }
}

/** Rows of numbers, one after another, of doubles (`cellBytes` 8), floats (4) or bytes (1), to rows of doubles. */
export function unitsOfRows(
  units: usize,
  from: usize,
  cellBytes: u32,
  rows: u32,
  to: usize,
): void {
  if (cellBytes == 8) unitsOf<f64>(units, from, rows, to);
  else if (cellBytes == 4) unitsOf<f32>(units, from, rows, to);
  else unitsOf<u8>(units, from, rows, to);
}

function unitsOf<T>(units: usize, from: usize, rows: u32, to: usize): void {
  const nums = load<u32>(units, UNITS_NUMS);
  for (let r: u32 = 0; r < rows; r++) {
    let sub: usize = load<u32>(units, UNITS_SUB);
    let mul: usize = load<u32>(units, UNITS_MUL);
    let i: u32 = 0;
    if (ASC_FEATURE_SIMD) {
      for (; i + 2 <= nums; i += 2) {
        v128.store(to, numberUnits(twoCells<T>(from), v128.load(sub), v128.load(mul)));
        from += 2 * sizeof<T>();
        to += 16;
        sub += 16;
        mul += 16;
      }
    }
    for (; i < nums; i++) {
      store<f64>(to, numberUnit(<f64>load<T>(from), load<f64>(sub), load<f64>(mul)));
      from += sizeof<T>();
      to += 8;
      sub += 8;
      mul += 8;
    }
  }
}

/** A row of cells, one after another, categoricals first. */
export function unitsOfRow(units: usize, from: usize, to: usize): void {
  const cats = load<u32>(units, UNITS_CATS);
  const skipped = load<i32>(units, UNITS_SKIPPED);
  const numbersAt = to + (firstNumber(units) << 3);
  let offsets: usize = load<u32>(units, UNITS_OFFSETS);
  memory.fill(to, 0, numbersAt - to);
  for (let c: u32 = 0; c < cats; c++) {
    const cell = levelCell(load<f64>(from), skipped, load<i32>(offsets), load<i32>(offsets, 4) - 1);
    if (cell >= 0) store<f64>(to + (cell << 3), 1);
    offsets += 4;
    from += 8;
  }
  unitsOf<f64>(units, from, 1, numbersAt);
}

/** Numbers of reconstructed rows in their own units again, in place: x / mul + sub. */
export function unitsRestore(units: usize, cells: usize, rows: u32): void {
  const nums = load<u32>(units, UNITS_NUMS);
  const skippedBytes = firstNumber(units) << 3;
  for (let r: u32 = 0; r < rows; r++) {
    cells += skippedBytes;
    let sub: usize = load<u32>(units, UNITS_SUB);
    let mul: usize = load<u32>(units, UNITS_MUL);
    let i: u32 = 0;
    if (ASC_FEATURE_SIMD) {
      for (; i + 2 <= nums; i += 2) {
        const x = f64x2.div(v128.load(cells), v128.load(mul));
        v128.store(cells, f64x2.add(x, v128.load(sub)));
        cells += 16;
        sub += 16;
        mul += 16;
      }
    }
    for (; i < nums; i++) {
      store<f64>(cells, load<f64>(cells) / load<f64>(mul) + load<f64>(sub));
      cells += 8;
      sub += 8;
      mul += 8;
    }
  }
}

/** The cell of a level among those of its column, first .. last; -1: it has none, as level 0 where it is skipped. */
@inline
export function levelCell(x: f64, skipped: i32, first: i32, last: i32): i32 {
  if (isNaN(x)) return last;
  const level = <i32>x;
  if (level < skipped) return -1;
  return min<i32>(max<i32>(level - skipped, 0), last - first) + first;
}

/** The first number's cell. */
@inline
export function firstNumber(units: usize): u32 {
  return load<u32>(load<u32>(units, UNITS_OFFSETS) + (load<u32>(units, UNITS_CATS) << 2));
}

@inline
export function columnOf(block: usize, column: u32): usize {
  return load<u32>(block, BLOCK_CELLS) + column * load<u32>(block, BLOCK_STRIDE);
}

@inline
export function numberUnit(x: f64, sub: f64, mul: f64): f64 {
  const unit = (x - sub) * mul;
  return isNaN(unit) ? 0 : unit;
}

@inline
export function numberUnits(x: v128, sub: v128, mul: v128): v128 {
  const unit = f64x2.mul(f64x2.sub(x, sub), mul);
  return v128.and(unit, f64x2.eq(unit, unit));
}

/** Two neighbouring cells as doubles. */
@inline
export function twoCells<T>(from: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(from);
  if (sizeof<T>() == 4) return f64x2.promote_low_f32x4(v128.load64_zero(from));
  const words = i16x8.extend_low_i8x16_u(v128.load16_splat(from));
  return f64x2.convert_low_i32x4_u(i32x4.extend_low_i16x8_u(words));
}
