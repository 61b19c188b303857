// Products of four rows and two outputs of a dense layer in SIMD, in genmodel's order of sums.
//
// Floating-point addition is not associative, so the eight partial sums of formNNInputs (over i mod 8) are kept apart
// to the end. Two neighbours are one register; a pass over the inputs makes one such pair for all eight products, which
// loads each weight for four rows and each input for two outputs. Four passes make all pairs.
import { DENSE_PASS_BYTES } from './layout';

/**
 * y(r, o) = W(o) x(r) + b(o) for four rows r and two outputs o. `x` are rows of `inputs` doubles, `y` cells of rows of
 * `outputs` doubles, `partials` scratch.
 */
export function denseTile(
  w: usize,
  bias: usize,
  x: usize,
  inputs: u32,
  y: usize,
  outputs: u32,
  partials: usize,
): void {
  for (let pass: u32 = 0; pass < 4; pass++) {
    makePairs(w + (pass << 3), x + (pass << 4), inputs, partials + pass * DENSE_PASS_BYTES);
  }
  for (let row: u32 = 0; row < 4; row++) {
    finish(w, load<f64>(bias), x, inputs, y, partials);
    finish(w + (inputs << 2), load<f64>(bias, 8), x, inputs, y + 8, partials + 16);
    x += inputs << 3;
    y += outputs << 3;
    partials += 32;
  }
}

/** One pair of partial sums of every row and output, in that order. */
function makePairs(w: usize, x: usize, inputs: u32, pairs: usize): void {
  const weightBytes = inputs << 2;
  const rowBytes = inputs << 3;
  const end = w + ((inputs & ~7) << 2);
  let a0 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let a2 = f64x2.splat(0);
  let b2 = f64x2.splat(0);
  let a3 = f64x2.splat(0);
  let b3 = f64x2.splat(0);
  while (w < end) {
    const w0 = f64x2.promote_low_f32x4(v128.load64_zero(w));
    const w1 = f64x2.promote_low_f32x4(v128.load64_zero(w + weightBytes));
    const x0 = v128.load(x);
    const x1 = v128.load(x + rowBytes);
    const x2 = v128.load(x + 2 * rowBytes);
    const x3 = v128.load(x + 3 * rowBytes);
    a0 = f64x2.add(a0, f64x2.mul(w0, x0));
    b0 = f64x2.add(b0, f64x2.mul(w1, x0));
    a1 = f64x2.add(a1, f64x2.mul(w0, x1));
    b1 = f64x2.add(b1, f64x2.mul(w1, x1));
    a2 = f64x2.add(a2, f64x2.mul(w0, x2));
    b2 = f64x2.add(b2, f64x2.mul(w1, x2));
    a3 = f64x2.add(a3, f64x2.mul(w0, x3));
    b3 = f64x2.add(b3, f64x2.mul(w1, x3));
    w += 32;
    x += 64;
  }
  v128.store(pairs, a0);
  v128.store(pairs, b0, 16);
  v128.store(pairs, a1, 32);
  v128.store(pairs, b1, 48);
  v128.store(pairs, a2, 64);
  v128.store(pairs, b2, 80);
  v128.store(pairs, a3, 96);
  v128.store(pairs, b3, 112);
}

/** The sum of one row and output from its partial sums, the inputs behind the last whole eight, and the bias. */
@inline
function finish(w: usize, bias: f64, x: usize, inputs: u32, y: usize, pairs: usize): void {
  let sum = load<f64>(pairs) + load<f64>(pairs, 8);
  sum = sum + load<f64>(pairs, DENSE_PASS_BYTES) + load<f64>(pairs, DENSE_PASS_BYTES + 8);
  let upper = load<f64>(pairs, 2 * DENSE_PASS_BYTES) + load<f64>(pairs, 2 * DENSE_PASS_BYTES + 8);
  upper =
    upper + load<f64>(pairs, 3 * DENSE_PASS_BYTES) + load<f64>(pairs, 3 * DENSE_PASS_BYTES + 8);
  sum += upper;
  for (let i = inputs & ~7; i < inputs; i++) {
    sum += <f64>load<f32>(w + (i << 2)) * load<f64>(x + (i << 3));
  }
  store<f64>(y, sum + bias);
}
