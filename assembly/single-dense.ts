// Fully connected layers in single precision: lanes are outputs, and sums run over the inputs in their order. Rows come and go in
// tiles (picture in layout.ts). SIMD only.
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
import { listTile, sumListed } from './single-zeros';

/** Bytes of a cell of all rows of a tile. */
const STEP: u32 = SINGLE_TILE_ROWS << 2;

/**
 * y = W x + b: rows of SINGLE_STRIDE cells at `x` to rows of SINGLE_PANELS * SINGLE_LANES. A row's products are added in the order
 * of its inputs, zeros left out or not, so that its answer does not depend on the rows around it.
 */
export function singleDense(layer: usize, x: usize, rows: u32, y: usize): void {
  if (!ASC_FEATURE_SIMD) return;
  const inputs = load<u32>(layer, SINGLE_INPUTS);
  const tileBytes = load<u32>(layer, SINGLE_STRIDE) * STEP;
  const outBytes = load<u32>(layer, SINGLE_PANELS) * SINGLE_LANES * STEP;
  const dense: u32 = mostlyZeros(layer, x, rows) ? 0 : rows & ~(SINGLE_TILE_ROWS - 1);
  denseTiles(layer, x, tileBytes, dense, y, outBytes);
  const list: usize = load<u32>(layer, SINGLE_LIST);
  const listBytes = (inputs + 1) << 3;
  x += (dense / SINGLE_TILE_ROWS) * tileBytes;
  y += (dense / SINGLE_TILE_ROWS) * outBytes;
  for (let row = dense; row < rows; row += SINGLE_TILE_ROWS) {
    listTile(x, inputs, list);
    const inTile = min<u32>(SINGLE_TILE_ROWS, rows - row);
    for (let r: u32 = 0; r < inTile; r++) {
      const items = list + r * listBytes;
      sumListed(layer, items, load<u32>(list + SINGLE_TILE_ROWS * listBytes + (r << 2)), y + (r << 2));
    }
    x += tileBytes;
    y += outBytes;
  }
}

/** A multiple of SINGLE_TILE_ROWS rows: a panel stays in the first-level cache while they pass by. */
function denseTiles(
  layer: usize,
  x: usize,
  tileBytes: u32,
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
      tile(weights, bias, from, inputs, to);
      from += tileBytes;
      to += outBytes;
    }
    weights += (inputs * SINGLE_LANES) << 2;
    bias += SINGLE_LANES << 2;
    y += SINGLE_LANES * STEP;
  }
}

/** Whether it pays to look for the inputs that are not zero. A sample of the tiles tells. */
function mostlyZeros(layer: usize, x: usize, rows: u32): bool {
  const inputs = load<u32>(layer, SINGLE_INPUTS);
  const tileBytes = load<u32>(layer, SINGLE_STRIDE) * STEP;
  const tiles = (rows + SINGLE_TILE_ROWS - 1) / SINGLE_TILE_ROWS;
  const step = max<u32>(tiles >> 2, 1);
  const zero = f32x4.splat(0);
  let counted: u32 = 0;
  let zeros = i32x4.splat(0);
  for (let t: u32 = 0; t < tiles; t += step) {
    const start = x + t * tileBytes;
    // A comparison gives -1 where it holds.
    for (let at = start; at < start + inputs * STEP; at += STEP) {
      zeros = i32x4.sub(zeros, f32x4.eq(v128.load(at), zero));
    }
    counted += inputs * SINGLE_TILE_ROWS;
  }
  const found =
    i32x4.extract_lane(zeros, 0) +
    i32x4.extract_lane(zeros, 1) +
    i32x4.extract_lane(zeros, 2) +
    i32x4.extract_lane(zeros, 3);
  return (<u32>found) << 1 > counted;
}

/** A tile and one panel of eight outputs. */
@inline
function tile(w: usize, bias: usize, x: usize, inputs: u32, y: usize): void {
  let a0 = v128.load(bias);
  let a1 = v128.load(bias, 16);
  let b0 = a0;
  let b1 = a1;
  let c0 = a0;
  let c1 = a1;
  let d0 = a0;
  let d1 = a1;
  // One step: V8 makes several of it, and would keep sums in memory if there were more here. With the test at the end it computes before
  // the loop what is the same in all steps.
  const end = w + (inputs << 5);
  if (w < end) {
    do {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      let s = v128.load32_splat(x);
      a0 = f32x4.add(a0, f32x4.mul(w0, s));
      a1 = f32x4.add(a1, f32x4.mul(w1, s));
      s = v128.load32_splat(x, 4);
      b0 = f32x4.add(b0, f32x4.mul(w0, s));
      b1 = f32x4.add(b1, f32x4.mul(w1, s));
      s = v128.load32_splat(x, 8);
      c0 = f32x4.add(c0, f32x4.mul(w0, s));
      c1 = f32x4.add(c1, f32x4.mul(w1, s));
      s = v128.load32_splat(x, 12);
      d0 = f32x4.add(d0, f32x4.mul(w0, s));
      d1 = f32x4.add(d1, f32x4.mul(w1, s));
      w += 32;
      x += STEP;
    } while (w < end);
  }
  fourOutputs(a0, b0, c0, d0, y);
  fourOutputs(a1, b1, c1, d1, y + 4 * STEP);
}

/** Four outputs of each of four rows to their cells. */
@inline
function fourOutputs(a: v128, b: v128, c: v128, d: v128, y: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(y, v128.shuffle<f64>(ab, cd, 0, 2));
  v128.store(y, v128.shuffle<f64>(ab, cd, 1, 3), STEP);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(y, v128.shuffle<f64>(ab2, cd2, 0, 2), 2 * STEP);
  v128.store(y, v128.shuffle<f64>(ab2, cd2, 1, 3), 3 * STEP);
}
