// Products that leave out the inputs that are zero: levels in cells of their own, dark pixels, units that a Rectifier has
// switched off. Adding 0 * w changes no sum, as long as the weights are numbers (src/algos/deeplearning sees to that).
import { SINGLE_BIAS, SINGLE_INPUTS, SINGLE_LANES, SINGLE_PANELS, SINGLE_WEIGHTS } from './layout';

/** Bytes of an input's weights in a panel. */
const STEP_BYTES = SINGLE_LANES << 2;
/** Item of a list: u32 offset of the input's weights in a panel, f32 value. */
const ITEM_BYTES = 8;

/** Lists the inputs of a row that are not zero; the end of the list. */
export function listInputs(x: usize, inputs: u32, list: usize): usize {
  let offset: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    const whole = (inputs & ~3) * STEP_BYTES;
    while (offset < whole) {
      const four = v128.load(x);
      if (v128.any_true(f32x4.ne(four, f32x4.splat(0)))) {
        // Written always and kept when it is not zero: no jump to be guessed.
        let value = f32x4.extract_lane(four, 0);
        store<u32>(list, offset);
        store<f32>(list, value, 4);
        list += usize(value != 0) << 3;
        value = f32x4.extract_lane(four, 1);
        store<u32>(list, offset + STEP_BYTES);
        store<f32>(list, value, 4);
        list += usize(value != 0) << 3;
        value = f32x4.extract_lane(four, 2);
        store<u32>(list, offset + 2 * STEP_BYTES);
        store<f32>(list, value, 4);
        list += usize(value != 0) << 3;
        value = f32x4.extract_lane(four, 3);
        store<u32>(list, offset + 3 * STEP_BYTES);
        store<f32>(list, value, 4);
        list += usize(value != 0) << 3;
      }
      x += 16;
      offset += 4 * STEP_BYTES;
    }
  }
  const end = inputs * STEP_BYTES;
  while (offset < end) {
    const value = load<f32>(x);
    store<u32>(list, offset);
    store<f32>(list, value, 4);
    list += usize(value != 0) << 3;
    x += 4;
    offset += STEP_BYTES;
  }
  return list;
}

/** All outputs of one row from its list: four panels at a time, then one. */
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
    y += STEP_BYTES << 2;
  }
  for (; panel < panels; panel++) {
    onePanel(weights, bias, list, end, y);
    weights += panelBytes;
    bias += STEP_BYTES;
    y += STEP_BYTES;
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
  v128.store(y, a0);
  v128.store(y, a1, 16);
  v128.store(y, b0, 32);
  v128.store(y, b1, 48);
  v128.store(y, c0, 64);
  v128.store(y, c1, 80);
  v128.store(y, d0, 96);
  v128.store(y, d1, 112);
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
  v128.store(y, a0);
  v128.store(y, a1, 16);
}
