// Linear predictors in the order of sums of GlmMojoModel.glmScore0, column by column over all rows.
import {
  BLOCK_CELLS,
  BLOCK_STRIDE,
  LINEAR_BETA,
  LINEAR_CATS,
  LINEAR_NUMS,
  LINEAR_OFFSETS,
  LINEAR_SKIPPED,
} from './layout';

/** Writes the predictor of `rows` rows of a block to the doubles at `out`; `out` is no column of the block. */
export function linearRun(linear: usize, input: usize, rows: u32, out: usize): void {
  const beta: usize = load<u32>(linear, LINEAR_BETA);
  const offsets: usize = load<u32>(linear, LINEAR_OFFSETS);
  const cats = load<u32>(linear, LINEAR_CATS);
  const nums = load<u32>(linear, LINEAR_NUMS);
  const skipped = load<i32>(linear, LINEAR_SKIPPED);
  const stride = load<u32>(input, BLOCK_STRIDE);
  let column: usize = load<u32>(input, BLOCK_CELLS);
  memory.fill(out, 0, rows * sizeof<f64>());
  let firstCoefficient = load<i32>(offsets);
  for (let c: u32 = 1; c <= cats; c++) {
    const end = load<i32>(offsets + (c << 2));
    const coefficients = beta + (firstCoefficient << 3);
    addLevels(column, rows, coefficients, end - firstCoefficient, skipped, out);
    firstCoefficient = end;
    column += stride;
  }
  let coefficient = beta + (firstCoefficient << 3);
  for (let i: u32 = 0; i < nums; i++) {
    addProducts(column, rows, load<f64>(coefficient), out);
    coefficient += sizeof<f64>();
    column += stride;
  }
  addConstant(rows, load<f64>(coefficient), out);
}

function addLevels(
  column: usize,
  rows: u32,
  coefficients: usize,
  count: i32,
  skipped: i32,
  out: usize,
): void {
  for (let row: u32 = 0; row < rows; row++) {
    const level = <i32>load<f64>(column + (row << 3)) - skipped;
    if (level >= 0 && level < count) {
      const at = out + (row << 3);
      store<f64>(at, load<f64>(at) + load<f64>(coefficients + (level << 3)));
    }
  }
}

function addProducts(column: usize, rows: u32, factor: f64, out: usize): void {
  let row: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    const factors = f64x2.splat(factor);
    for (; row + 2 <= rows; row += 2) {
      const at = out + (row << 3);
      const product = f64x2.mul(factors, v128.load(column + (row << 3)));
      v128.store(at, f64x2.add(v128.load(at), product));
    }
  }
  for (; row < rows; row++) {
    const at = out + (row << 3);
    store<f64>(at, load<f64>(at) + factor * load<f64>(column + (row << 3)));
  }
}

function addConstant(rows: u32, constant: f64, out: usize): void {
  for (let row: u32 = 0; row < rows; row++) {
    const at = out + (row << 3);
    store<f64>(at, load<f64>(at) + constant);
  }
}
