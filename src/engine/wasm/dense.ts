// Dense layers: weights in the order in which the kernels read them.
import { DENSE_LANES, DENSE_PARTIALS_BYTES, DENSE_TILE_ROWS } from '../../../assembly/layout.js';
import type { DenseKernel, DenseSpec } from '../kernels.js';
import type { Arena } from './arena.js';
import type { KernelExports } from './kernel-bytes.js';
import { asWasmMatrix } from './storage.js';

/** Bytes of rows that meet a panel of weights before the next one: they stay in the second-level cache. */
const BLOCK_BYTES = 2 ** 18;

/** Copies weights and bias; `spec` is not needed afterwards. Memory: the weights and a few rows. */
export function createDense(spec: DenseSpec, arena: Arena, kernels: KernelExports): DenseKernel {
  const { inputs, outputs, channels } = spec;
  const inBlock = Math.floor(BLOCK_BYTES / 8 / (inputs + 1) / DENSE_TILE_ROWS) * DENSE_TILE_ROWS;
  const blockRows = Math.max(DENSE_TILE_ROWS, inBlock);
  const plain = channels !== 1;
  const layer = arena.placeRecord(
    arena.place(plain ? spec.weights : panels(spec)),
    arena.place(plain ? spec.bias : paddedBias(spec)),
    inputs,
    outputs,
    channels,
    plain ? 0 : arena.allocate(blockRows * inputs * Float64Array.BYTES_PER_ELEMENT),
    plain ? 0 : arena.allocate(DENSE_LANES * inputs * Float64Array.BYTES_PER_ELEMENT),
    blockRows,
    plain ? 0 : arena.allocate(DENSE_PARTIALS_BYTES),
  );
  return {
    run: (x, rows, y) =>
      kernels.denseRun(layer, asWasmMatrix(x).address, rows, asWasmMatrix(y).address),
  };
}

/** Panels of DENSE_LANES outputs; picture in assembly/layout.ts. */
function panels({ inputs, outputs, weights }: DenseSpec): Float32Array {
  const order = inputOrder(inputs);
  const packed = new Float32Array(paddedOutputs(outputs) * inputs);
  for (let output = 0; output < outputs; output++) {
    const lane = output % DENSE_LANES;
    const first = (output - lane) * inputs + lane;
    const row = output * inputs;
    for (let n = 0; n < inputs; n++) packed[first + n * DENSE_LANES] = weights[row + order[n]];
  }
  return packed;
}

/** By i mod 8, then by i / 8; the inputs behind the last whole eight last. */
function inputOrder(inputs: number): Int32Array {
  const eights = Math.floor(inputs / 8);
  return Int32Array.from({ length: inputs }, (_, n) =>
    n < 8 * eights ? (n % eights) * 8 + Math.floor(n / eights) : n,
  );
}

function paddedBias({ outputs, bias }: DenseSpec): Float64Array {
  const padded = new Float64Array(paddedOutputs(outputs));
  padded.set(bias.subarray(0, outputs));
  return padded;
}

function paddedOutputs(outputs: number): number {
  return Math.ceil(outputs / DENSE_LANES) * DENSE_LANES;
}
