// Activations in single precision, four floats at a time, in place. `count` is a multiple of four. SIMD only.
//
// exp(x) = 2^n * e^r with n = round(x / log 2), |r| <= log(2) / 2, and a polynomial for e^r whose coefficients were fitted to
// the least greatest error, 8e-9; the rounding of floats comes to it: about one unit in the last place, 1.2e-7.
import { SINGLE_TILE_ROWS } from './layout';

/** Bytes of a cell of all rows of a tile. */
const STEP: u32 = SINGLE_TILE_ROWS << 2;
// In memory, as a load is one instruction; of a constant vector V8 makes three wherever it is used.
/** 1.5 * 2^23: added, it rounds a float below 2^22 to an integer, which its lowest bits then are. */
const ROUNDER = memory.data<f32>([12582912]);
const STEPS_PER_UNIT = memory.data<f32>([1.44269504]);
/** log(2) in two parts; products of the first one with small integers are exact. */
const LOG_TWO = memory.data<f32>([0.693359375]);
const LOG_TWO_TAIL = memory.data<f32>([-2.12194440e-4]);
/** Below, e^x would be no normal float; above, it is Infinity. */
const LOWEST = memory.data<f32>([-87.3]);
const HIGHEST = memory.data<f32>([89]);
/** e^r = 1 + r + HALF * r^2 + ... */
const HALF = memory.data<f32>([0.5]);
const THIRD = memory.data<f32>([0.1666657703]);
const FOURTH = memory.data<f32>([0.04166655466]);
const FIFTH = memory.data<f32>([0.008363173075]);
const SIXTH = memory.data<f32>([0.001392617612]);
const ONE = memory.data<f32>([1]);
const TWO = memory.data<f32>([2]);

/** e^x of four floats: at least e^-87.3, Infinity from 88.4 on, NaN of NaN. */
@inline
function singleExp(x: v128): v128 {
  const inside = f32x4.pmax(f32x4.pmin(x, four(HIGHEST)), four(LOWEST));
  const shifted = f32x4.add(f32x4.mul(inside, four(STEPS_PER_UNIT)), four(ROUNDER));
  const n = f32x4.sub(shifted, four(ROUNDER));
  let r = f32x4.sub(inside, f32x4.mul(n, four(LOG_TWO)));
  r = f32x4.sub(r, f32x4.mul(n, four(LOG_TWO_TAIL)));
  // Parts of the polynomial that do not wait for each other.
  const r2 = f32x4.mul(r, r);
  const third = f32x4.add(f32x4.mul(four(THIRD), r), four(HALF));
  const fifth = f32x4.add(f32x4.mul(four(FIFTH), r), four(FOURTH));
  const sixth = f32x4.add(f32x4.mul(four(SIXTH), r2), fifth);
  const p = f32x4.add(f32x4.mul(sixth, r2), third);
  const e = f32x4.add(f32x4.mul(p, r2), f32x4.add(r, four(ONE)));
  // n is added to the exponent of 1.
  const power = i32x4.add(i32x4.shl(shifted, 23), four(ONE));
  return f32x4.mul(e, power);
}

@inline
function four(number: usize): v128 {
  return v128.load32_splat(number);
}

/** 1 - 2 / (1 + exp(2x)). `count` is a multiple of eight. */
export function singleTanh(cells: usize, count: u32): void {
  if (!ASC_FEATURE_SIMD) return;
  for (const end = cells + (count << 2); cells < end; cells += 32) {
    const a = tanh(v128.load(cells));
    const b = tanh(v128.load(cells, 16));
    v128.store(cells, a);
    v128.store(cells, b, 16);
  }
}

@inline
function tanh(x: v128): v128 {
  const e = singleExp(f32x4.add(x, x));
  return f32x4.sub(four(ONE), f32x4.div(four(TWO), f32x4.add(four(ONE), e)));
}

/** 0.5 * (x + |x|). */
export function singleRectifier(cells: usize, count: u32): void {
  if (!ASC_FEATURE_SIMD) return;
  const half = f32x4.splat(0.5);
  for (const end = cells + (count << 2); cells < end; cells += 16) {
    const x = v128.load(cells);
    v128.store(cells, f32x4.mul(half, f32x4.add(x, f32x4.abs(x))));
  }
}

/** x >= 0 ? x : exp(x) - 1. */
export function singleExpRectifier(cells: usize, count: u32): void {
  if (!ASC_FEATURE_SIMD) return;
  for (const end = cells + (count << 2); cells < end; cells += 16) {
    const x = v128.load(cells);
    const below = f32x4.sub(singleExp(x), f32x4.splat(1));
    v128.store(cells, v128.bitselect(x, below, f32x4.ge(x, f32x4.splat(0))));
  }
}

/** cells *= factor. */
export function singleScale(cells: usize, count: u32, factor: f32): void {
  if (!ASC_FEATURE_SIMD) return;
  const factors = f32x4.splat(factor);
  for (const end = cells + (count << 2); cells < end; cells += 16) {
    v128.store(cells, f32x4.mul(v128.load(cells), factors));
  }
}

/** Tiles of `fromStride` cells to tiles of `toStride`: cell c < `outputs` is the higher one of cells 2c and 2c + 1. */
export function singleMaxout(
  from: usize,
  fromStride: u32,
  rows: u32,
  outputs: u32,
  to: usize,
  toStride: u32,
): void {
  if (!ASC_FEATURE_SIMD) return;
  for (let row: u32 = 0; row < rows; row += SINGLE_TILE_ROWS) {
    for (let c: u32 = 0; c < outputs; c++) {
      const a = v128.load(from + ((c * STEP) << 1));
      const b = v128.load(from + ((c * STEP) << 1), STEP);
      v128.store(to + c * STEP, v128.bitselect(a, b, f32x4.gt(a, b)));
    }
    from += fromStride * STEP;
    to += toStride * STEP;
  }
}

/** The first `width` cells of tiles of `stride` to exp(x - highest) / sum, row by row. A NaN makes all of the row NaN. */
export function singleSoftmax(cells: usize, width: u32, stride: u32, rows: u32): void {
  if (!ASC_FEATURE_SIMD) return;
  for (let row: u32 = 0; row < rows; row += SINGLE_TILE_ROWS) {
    const end = cells + width * STEP;
    let highest = v128.load(cells);
    for (let at = cells; at < end; at += STEP) highest = f32x4.max(highest, v128.load(at));
    let sum = f32x4.splat(0);
    for (let at = cells; at < end; at += STEP) {
      const e = singleExp(f32x4.sub(v128.load(at), highest));
      v128.store(at, e);
      sum = f32x4.add(sum, e);
    }
    for (let at = cells; at < end; at += STEP) v128.store(at, f32x4.div(v128.load(at), sum));
    cells += stride * STEP;
  }
}
