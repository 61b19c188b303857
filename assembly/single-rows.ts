// Rows of single precision between the columns of a block and the layers of a network (src/engine/single-plan.ts).
import {
  BLOCK_CELLS,
  BLOCK_STRIDE,
  UNITS_CATS,
  UNITS_MUL,
  UNITS_NUMS,
  UNITS_OFFSETS,
  UNITS_REFERENCE,
  UNITS_SKIPPED,
  UNITS_STRIDE,
  UNITS_SUB,
} from './layout';

/**
 * Rows `from` .. `from + rows - 1` of a block as units of the first layer, `UNITS_STRIDE` floats a row. A level is a 1 in a cell
 * of its own, a number (x - sub) * mul - reference, with the mean for NaN.
 */
export function singleInput(units: usize, block: usize, from: u32, rows: u32, to: usize): void {
  const cats = load<u32>(units, UNITS_CATS);
  const nums = load<u32>(units, UNITS_NUMS);
  const offsets: usize = load<u32>(units, UNITS_OFFSETS);
  const skipped = load<i32>(units, UNITS_SKIPPED);
  const rowBytes = load<u32>(units, UNITS_STRIDE) << 2;
  const strideBytes = load<u32>(block, BLOCK_STRIDE);
  let column: usize = load<u32>(block, BLOCK_CELLS) + (from << 3);
  memory.fill(to, 0, rows * rowBytes);

  for (let c: u32 = 0; c < cats; c++) {
    const first = load<i32>(offsets + (c << 2));
    const last = load<i32>(offsets + (c << 2), 4) - 1;
    let row = to;
    for (let r: u32 = 0; r < rows; r++) {
      const x = load<f64>(column + (r << 3));
      const level = <i32>x;
      if (isNaN(x) || level >= skipped) {
        const cell = isNaN(x) ? last : min<i32>(max<i32>(level - skipped, 0), last - first) + first;
        // A column without levels, the first of all, has no cell at all.
        if (cell >= 0) store<f32>(row + (cell << 2), 1);
      }
      row += rowBytes;
    }
    column += strideBytes;
  }

  let at = to + (load<u32>(offsets + (cats << 2)) << 2);
  let sub: usize = load<u32>(units, UNITS_SUB);
  let mul: usize = load<u32>(units, UNITS_MUL);
  let reference: usize = load<u32>(units, UNITS_REFERENCE);
  let i: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 4 <= nums; i += 4) {
      fourColumns(column, strideBytes, sub, mul, reference, rows & ~1, at, rowBytes);
      if (rows & 1) {
        const last = rows - 1;
        for (let k: u32 = 0; k < 4; k++) {
          const cell = at + last * rowBytes + (k << 2);
          const x = column + k * strideBytes + (last << 3);
          oneColumn(x, sub + (k << 3), mul + (k << 3), reference + (k << 3), 1, cell, rowBytes);
        }
      }
      column += strideBytes << 2;
      at += 16;
      sub += 32;
      mul += 32;
      reference += 32;
    }
  }
  for (; i < nums; i++) {
    oneColumn(column, sub, mul, reference, rows, at, rowBytes);
    column += strideBytes;
    at += 4;
    sub += 8;
    mul += 8;
    reference += 8;
  }
}

function oneColumn(
  column: usize,
  sub: usize,
  mul: usize,
  reference: usize,
  rows: u32,
  cell: usize,
  rowBytes: u32,
): void {
  const subtracted = load<f64>(sub);
  const factor = load<f64>(mul);
  const zero = load<f64>(reference);
  for (const end = column + (rows << 3); column < end; column += 8) {
    const x = (load<f64>(column) - subtracted) * factor;
    store<f32>(cell, <f32>((isNaN(x) ? 0.0 : x) - zero));
    cell += rowBytes;
  }
}

/** Four columns of an even number of rows: two rows at a time, a store for four cells of a row. */
function fourColumns(
  column: usize,
  strideBytes: u32,
  sub: usize,
  mul: usize,
  reference: usize,
  rows: u32,
  cell: usize,
  rowBytes: u32,
): void {
  const columnB = column + strideBytes;
  const columnC = columnB + strideBytes;
  const columnD = columnC + strideBytes;
  const bytes = rows << 3;
  for (let r: u32 = 0; r < bytes; r += 16) {
    const a = standardized(column + r, sub, mul, reference);
    const b = standardized(columnB + r, sub + 8, mul + 8, reference + 8);
    const c = standardized(columnC + r, sub + 16, mul + 16, reference + 16);
    const d = standardized(columnD + r, sub + 24, mul + 24, reference + 24);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    v128.store(cell, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(cell + rowBytes, v128.shuffle<f64>(ab, cd, 1, 3));
    cell += rowBytes << 1;
  }
}

/** Two cells of a column, as floats. */
// @ts-ignore: decorator
@inline
function standardized(cells: usize, sub: usize, mul: usize, reference: usize): v128 {
  let x = f64x2.sub(v128.load(cells), v128.load64_splat(sub));
  x = f64x2.mul(x, v128.load64_splat(mul));
  x = v128.and(x, f64x2.eq(x, x));
  return f32x4.demote_f64x2_zero(f64x2.sub(x, v128.load64_splat(reference)));
}

/**
 * Rows of `stride` floats to `width` columns of doubles, `strideBytes` apart. Whether all of these are finite. `stride` is a
 * multiple of four.
 */
export function singleOutput(
  from: usize,
  stride: u32,
  rows: u32,
  width: u32,
  to: usize,
  strideBytes: u32,
): bool {
  const rowBytes = stride << 2;
  // 0 as long as all are finite: 0 * Infinity and 0 * NaN are NaN.
  let mark = 0.0;
  let c: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    let marks = f64x2.splat(0);
    for (; c + 4 <= width; c += 4) {
      marks = f64x2.add(marks, fourOut(from + (c << 2), rowBytes, rows & ~1, to, strideBytes));
      to += strideBytes << 2;
    }
    mark = f64x2.extract_lane(marks, 0) + f64x2.extract_lane(marks, 1);
    if (rows & 1) {
      const last = rows - 1;
      const row = from + last * rowBytes;
      let cell = to - c * strideBytes + (last << 3);
      for (let done: u32 = 0; done < c; done++) {
        const x = <f64>load<f32>(row + (done << 2));
        store<f64>(cell, x);
        mark += x * 0;
        cell += strideBytes;
      }
    }
  }
  for (; c < width; c++) {
    let cell = from + (c << 2);
    for (let r: u32 = 0; r < rows; r++) {
      const x = <f64>load<f32>(cell);
      store<f64>(to + (r << 3), x);
      mark += x * 0;
      cell += rowBytes;
    }
    to += strideBytes;
  }
  return mark == 0;
}

/** Four columns of an even number of rows, two rows at a time; 0 where all cells are finite. */
function fourOut(from: usize, rowBytes: u32, rows: u32, to: usize, strideBytes: u32): v128 {
  const toB = to + strideBytes;
  const toC = toB + strideBytes;
  const toD = toC + strideBytes;
  const zero = f64x2.splat(0);
  let marks = zero;
  const bytes = rows << 3;
  for (let r: u32 = 0; r < bytes; r += 16) {
    const upper = v128.load(from);
    const lower = v128.load(from + rowBytes);
    const ab = v128.shuffle<f32>(upper, lower, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(upper, lower, 2, 6, 3, 7);
    const a = f64x2.promote_low_f32x4(ab);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f64>(ab, ab, 1, 1));
    const c = f64x2.promote_low_f32x4(cd);
    const d = f64x2.promote_low_f32x4(v128.shuffle<f64>(cd, cd, 1, 1));
    v128.store(to + r, a);
    v128.store(toB + r, b);
    v128.store(toC + r, c);
    v128.store(toD + r, d);
    marks = f64x2.add(marks, f64x2.mul(a, zero));
    marks = f64x2.add(marks, f64x2.mul(b, zero));
    marks = f64x2.add(marks, f64x2.mul(c, zero));
    marks = f64x2.add(marks, f64x2.mul(d, zero));
    from += rowBytes << 1;
  }
  return marks;
}
