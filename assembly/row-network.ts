// One row through a whole network in double, in one call: for one row, calls take as long as layers. The numbers are those of units.ts,
// dense.ts (genmodel's order of sums) and the activations. SIMD only.
//
// The eight partial sums of formNNInputs are lanes here, four vectors of two: weights and inputs meet as they lie. Of two outputs at a time,
// so that eight sums are under way.
import { activateExpRectifier, activateRectifier, activateTanh, scale } from './activation';
import { firstLayerRun } from './first-layer';
import {
  ROW_EXP_RECTIFIER,
  ROW_LAYER_ACTIVATION,
  ROW_LAYER_BIAS,
  ROW_LAYER_BYTES,
  ROW_LAYER_FACTOR,
  ROW_LAYER_INPUTS,
  ROW_LAYER_OUTPUTS,
  ROW_LAYER_WEIGHTS,
  ROW_LAYER_X,
  ROW_LAYER_Y,
  ROW_NETWORK_COUNT,
  ROW_NETWORK_FIRST,
  ROW_NETWORK_INPUT,
  ROW_NETWORK_LAYERS,
  ROW_NETWORK_UNITS,
  ROW_RECTIFIER,
  ROW_SOFTMAX,
  ROW_TANH,
} from './layout';
import { softmaxRows } from './softmax';
import { columnOf, unitsOfRow, unitsRestore } from './units';

/** The row in the network's input through all layers; `restored`: with numbers in their own units. */
export function rowNetworkRun(network: usize, restored: bool): void {
  if (!ASC_FEATURE_SIMD) return;
  const units: usize = load<u32>(network, ROW_NETWORK_UNITS);
  let layer: usize = load<u32>(network, ROW_NETWORK_LAYERS);
  const end = layer + load<u32>(network, ROW_NETWORK_COUNT) * ROW_LAYER_BYTES;
  const input: usize = load<u32>(network, ROW_NETWORK_INPUT);
  const first: usize = load<u32>(network, ROW_NETWORK_FIRST);
  if (first != 0) {
    firstLayerRun(first, input, 0, 1, load<u32>(layer, ROW_LAYER_Y));
    activate(layer);
    layer += ROW_LAYER_BYTES;
  } else {
    unitsOfRow(units, columnOf(input, 0), load<u32>(layer, ROW_LAYER_X));
  }
  for (; layer < end; layer += ROW_LAYER_BYTES) {
    dense(layer);
    activate(layer);
  }
  if (restored) unitsRestore(units, load<u32>(layer - ROW_LAYER_BYTES, ROW_LAYER_Y), 1);
}

function activate(layer: usize): void {
  const y: usize = load<u32>(layer, ROW_LAYER_Y);
  const outputs = load<u32>(layer, ROW_LAYER_OUTPUTS);
  const activation = load<u32>(layer, ROW_LAYER_ACTIVATION);
  if (activation == ROW_TANH) activateTanh(y, outputs);
  else if (activation == ROW_RECTIFIER) activateRectifier(y, outputs);
  else if (activation == ROW_EXP_RECTIFIER) activateExpRectifier(y, outputs);
  else if (activation == ROW_SOFTMAX) softmaxRows(y, outputs, 1);
  const factor: usize = load<u32>(layer, ROW_LAYER_FACTOR);
  if (factor != 0) scale(y, outputs, load<f64>(factor));
}

function dense(layer: usize): void {
  const x: usize = load<u32>(layer, ROW_LAYER_X);
  const inputs = load<u32>(layer, ROW_LAYER_INPUTS);
  const outputs = load<u32>(layer, ROW_LAYER_OUTPUTS);
  const eightsEnd = x + ((inputs & ~7) << 3);
  const xEnd = x + (inputs << 3);
  let w: usize = load<u32>(layer, ROW_LAYER_WEIGHTS);
  let bias: usize = load<u32>(layer, ROW_LAYER_BIAS);
  let y: usize = load<u32>(layer, ROW_LAYER_Y);
  for (let output: u32 = 0; output < outputs; output += 2) {
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let a2 = f64x2.splat(0);
    let a3 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let b2 = f64x2.splat(0);
    let b3 = f64x2.splat(0);
    let at = x;
    for (; at < eightsEnd; at += 64) {
      const x0 = v128.load(at);
      const x1 = v128.load(at, 16);
      const x2 = v128.load(at, 32);
      const x3 = v128.load(at, 48);
      a0 = f64x2.add(a0, f64x2.mul(v128.load(w), x0));
      a1 = f64x2.add(a1, f64x2.mul(v128.load(w, 16), x1));
      a2 = f64x2.add(a2, f64x2.mul(v128.load(w, 32), x2));
      a3 = f64x2.add(a3, f64x2.mul(v128.load(w, 48), x3));
      b0 = f64x2.add(b0, f64x2.mul(v128.load(w, 64), x0));
      b1 = f64x2.add(b1, f64x2.mul(v128.load(w, 80), x1));
      b2 = f64x2.add(b2, f64x2.mul(v128.load(w, 96), x2));
      b3 = f64x2.add(b3, f64x2.mul(v128.load(w, 112), x3));
      w += 128;
    }
    // From here on the lanes are the two outputs.
    let sum = f64x2.add(firstOf(a0, b0), secondOf(a0, b0));
    sum = f64x2.add(sum, firstOf(a1, b1));
    sum = f64x2.add(sum, secondOf(a1, b1));
    let upper = f64x2.add(firstOf(a2, b2), secondOf(a2, b2));
    upper = f64x2.add(upper, firstOf(a3, b3));
    upper = f64x2.add(upper, secondOf(a3, b3));
    sum = f64x2.add(sum, upper);
    for (; at < xEnd; at += 8) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(w), v128.load64_splat(at)));
      w += 16;
    }
    sum = f64x2.add(sum, v128.load(bias));
    bias += 16;
    if (output + 1 < outputs) v128.store(y, sum);
    else v128.store64_lane(y, sum, 0);
    y += 16;
  }
}

@inline
function firstOf(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 2);
}

@inline
function secondOf(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 1, 3);
}
