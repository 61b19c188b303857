// Networks in single precision: a few rows at a time go through all layers, so that they stay in the cache.
import { SINGLE_LANES, SINGLE_TILE_ROWS } from '../../../assembly/layout.js';
import type { SingleNetworkKernel, NetworkSpec } from '../kernels.js';
import { isRows } from '../number-rows.js';
import { planSingle, type SingleLayer } from '../single-plan.js';
import type { Arena } from './arena.js';
import type { KernelExports } from './kernel-bytes.js';
import { asWasmBlock } from './storage.js';
import { placeUnits, RowStage } from './unit-records.js';

/** Bytes of the widest layer's units of all rows that go through the layers together. */
const CHUNK_BYTES = 2 ** 18;
const MAX_CHUNK_ROWS = 128;
const FLOAT_BYTES = 4;

/** Runs `rows` rows and returns where the outputs stand. */
type Step = (rows: number) => number;

/** Copies weights and biases; of `spec` the units are kept. Memory: the weights and a few rows of units. */
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
  const input = placeUnits(units, plan, strides[0], arena);
  const stage = new RowStage(units.cats === 0 ? units.nums : 0, chunk, arena);
  const staged = rowsOf(widest);
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
    run(from, rows, count, out, restored) {
      const { outputs } = layers[count - 1];
      const back = restored && units.normMul.length > 0;
      let finite = true;
      for (let row = 0; row < rows; row += chunk) {
        const inside = Math.min(chunk, rows - row);
        if (isRows(from)) {
          const cellBytes = stage.put(from, row, inside);
          kernels.singleOfRows(input, stage.address, cellBytes, inside, memories[0]);
        } else {
          kernels.singleOfBlock(input, asWasmBlock(from).address, row, inside, memories[0]);
        }
        let cells = memories[0];
        for (let layer = 0; layer < count; layer++) cells = steps[layer](inside);
        const stride = strides[count];
        if (!kernels.singleToRows(input, cells, stride, inside, outputs, back, staged))
          finite = false;
        out.set(arena.floats(staged, inside * outputs), row * outputs);
      }
      return finite;
    },
  };
}

function padded(cells: number): number {
  return Math.ceil(cells / SINGLE_LANES) * SINGLE_LANES;
}

function wholeTiles(rows: number): number {
  return Math.ceil(rows / SINGLE_TILE_ROWS) * SINGLE_TILE_ROWS;
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
    arena.allocate(SINGLE_TILE_ROWS * ((inputs + 1) * 2 + 1) * FLOAT_BYTES),
  );
  const sums = activation === 'Maxout' ? between : to;
  const outWidth = padded(outputs);
  const activate = (rows: number) => {
    switch (activation) {
      case 'Tanh':
        kernels.singleTanh(to, wholeTiles(rows) * width);
        break;
      case 'Rectifier':
        kernels.singleRectifier(to, wholeTiles(rows) * width);
        break;
      case 'ExpRectifier':
        kernels.singleExpRectifier(to, wholeTiles(rows) * width);
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
    if (factor !== 1) kernels.singleScale(to, wholeTiles(rows) * outWidth, factor);
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
