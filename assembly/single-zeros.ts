// Products that leave out the inputs that are zero: levels in cells of their own, dark pixels, units that a Rectifier has
// switched off. Adding 0 * w changes no sum, as long as the weights are numbers (src/algos/deeplearning sees to that).
import {
  SINGLE_BIAS,
  SINGLE_INPUTS,
  SINGLE_LANES,
  SINGLE_PANELS,
  SINGLE_TILE_ROWS,
  SINGLE_WEIGHTS,
} from './layout';

/** Bytes of an input's weights in a panel. */
const STEP_BYTES = SINGLE_LANES << 2;
/** Item of a list: u32 offset of the input's weights in a panel, f32 value. */
const ITEM_BYTES = 8;
/** Bytes of a cell of all rows of a tile. */
const CELL_STEP: u32 = SINGLE_TILE_ROWS << 2;
/** Bytes of a panel's outputs of all rows of a tile. */
const PANEL_STEP: u32 = SINGLE_LANES * CELL_STEP;

/**
 * Lists the inputs of each row of a tile that are not zero: lists of `inputs` + 1 items one after another at `list`, and behind them
 * where each one ends.
 */
export function listTile(x: usize, inputs: u32, list: usize): void {
  if (!ASC_FEATURE_SIMD) return;
  const listBytes = (inputs + 1) * ITEM_BYTES;
  let a = list;
  let b = a + listBytes;
  let c = b + listBytes;
  let d = c + listBytes;
  const ends = d + listBytes;
  const end = inputs * STEP_BYTES;
  for (let offset: u32 = 0; offset < end; offset += STEP_BYTES) {
    const four = v128.load(x);
    if (v128.any_true(f32x4.ne(four, f32x4.splat(0)))) {
      // Written always and kept when it is not zero: no jump to be guessed.
      a = listed(a, offset, f32x4.extract_lane(four, 0));
      b = listed(b, offset, f32x4.extract_lane(four, 1));
      c = listed(c, offset, f32x4.extract_lane(four, 2));
      d = listed(d, offset, f32x4.extract_lane(four, 3));
    }
    x += CELL_STEP;
  }
  store<u32>(ends, a);
  store<u32>(ends, b, 4);
  store<u32>(ends, c, 8);
  store<u32>(ends, d, 12);
}

@inline
function listed(at: usize, offset: u32, value: f32): usize {
  store<u32>(at, offset);
  store<f32>(at, value, 4);
  return at + (usize(value != 0) << 3);
}

/** All outputs of one row from its list, `y` its first cell: four panels at a time, then one. */
export function sumListed(layer: usize, list: usize, end: usize, y: usize): void {
  if (!ASC_FEATURE_SIMD) return;
  const panels = load<u32>(layer, SINGLE_PANELS);
  const panelBytes = load<u32>(layer, SINGLE_INPUTS) * STEP_BYTES;
  let weights: usize = load<u32>(layer, SINGLE_WEIGHTS);
  let bias: usize = load<u32>(layer, SINGLE_BIAS);
  let panel: u32 = 0;
  for (; panel + 4 <= panels; panel += 4) {
    fourPanels(weights, panelBytes, bias, list, end, y);
    weights += panelBytes << 2;
    bias += STEP_BYTES << 2;
    y += PANEL_STEP << 2;
  }
  for (; panel < panels; panel++) {
    onePanel(weights, bias, list, end, y);
    weights += panelBytes;
    bias += STEP_BYTES;
    y += PANEL_STEP;
  }
}

@inline
function fourPanels(
  w: usize,
  panelBytes: u32,
  bias: usize,
  list: usize,
  end: usize,
  y: usize,
): void {
  const wb = w + panelBytes;
  const wc = wb + panelBytes;
  const wd = wc + panelBytes;
  let a0 = v128.load(bias);
  let a1 = v128.load(bias, 16);
  let b0 = v128.load(bias, 32);
  let b1 = v128.load(bias, 48);
  let c0 = v128.load(bias, 64);
  let c1 = v128.load(bias, 80);
  let d0 = v128.load(bias, 96);
  let d1 = v128.load(bias, 112);
  while (list < end) {
    const offset: usize = load<u32>(list);
    const s = v128.load32_splat(list, 4);
    a0 = f32x4.add(a0, f32x4.mul(v128.load(w + offset), s));
    a1 = f32x4.add(a1, f32x4.mul(v128.load(w + offset, 16), s));
    b0 = f32x4.add(b0, f32x4.mul(v128.load(wb + offset), s));
    b1 = f32x4.add(b1, f32x4.mul(v128.load(wb + offset, 16), s));
    c0 = f32x4.add(c0, f32x4.mul(v128.load(wc + offset), s));
    c1 = f32x4.add(c1, f32x4.mul(v128.load(wc + offset, 16), s));
    d0 = f32x4.add(d0, f32x4.mul(v128.load(wd + offset), s));
    d1 = f32x4.add(d1, f32x4.mul(v128.load(wd + offset, 16), s));
    list += ITEM_BYTES;
  }
  fourCells(a0, y);
  fourCells(a1, y + 4 * CELL_STEP);
  fourCells(b0, y + PANEL_STEP);
  fourCells(b1, y + PANEL_STEP + 4 * CELL_STEP);
  fourCells(c0, y + 2 * PANEL_STEP);
  fourCells(c1, y + 2 * PANEL_STEP + 4 * CELL_STEP);
  fourCells(d0, y + 3 * PANEL_STEP);
  fourCells(d1, y + 3 * PANEL_STEP + 4 * CELL_STEP);
}

@inline
function onePanel(w: usize, bias: usize, list: usize, end: usize, y: usize): void {
  let a0 = v128.load(bias);
  let a1 = v128.load(bias, 16);
  while (list < end) {
    const from = w + load<u32>(list);
    const s = v128.load32_splat(list, 4);
    a0 = f32x4.add(a0, f32x4.mul(v128.load(from), s));
    a1 = f32x4.add(a1, f32x4.mul(v128.load(from, 16), s));
    list += ITEM_BYTES;
  }
  fourCells(a0, y);
  fourCells(a1, y + 4 * CELL_STEP);
}

/** Four outputs of one row to their cells. */
@inline
function fourCells(sums: v128, y: usize): void {
  v128.store32_lane(y, sums, 0);
  v128.store32_lane(y, sums, 1, CELL_STEP);
  v128.store32_lane(y, sums, 2, 2 * CELL_STEP);
  v128.store32_lane(y, sums, 3, 3 * CELL_STEP);
}
