// Fully connected layers in the order of sums of genmodel's NeuralNetwork (src/engine/js/dense.ts is the definition).
import { denseLanes, denseTile, promotePanel } from './dense-tile';
import {
  DENSE_BIAS,
  DENSE_BLOCK_ROWS,
  DENSE_CHANNELS,
  DENSE_DOUBLES,
  DENSE_INPUTS,
  DENSE_LANES,
  DENSE_OUTPUTS,
  DENSE_PACKED,
  DENSE_PARTIALS,
  DENSE_TILE_ROWS,
  DENSE_WEIGHTS,
} from './layout';

/** y = W x + b: rows of `inputs` doubles at `x` to rows of `outputs * channels` doubles at `y`. */
export function denseRun(layer: usize, x: usize, rows: u32, y: usize): void {
  if (load<u32>(layer, DENSE_CHANNELS) != 1) {
    maxoutSums(layer, x, rows, y);
    return;
  }
  const rowBytes = load<u32>(layer, DENSE_INPUTS) << 3;
  const outBytes = load<u32>(layer, DENSE_OUTPUTS) << 3;
  const inBlock = load<u32>(layer, DENSE_BLOCK_ROWS);
  let done: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    const whole = rows & ~(DENSE_TILE_ROWS - 1);
    for (; done < whole; done += inBlock) {
      tileBlock(layer, x + done * rowBytes, min<u32>(inBlock, whole - done), y + done * outBytes);
    }
    done = whole;
  }
  for (; done < rows; done++) {
    singleRow(layer, x + done * rowBytes, y + done * outBytes);
  }
}

/** A multiple of DENSE_TILE_ROWS rows: each panel of weights is converted to doubles once for all of them. */
function tileBlock(layer: usize, x: usize, rows: u32, y: usize): void {
  const inputs = load<u32>(layer, DENSE_INPUTS);
  const outputs = load<u32>(layer, DENSE_OUTPUTS);
  const packed: usize = load<u32>(layer, DENSE_PACKED);
  const doubles: usize = load<u32>(layer, DENSE_DOUBLES);
  const partials: usize = load<u32>(layer, DENSE_PARTIALS);
  const tileBytes = (inputs * DENSE_TILE_ROWS) << 3;
  for (let row: u32 = 0; row < rows; row += DENSE_TILE_ROWS) {
    packRows(x + ((row * inputs) << 3), inputs, DENSE_TILE_ROWS, packed + ((row * inputs) << 3));
  }
  let panel: usize = load<u32>(layer, DENSE_WEIGHTS);
  let bias: usize = load<u32>(layer, DENSE_BIAS);
  for (let output: u32 = 0; output < outputs; output += DENSE_LANES) {
    const lanes = min<u32>(DENSE_LANES, outputs - output);
    promotePanel(panel, inputs, doubles);
    let tile = packed;
    for (let row: u32 = 0; row < rows; row += DENSE_TILE_ROWS) {
      const to = y + ((row * outputs + output) << 3);
      denseTile(doubles, bias, tile, inputs, to, outputs, lanes, partials);
      tile += tileBytes;
    }
    panel += (inputs * DENSE_LANES) << 2;
    bias += DENSE_LANES << 3;
  }
}

/** One row, with the weights as they are. */
function singleRow(layer: usize, x: usize, y: usize): void {
  const inputs = load<u32>(layer, DENSE_INPUTS);
  const outputs = load<u32>(layer, DENSE_OUTPUTS);
  const packed: usize = load<u32>(layer, DENSE_PACKED);
  const partials: usize = load<u32>(layer, DENSE_PARTIALS);
  packRows(x, inputs, 1, packed);
  let panel: usize = load<u32>(layer, DENSE_WEIGHTS);
  let bias: usize = load<u32>(layer, DENSE_BIAS);
  for (let output: u32 = 0; output < outputs; output += DENSE_LANES) {
    const lanes = min<u32>(DENSE_LANES, outputs - output);
    denseLanes(panel, bias, packed, inputs, y + (output << 3), lanes, partials);
    panel += (inputs * DENSE_LANES) << 2;
    bias += DENSE_LANES << 3;
  }
}

/** A few rows in the order in which a tile reads them: by i mod 8, then by i / 8, then by row; the inputs behind the last whole eight last. */
function packRows(x: usize, inputs: u32, rows: u32, to: usize): void {
  const eights = inputs >> 3;
  const rowBytes = inputs << 3;
  const cell = rows << 3;
  for (let row: u32 = 0; row < rows; row++) {
    let from = x + row * rowBytes;
    const first = to + (row << 3);
    for (let eight: u32 = 0; eight < eights; eight++) {
      let at = first + eight * cell;
      for (let i: u32 = 0; i < 8; i++) {
        store<f64>(at, load<f64>(from + (i << 3)));
        at += eights * cell;
      }
      from += 64;
    }
    for (let i = eights << 3; i < inputs; i++) {
      store<f64>(first + i * cell, load<f64>(from));
      from += 8;
    }
  }
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
