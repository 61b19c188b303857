// Fully connected layers in single precision: lanes are outputs, and sums run over the inputs in their order. SIMD only.
import {
  SINGLE_BIAS,
  SINGLE_INPUTS,
  SINGLE_LANES,
  SINGLE_LIST,
  SINGLE_PANELS,
  SINGLE_STRIDE,
  SINGLE_TILE_ROWS,
  SINGLE_WEIGHTS,
} from './layout';
import { listInputs, sumListed } from './single-zeros';

/**
 * y = W x + b: rows of SINGLE_STRIDE floats at `x` to rows of SINGLE_PANELS * SINGLE_LANES. A row's products are added in the order
 * of its inputs, zeros left out or not, so that its answer does not depend on the rows around it.
 */
export function singleDense(layer: usize, x: usize, rows: u32, y: usize): void {
  if (!ASC_FEATURE_SIMD) return;
  const rowBytes = load<u32>(layer, SINGLE_STRIDE) << 2;
  const outBytes = (load<u32>(layer, SINGLE_PANELS) * SINGLE_LANES) << 2;
  const tiled: u32 = mostlyZeros(layer, x, rows) ? 0 : rows & ~(SINGLE_TILE_ROWS - 1);
  tiledRows(layer, x, rowBytes, tiled, y, outBytes);
  const list: usize = load<u32>(layer, SINGLE_LIST);
  for (let row = tiled; row < rows; row++) {
    const end = listInputs(x + row * rowBytes, load<u32>(layer, SINGLE_INPUTS), list);
    sumListed(layer, list, end, y + row * outBytes);
  }
}

/** A multiple of SINGLE_TILE_ROWS rows: a panel stays in the first-level cache while they pass by. */
function tiledRows(
  layer: usize,
  x: usize,
  rowBytes: u32,
  rows: u32,
  y: usize,
  outBytes: u32,
): void {
  const inputs = load<u32>(layer, SINGLE_INPUTS);
  const panels = load<u32>(layer, SINGLE_PANELS);
  let weights: usize = load<u32>(layer, SINGLE_WEIGHTS);
  let bias: usize = load<u32>(layer, SINGLE_BIAS);
  for (let panel: u32 = 0; panel < panels; panel++) {
    let from = x;
    let to = y;
    for (let row: u32 = 0; row < rows; row += SINGLE_TILE_ROWS) {
      tile(weights, bias, from, rowBytes, inputs, to, outBytes);
      from += SINGLE_TILE_ROWS * rowBytes;
      to += SINGLE_TILE_ROWS * outBytes;
    }
    weights += (inputs * SINGLE_LANES) << 2;
    bias += SINGLE_LANES << 2;
    y += SINGLE_LANES << 2;
  }
}

/** Whether it pays to look for the inputs that are not zero. A sample of the rows tells. */
function mostlyZeros(layer: usize, x: usize, rows: u32): bool {
  const inputs = load<u32>(layer, SINGLE_INPUTS);
  const rowBytes = load<u32>(layer, SINGLE_STRIDE) << 2;
  const step = max<u32>(rows >> 2, 1);
  let counted: u32 = 0;
  let zeros: u32 = 0;
  for (let row: u32 = 0; row < rows; row += step) {
    const start = x + row * rowBytes;
    for (let at = start; at < start + (inputs << 2); at += 4) zeros += u32(load<f32>(at) == 0);
    counted += inputs;
  }
  return zeros << 1 > counted;
}

/** Four rows and one panel of eight outputs. */
@inline
function tile(
  w: usize,
  bias: usize,
  x: usize,
  rowBytes: u32,
  inputs: u32,
  y: usize,
  outBytes: u32,
): void {
  let xb = x + rowBytes;
  let xc = xb + rowBytes;
  let xd = xc + rowBytes;
  let a0 = v128.load(bias);
  let a1 = v128.load(bias, 16);
  let b0 = a0;
  let b1 = a1;
  let c0 = a0;
  let c1 = a1;
  let d0 = a0;
  let d1 = a1;
  const end = w + (inputs << 5);
  while (w < end) {
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    let s = v128.load32_splat(x);
    a0 = f32x4.add(a0, f32x4.mul(w0, s));
    a1 = f32x4.add(a1, f32x4.mul(w1, s));
    s = v128.load32_splat(xb);
    b0 = f32x4.add(b0, f32x4.mul(w0, s));
    b1 = f32x4.add(b1, f32x4.mul(w1, s));
    s = v128.load32_splat(xc);
    c0 = f32x4.add(c0, f32x4.mul(w0, s));
    c1 = f32x4.add(c1, f32x4.mul(w1, s));
    s = v128.load32_splat(xd);
    d0 = f32x4.add(d0, f32x4.mul(w0, s));
    d1 = f32x4.add(d1, f32x4.mul(w1, s));
    w += 32;
    x += 4;
    xb += 4;
    xc += 4;
    xd += 4;
  }
  v128.store(y, a0);
  v128.store(y, a1, 16);
  y += outBytes;
  v128.store(y, b0);
  v128.store(y, b1, 16);
  y += outBytes;
  v128.store(y, c0);
  v128.store(y, c1, 16);
  y += outBytes;
  v128.store(y, d0);
  v128.store(y, d1, 16);
}
