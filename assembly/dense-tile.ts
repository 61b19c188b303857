// Products of a few rows and DENSE_LANES outputs of a dense layer, in genmodel's order of sums.
//
// Floating-point addition is not associative, so the eight partial sums of formNNInputs (over i mod 8) are made one after
// another and kept apart to the end. A lane is an output, so that nothing is ever added across lanes. Rows and weights lie
// in the order in which they are read (picture in layout.ts): a pass over them has two addresses and constant offsets.
import { DENSE_LANES, DENSE_PASS_BYTES, DENSE_TILE_ROWS } from './layout';

/** A panel of floats as doubles, in the same order. */
export function promotePanel(panel: usize, inputs: u32, to: usize): void {
  if (!ASC_FEATURE_SIMD) return;
  const end = panel + ((inputs * DENSE_LANES) << 2);
  while (panel < end) {
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(panel)));
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(panel, 8)), 16);
    panel += 16;
    to += 32;
  }
}

/**
 * y(r, o) = W(o) x(r) + b(o) for DENSE_TILE_ROWS packed rows and a panel of doubles; `y` are cells of rows of `outputs`
 * doubles, of which `lanes` are written.
 */
export function denseTile(
  panel: usize,
  bias: usize,
  x: usize,
  inputs: u32,
  y: usize,
  outputs: u32,
  lanes: u32,
  partials: usize,
): void {
  if (!ASC_FEATURE_SIMD) return;
  const eights = inputs >> 3;
  let w = panel;
  for (let pass: u32 = 0; pass < 8; pass++) {
    tilePass(w, x, eights, partials + pass * DENSE_PASS_BYTES);
    w += eights << 5;
    x += eights << 5;
  }
  const rest = inputs & 7;
  for (let row: u32 = 0; row < <u32>DENSE_TILE_ROWS; row++) {
    for (let half: u32 = 0; half < 2; half++) {
      const p = partials + (row << 5) + (half << 4);
      let sum = v128.load(p);
      sum = f64x2.add(sum, v128.load(p, DENSE_PASS_BYTES));
      sum = f64x2.add(sum, v128.load(p, 2 * DENSE_PASS_BYTES));
      sum = f64x2.add(sum, v128.load(p, 3 * DENSE_PASS_BYTES));
      let upper = v128.load(p, 4 * DENSE_PASS_BYTES);
      upper = f64x2.add(upper, v128.load(p, 5 * DENSE_PASS_BYTES));
      upper = f64x2.add(upper, v128.load(p, 6 * DENSE_PASS_BYTES));
      upper = f64x2.add(upper, v128.load(p, 7 * DENSE_PASS_BYTES));
      sum = f64x2.add(sum, upper);
      for (let i: u32 = 0; i < rest; i++) {
        const weights = v128.load(w + (i << 5) + (half << 4));
        const input = v128.load64_splat(x + (i << 5) + (row << 3));
        sum = f64x2.add(sum, f64x2.mul(weights, input));
      }
      sum = f64x2.add(sum, v128.load(bias + (half << 4)));
      const first = half << 1;
      const to = y + (first << 3);
      if (lanes >= first + 2) v128.store(to, sum);
      else if (lanes > first) v128.store64_lane(to, sum, 0);
    }
    y += outputs << 3;
  }
}

/** One partial sum of four rows and four outputs. */
@inline
function tilePass(w: usize, x: usize, eights: u32, to: usize): void {
  const end = w + (eights << 5);
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let c0 = f64x2.splat(0);
  let c1 = f64x2.splat(0);
  let d0 = f64x2.splat(0);
  let d1 = f64x2.splat(0);
  while (w < end) {
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const xa = v128.load64_splat(x);
    a0 = f64x2.add(a0, f64x2.mul(w0, xa));
    a1 = f64x2.add(a1, f64x2.mul(w1, xa));
    const xb = v128.load64_splat(x, 8);
    b0 = f64x2.add(b0, f64x2.mul(w0, xb));
    b1 = f64x2.add(b1, f64x2.mul(w1, xb));
    const xc = v128.load64_splat(x, 16);
    c0 = f64x2.add(c0, f64x2.mul(w0, xc));
    c1 = f64x2.add(c1, f64x2.mul(w1, xc));
    const xd = v128.load64_splat(x, 24);
    d0 = f64x2.add(d0, f64x2.mul(w0, xd));
    d1 = f64x2.add(d1, f64x2.mul(w1, xd));
    w += 32;
    x += 32;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, b0, 32);
  v128.store(to, b1, 48);
  v128.store(to, c0, 64);
  v128.store(to, c1, 80);
  v128.store(to, d0, 96);
  v128.store(to, d1, 112);
}

/** One packed row and a panel of floats, to `lanes` doubles at `y`. */
export function denseLanes(
  panel: usize,
  bias: usize,
  x: usize,
  inputs: u32,
  y: usize,
  lanes: u32,
  partials: usize,
): void {
  const eights = inputs >> 3;
  let w = panel;
  for (let pass: u32 = 0; pass < 8; pass += 2) {
    if (ASC_FEATURE_SIMD) twoPasses(w, x, eights, partials + (pass << 5));
    else {
      scalarPass(w, x, eights, partials + (pass << 5));
      scalarPass(w + (eights << 4), x + (eights << 3), eights, partials + (pass << 5) + 32);
    }
    w += eights << 5;
    x += eights << 4;
  }
  const rest = inputs & 7;
  for (let lane: u32 = 0; lane < lanes; lane++) {
    const p = partials + (lane << 3);
    let sum = load<f64>(p) + load<f64>(p, 32) + load<f64>(p, 64) + load<f64>(p, 96);
    sum += load<f64>(p, 128) + load<f64>(p, 160) + load<f64>(p, 192) + load<f64>(p, 224);
    for (let i: u32 = 0; i < rest; i++) {
      sum += <f64>load<f32>(w + (i << 4) + (lane << 2)) * load<f64>(x + (i << 3));
    }
    store<f64>(y + (lane << 3), sum + load<f64>(bias + (lane << 3)));
  }
}

/** Two partial sums of one row: four sums are under way at a time. */
@inline
function twoPasses(w: usize, x: usize, eights: u32, to: usize): void {
  const end = w + (eights << 4);
  const wBytes = eights << 4;
  const xBytes = eights << 3;
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  while (w < end) {
    const xa = v128.load64_splat(x);
    a0 = f64x2.add(a0, f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(w)), xa));
    a1 = f64x2.add(a1, f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(w, 8)), xa));
    const xb = v128.load64_splat(x + xBytes);
    b0 = f64x2.add(b0, f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(w + wBytes)), xb));
    b1 = f64x2.add(b1, f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(w + wBytes, 8)), xb));
    w += 16;
    x += 8;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, b0, 32);
  v128.store(to, b1, 48);
}

/** One partial sum of one row. */
@inline
function scalarPass(w: usize, x: usize, eights: u32, to: usize): void {
  const end = w + (eights << 4);
  let a = 0.0;
  let b = 0.0;
  let c = 0.0;
  let d = 0.0;
  while (w < end) {
    const input = load<f64>(x);
    a += <f64>load<f32>(w) * input;
    b += <f64>load<f32>(w, 4) * input;
    c += <f64>load<f32>(w, 8) * input;
    d += <f64>load<f32>(w, 12) * input;
    w += 16;
    x += 8;
  }
  store<f64>(to, a);
  store<f64>(to, b, 8);
  store<f64>(to, c, 16);
  store<f64>(to, d, 24);
}
