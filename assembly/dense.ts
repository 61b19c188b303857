// Fully connected layers in the order of sums of genmodel's NeuralNetwork (src/engine/js/dense.ts is the definition).
import { denseTile } from './dense-tile';
import {
  DENSE_BIAS,
  DENSE_CHANNELS,
  DENSE_INPUTS,
  DENSE_OUTPUT_PAIR,
  DENSE_OUTPUTS,
  DENSE_PARTIALS,
  DENSE_ROWS,
  DENSE_WEIGHTS,
} from './layout';

/** Bytes of rows that are taken through all outputs together: they stay in the second-level cache. */
const BLOCK_BYTES = 1 << 18;

/** y = W x + b: rows of `inputs` doubles at `x` to rows of `outputs * channels` doubles at `y`. */
export function denseRun(layer: usize, x: usize, rows: u32, y: usize): void {
  if (load<u32>(layer, DENSE_CHANNELS) != 1) {
    maxoutSums(layer, x, rows, y);
    return;
  }
  const inputs = load<u32>(layer, DENSE_INPUTS);
  const outputs = load<u32>(layer, DENSE_OUTPUTS);
  let done: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    const inBlock = max<u32>(BLOCK_BYTES / ((inputs + 1) << 3), DENSE_ROWS) & ~(DENSE_ROWS - 1);
    const whole = rows & ~(DENSE_ROWS - 1);
    for (; done < whole; done += inBlock) {
      const count = min<u32>(inBlock, whole - done);
      denseBlock(layer, x + ((done * inputs) << 3), count, y + ((done * outputs) << 3));
    }
    done = whole;
  }
  for (; done < rows; done++) {
    denseRow(layer, 0, x + ((done * inputs) << 3), y + ((done * outputs) << 3));
  }
}

/** A multiple of DENSE_ROWS rows. The weights of two outputs stay in the first-level cache while the rows pass by. */
function denseBlock(layer: usize, x: usize, rows: u32, y: usize): void {
  const inputs = load<u32>(layer, DENSE_INPUTS);
  const outputs = load<u32>(layer, DENSE_OUTPUTS);
  const weights: usize = load<u32>(layer, DENSE_WEIGHTS);
  const bias: usize = load<u32>(layer, DENSE_BIAS);
  const partials: usize = load<u32>(layer, DENSE_PARTIALS);
  const paired = outputs & ~(DENSE_OUTPUT_PAIR - 1);
  for (let output: u32 = 0; output < paired; output += DENSE_OUTPUT_PAIR) {
    const w = weights + ((output * inputs) << 2);
    for (let row: u32 = 0; row < rows; row += DENSE_ROWS) {
      const to = y + ((row * outputs + output) << 3);
      denseTile(w, bias + (output << 3), x + ((row * inputs) << 3), inputs, to, outputs, partials);
    }
  }
  if (paired == outputs) return;
  for (let row: u32 = 0; row < rows; row++) {
    denseRow(layer, paired, x + ((row * inputs) << 3), y + ((row * outputs) << 3));
  }
}

/** Outputs `first` and up of one row. */
function denseRow(layer: usize, first: u32, x: usize, y: usize): void {
  const inputs = load<u32>(layer, DENSE_INPUTS);
  const outputs = load<u32>(layer, DENSE_OUTPUTS);
  const weights: usize = load<u32>(layer, DENSE_WEIGHTS);
  const bias: usize = load<u32>(layer, DENSE_BIAS);
  for (let output = first; output < outputs; output++) {
    const sum = dot(weights + ((output * inputs) << 2), x, inputs);
    store<f64>(y + (output << 3), sum + load<f64>(bias + (output << 3)));
  }
}

/** Eight partial sums over i mod 8, as NeuralNetwork.formNNInputs. */
function dot(w: usize, x: usize, inputs: u32): f64 {
  const even = inputs & ~7;
  let p0 = 0.0;
  let p1 = 0.0;
  let p2 = 0.0;
  let p3 = 0.0;
  let p4 = 0.0;
  let p5 = 0.0;
  let p6 = 0.0;
  let p7 = 0.0;
  let i: u32 = 0;
  for (; i < even; i += 8) {
    p0 += <f64>load<f32>(w) * load<f64>(x);
    p1 += <f64>load<f32>(w, 4) * load<f64>(x, 8);
    p2 += <f64>load<f32>(w, 8) * load<f64>(x, 16);
    p3 += <f64>load<f32>(w, 12) * load<f64>(x, 24);
    p4 += <f64>load<f32>(w, 16) * load<f64>(x, 32);
    p5 += <f64>load<f32>(w, 20) * load<f64>(x, 40);
    p6 += <f64>load<f32>(w, 24) * load<f64>(x, 48);
    p7 += <f64>load<f32>(w, 28) * load<f64>(x, 56);
    w += 32;
    x += 64;
  }
  let sum = p0 + p1 + p2 + p3;
  sum += p4 + p5 + p6 + p7;
  for (; i < inputs; i++) {
    sum += <f64>load<f32>(w) * load<f64>(x);
    w += 4;
    x += 8;
  }
  return sum;
}

/** One plain sum per output and channel, as NeuralNetwork.formNNInputsMaxOut. */
function maxoutSums(layer: usize, x: usize, rows: u32, y: usize): void {
  const inputs = load<u32>(layer, DENSE_INPUTS);
  const channels = load<u32>(layer, DENSE_CHANNELS);
  const cells = load<u32>(layer, DENSE_OUTPUTS) * channels;
  const weights: usize = load<u32>(layer, DENSE_WEIGHTS);
  const bias: usize = load<u32>(layer, DENSE_BIAS);
  for (let row: u32 = 0; row < rows; row++) {
    for (let cell: u32 = 0; cell < cells; cell++) {
      const channel = cell % channels;
      let w = weights + (((cell - channel) * inputs + channel) << 2);
      let sum = 0.0;
      for (let i: u32 = 0; i < inputs; i++) {
        sum += load<f64>(x + (i << 3)) * <f64>load<f32>(w);
        w += channels << 2;
      }
      store<f64>(y + (cell << 3), sum + load<f64>(bias + (cell << 3)));
    }
    x += inputs << 3;
    y += cells << 3;
  }
}
