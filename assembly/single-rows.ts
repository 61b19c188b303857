// Rows between their cells and the layers of a network in single precision (src/engine/single-plan.ts), where rows lie in tiles
// (picture in layout.ts). SIMD only. Whole tiles are read and written: blocks, rows and tiles have room for them.
import {
  BLOCK_STRIDE,
  SINGLE_TILE_ROWS,
  UNITS_BACK,
  UNITS_CATS,
  UNITS_MUL,
  UNITS_NUMS,
  UNITS_OFFSETS,
  UNITS_REFERENCE,
  UNITS_SKIPPED,
  UNITS_STRIDE,
  UNITS_SUB,
} from './layout';
import { columnOf, firstNumber, levelCell, numberUnit, numberUnits, twoCells } from './units';

/** Rows of a block that are written column by column: their cache lines stay at hand. */
const ROWS_AT_ONCE: u32 = 32;
/** Bytes of a cell of all rows of a tile. */
const STEP: u32 = SINGLE_TILE_ROWS << 2;

/**
 * Rows `from` .. `from + rows - 1` of a block as tiles of units. A level is a 1 in a cell of its own, a number (x - sub) * mul -
 * reference, with the mean for NaN. `from` is a multiple of SINGLE_TILE_ROWS.
 */
export function singleOfBlock(units: usize, block: usize, from: u32, rows: u32, to: usize): void {
  if (!ASC_FEATURE_SIMD) return;
  const tileBytes = load<u32>(units, UNITS_STRIDE) * STEP;
  clear(units, rows, to);
  for (let done: u32 = 0; done < rows; done += ROWS_AT_ONCE) {
    const some = min<u32>(ROWS_AT_ONCE, rows - done);
    levels(units, block, from + done, some, to, tileBytes);
    numbers(units, block, from + done, some, to, tileBytes);
    to += (ROWS_AT_ONCE / SINGLE_TILE_ROWS) * tileBytes;
  }
}

/** Cells that nothing is written to: of levels, and behind the last unit. */
function clear(units: usize, rows: u32, to: usize): void {
  const stride = load<u32>(units, UNITS_STRIDE);
  if (firstNumber(units) == 0 && load<u32>(units, UNITS_NUMS) == stride) return;
  memory.fill(to, 0, tilesOf(rows) * stride * STEP);
}

function levels(
  units: usize,
  block: usize,
  from: u32,
  rows: u32,
  to: usize,
  tileBytes: u32,
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
      // A column without levels, the first of all, has no cell at all.
      if (cell >= 0) store<f32>(inTile(to, tileBytes, r) + <u32>cell * STEP, 1);
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
  tileBytes: u32,
): void {
  const nums = load<u32>(units, UNITS_NUMS);
  const strideBytes = load<u32>(block, BLOCK_STRIDE);
  let column = columnOf(block, load<u32>(units, UNITS_CATS)) + (from << 3);
  let cell = to + firstNumber(units) * STEP;
  let sub: usize = load<u32>(units, UNITS_SUB);
  let mul: usize = load<u32>(units, UNITS_MUL);
  let reference: usize = load<u32>(units, UNITS_REFERENCE);
  for (let i: u32 = 0; i < nums; i++) {
    const subtracted = v128.load64_splat(sub);
    const factor = v128.load64_splat(mul);
    const zero = v128.load64_splat(reference);
    let at = column;
    let tile = cell;
    for (let r: u32 = 0; r < rows; r += SINGLE_TILE_ROWS) {
      const a = f64x2.sub(numberUnits(v128.load(at), subtracted, factor), zero);
      const b = f64x2.sub(numberUnits(v128.load(at, 16), subtracted, factor), zero);
      v128.store(
        tile,
        v128.shuffle<f64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2),
      );
      at += SINGLE_TILE_ROWS << 3;
      tile += tileBytes;
    }
    column += strideBytes;
    cell += STEP;
    sub += 8;
    mul += 8;
    reference += 8;
  }
}

/** Rows of numbers, one after another, of doubles (`cellBytes` 8), floats (4) or bytes (1), to tiles. */
export function singleOfRows(
  units: usize,
  from: usize,
  cellBytes: u32,
  rows: u32,
  to: usize,
): void {
  if (!ASC_FEATURE_SIMD) return;
  clear(units, rows, to);
  if (cellBytes == 8) tilesOfRows<f64>(units, from, rows, to);
  else if (cellBytes == 4) tilesOfRows<f32>(units, from, rows, to);
  else tilesOfRows<u8>(units, from, rows, to);
}

function tilesOfRows<T>(units: usize, from: usize, rows: u32, to: usize): void {
  if (!ASC_FEATURE_SIMD) return;
  const nums = load<u32>(units, UNITS_NUMS);
  const tileBytes = load<u32>(units, UNITS_STRIDE) * STEP;
  const rowBytes = nums * <u32>sizeof<T>();
  for (let row: u32 = 0; row < rows; row += SINGLE_TILE_ROWS) {
    let sub: usize = load<u32>(units, UNITS_SUB);
    let mul: usize = load<u32>(units, UNITS_MUL);
    let reference: usize = load<u32>(units, UNITS_REFERENCE);
    let x = from;
    let cell = to;
    let i: u32 = 0;
    for (; i + 2 <= nums; i += 2) {
      const subtracted = v128.load(sub);
      const factor = v128.load(mul);
      const zero = v128.load(reference);
      const a = twoFloats<T>(x, subtracted, factor, zero);
      const b = twoFloats<T>(x + rowBytes, subtracted, factor, zero);
      const c = twoFloats<T>(x + 2 * rowBytes, subtracted, factor, zero);
      const d = twoFloats<T>(x + 3 * rowBytes, subtracted, factor, zero);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      v128.store(cell, v128.shuffle<f64>(ab, cd, 0, 2));
      v128.store(cell, v128.shuffle<f64>(ab, cd, 1, 3), STEP);
      x += 2 * sizeof<T>();
      cell += 2 * STEP;
      sub += 16;
      mul += 16;
      reference += 16;
    }
    if (i < nums) {
      for (let r: u32 = 0; r < <u32>SINGLE_TILE_ROWS; r++) {
        const unit = numberUnit(<f64>load<T>(x + r * rowBytes), load<f64>(sub), load<f64>(mul));
        store<f32>(cell + (r << 2), <f32>(unit - load<f64>(reference)));
      }
    }
    from += SINGLE_TILE_ROWS * rowBytes;
    to += tileBytes;
  }
}

@inline
function twoFloats<T>(from: usize, sub: v128, mul: v128, reference: v128): v128 {
  return f32x4.demote_f64x2_zero(f64x2.sub(numberUnits(twoCells<T>(from), sub, mul), reference));
}

/**
 * Tiles of `stride` cells to rows of `width` floats, one after another. `back`: numbers in their own units, x * UNITS_BACK +
 * UNITS_SUB, rounded once. Whether all cells of the `rows` rows are finite; those that fill up the last tile do not count.
 */
export function singleToRows(
  units: usize,
  from: usize,
  stride: u32,
  rows: u32,
  width: u32,
  back: bool,
  to: usize,
): bool {
  if (!ASC_FEATURE_SIMD) return false;
  const rowBytes = width << 2;
  const plain = back ? firstNumber(units) : width;
  const factors: usize = load<u32>(units, UNITS_BACK);
  const means: usize = load<u32>(units, UNITS_SUB);
  // 0 as long as all are finite: 0 * Infinity and 0 * NaN are NaN.
  let mark = f32x4.splat(0);
  for (let row: u32 = 0; row < rows; row += SINGLE_TILE_ROWS) {
    if (plain < width) ownCells(from + plain * STEP, width - plain, factors, means);
    const marks = tileToRows(from, width, rowBytes, to);
    // What is beyond the last row is no number of anybody's.
    const lanes = i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(rows - row));
    mark = f32x4.add(mark, v128.and(marks, lanes));
    from += stride * STEP;
    to += SINGLE_TILE_ROWS * rowBytes;
  }
  return !v128.any_true(f32x4.ne(mark, f32x4.splat(0)));
}

/** `count` cells of a tile to rows; 0 for rows of finite cells. */
function tileToRows(from: usize, count: u32, rowBytes: u32, to: usize): v128 {
  let marks = f32x4.splat(0);
  const zero = f32x4.splat(0);
  let c: u32 = 0;
  for (; c + 4 <= count; c += 4) {
    const p = v128.load(from);
    const q = v128.load(from, STEP);
    const r = v128.load(from, 2 * STEP);
    const s = v128.load(from, 3 * STEP);
    const pq = f32x4.add(f32x4.mul(p, zero), f32x4.mul(q, zero));
    const rs = f32x4.add(f32x4.mul(r, zero), f32x4.mul(s, zero));
    marks = f32x4.add(marks, f32x4.add(pq, rs));
    const upperLeft = v128.shuffle<f32>(p, q, 0, 4, 1, 5);
    const upperRight = v128.shuffle<f32>(r, s, 0, 4, 1, 5);
    v128.store(to, v128.shuffle<f64>(upperLeft, upperRight, 0, 2));
    v128.store(to + rowBytes, v128.shuffle<f64>(upperLeft, upperRight, 1, 3));
    const lowerLeft = v128.shuffle<f32>(p, q, 2, 6, 3, 7);
    const lowerRight = v128.shuffle<f32>(r, s, 2, 6, 3, 7);
    v128.store(to + 2 * rowBytes, v128.shuffle<f64>(lowerLeft, lowerRight, 0, 2));
    v128.store(to + 3 * rowBytes, v128.shuffle<f64>(lowerLeft, lowerRight, 1, 3));
    from += 4 * STEP;
    to += 16;
  }
  for (; c < count; c++) {
    marks = f32x4.add(marks, f32x4.mul(v128.load(from), zero));
    for (let r: u32 = 0; r < <u32>SINGLE_TILE_ROWS; r++) {
      store<f32>(to + r * rowBytes, load<f32>(from + (r << 2)));
    }
    from += STEP;
    to += 4;
  }
  return marks;
}

/** `count` cells of a tile as numbers in their own units, in place. */
function ownCells(cells: usize, count: u32, factors: usize, means: usize): void {
  for (let c: u32 = 0; c < count; c++) {
    const factor = v128.load64_splat(factors);
    const mean = v128.load64_splat(means);
    const x = v128.load(cells);
    const upper = own(x, factor, mean);
    const lower = own(v128.shuffle<f64>(x, x, 1, 1), factor, mean);
    v128.store(cells, v128.shuffle<f64>(upper, lower, 0, 2));
    cells += STEP;
    factors += 8;
    means += 8;
  }
}

/** Of the first two floats. */
@inline
function own(floats: v128, factor: v128, mean: v128): v128 {
  const x = f64x2.promote_low_f32x4(floats);
  return f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(x, factor), mean));
}

@inline
function tilesOf(rows: u32): u32 {
  return (rows + SINGLE_TILE_ROWS - 1) / SINGLE_TILE_ROWS;
}

/** A row's first cell. */
@inline
function inTile(tiles: usize, tileBytes: u32, row: u32): usize {
  return tiles + (row / SINGLE_TILE_ROWS) * tileBytes + ((row % SINGLE_TILE_ROWS) << 2);
}
