// Networks in single precision: a few rows at a time go through all layers, so that they stay in the cache.
import { SINGLE_LANES, SINGLE_TILE_ROWS } from '../../../assembly/layout.js';
import type { SingleNetworkKernel, NetworkSpec } from '../kernels.js';
import { planSingle, type SingleLayer } from '../single-plan.js';
import type { Arena } from './arena.js';
import type { KernelExports } from './kernel-bytes.js';
import { asWasmBlock } from './storage.js';

/** Bytes of a row of units, of all rows that go through the layers together. */
const CHUNK_BYTES = 2 ** 18;
const MAX_CHUNK_ROWS = 128;
const FLOAT_BYTES = 4;
const DOUBLE_BYTES = 8;

/** Runs `rows` rows and returns where the outputs stand. */
type Step = (rows: number) => number;

/** Copies weights and biases; `spec` is not needed afterwards. Memory: the weights and a few rows of units. */
export function createSingleNetwork(
  spec: NetworkSpec,
  arena: Arena,
  kernels: KernelExports,
): SingleNetworkKernel {
  const plan = planSingle(spec);
  const { units, layers } = { units: spec.units, layers: plan.layers };
  const strides = [padded(layers[0].inputs), ...layers.map(({ outputs }) => padded(outputs))];
  const widest = Math.max(...strides, ...layers.map(({ cells }) => padded(cells)));
  const inChunk = Math.floor(CHUNK_BYTES / FLOAT_BYTES / widest / SINGLE_TILE_ROWS);
  const chunk = Math.min(MAX_CHUNK_ROWS, Math.max(1, inChunk) * SINGLE_TILE_ROWS);
  const rowsOf = (stride: number) => arena.allocate(chunk * stride * FLOAT_BYTES);
  const input = arena.placeRecord(
    units.cats,
    units.nums,
    arena.place(units.catOffsets.subarray(0, units.cats + 1)),
    units.useAllFactorLevels ? 0 : 1,
    strides[0],
    arena.place(plan.sub),
    arena.place(plan.mul),
    arena.place(plan.reference),
  );
  // Layers read from one of three memories and write to the next: Maxout needs two.
  const memories = [rowsOf(widest), rowsOf(widest), rowsOf(widest)];
  let at = 0;
  const steps = layers.map((layer, l): Step => {
    const from = memories[at % 3];
    at += layer.activation === 'Maxout' ? 2 : 1;
    return loadLayer(
      layer,
      strides[l],
      from,
      memories[(at + 2) % 3],
      memories[at % 3],
      arena,
      kernels,
    );
  });
  return {
    run(block, rows, count, out, first) {
      const { address } = asWasmBlock(block);
      const { strideBytes } = asWasmBlock(out);
      const { outputs } = layers[count - 1];
      let finite = true;
      for (let row = 0; row < rows; row += chunk) {
        const inside = Math.min(chunk, rows - row);
        kernels.singleInput(input, address, row, inside, memories[0]);
        let units = memories[0];
        for (const step of steps.slice(0, count)) units = step(inside);
        const to = asWasmBlock(out).columnAddress(first) + row * DOUBLE_BYTES;
        const stride = strides[count];
        if (!kernels.singleOutput(units, stride, inside, outputs, to, strideBytes)) finite = false;
      }
      return finite;
    },
  };
}

function padded(cells: number): number {
  return Math.ceil(cells / SINGLE_LANES) * SINGLE_LANES;
}

/** A layer from rows at `from` to rows at `to`, which it returns. */
function loadLayer(
  layer: SingleLayer,
  stride: number,
  from: number,
  between: number,
  to: number,
  arena: Arena,
  kernels: KernelExports,
): Step {
  const { inputs, cells, outputs, activation, factor } = layer;
  const width = padded(cells);
  const record = arena.placeRecord(
    arena.place(panels(layer)),
    arena.place(paddedBias(layer)),
    inputs,
    stride,
    width / SINGLE_LANES,
    arena.allocate((inputs + 1) * 2 * FLOAT_BYTES),
  );
  const sums = activation === 'Maxout' ? between : to;
  const outWidth = padded(outputs);
  const activate = (rows: number) => {
    switch (activation) {
      case 'Tanh':
        kernels.singleTanh(to, rows * width);
        break;
      case 'Rectifier':
        kernels.singleRectifier(to, rows * width);
        break;
      case 'ExpRectifier':
        kernels.singleExpRectifier(to, rows * width);
        break;
      case 'Maxout':
        kernels.singleMaxout(sums, width, rows, outputs, to, outWidth);
        break;
      case 'Softmax':
        kernels.singleSoftmax(to, outputs, width, rows);
        break;
      case 'Linear':
        break;
    }
  };
  return (rows) => {
    kernels.singleDense(record, from, rows, sums);
    activate(rows);
    if (factor !== 1) kernels.singleScale(to, rows * outWidth, factor);
    return to;
  };
}

/** Panels of SINGLE_LANES cells; picture in assembly/layout.ts. */
function panels({ inputs, cells, weights }: SingleLayer): Float32Array {
  const packed = new Float32Array(padded(cells) * inputs);
  for (let cell = 0; cell < cells; cell++) {
    const lane = cell % SINGLE_LANES;
    const first = (cell - lane) * inputs + lane;
    const row = cell * inputs;
    for (let i = 0; i < inputs; i++) packed[first + i * SINGLE_LANES] = weights[row + i];
  }
  return packed;
}

function paddedBias({ cells, bias }: SingleLayer): Float32Array {
  const wide = new Float32Array(padded(cells));
  wide.set(bias);
  return wide;
}
