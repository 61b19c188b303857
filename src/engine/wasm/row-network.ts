// Networks in double for one row at a time: a layer's weights in the order in which the kernel reads them.
import {
  ROW_EXP_RECTIFIER,
  ROW_RECTIFIER,
  ROW_SOFTMAX,
  ROW_TANH,
} from '../../../assembly/layout.js';
import type { NetworkLayer, NetworkSpec, RowNetworkKernel } from '../kernels.js';
import { listsInputs } from '../listed-inputs.js';
import type { Arena } from './arena.js';
import { placeFirstLayer } from './first-layer.js';
import type { KernelExports } from './kernel-bytes.js';
import { WasmMatrix } from './storage.js';
import { placeUnits, plainScale } from './unit-records.js';

const DOUBLE_BYTES = 8;
const EIGHT = 8;

const ACTIVATIONS: Partial<Record<NetworkLayer['activation'], number>> = {
  Linear: 0,
  Tanh: ROW_TANH,
  Rectifier: ROW_RECTIFIER,
  ExpRectifier: ROW_EXP_RECTIFIER,
  Softmax: ROW_SOFTMAX,
};

/** Copies weights and biases; `spec` is not needed afterwards. Memory: 8 bytes a weight, 4 of a first layer over lists. */
export function createRowNetwork(
  { units, layers }: NetworkSpec,
  before: number,
  arena: Arena,
  kernels: KernelExports,
): RowNetworkKernel | undefined {
  if (layers.some(({ activation }) => ACTIVATIONS[activation] === undefined)) return undefined;
  const { cats, nums, catOffsets, normMul } = units;
  const standardized = normMul.length > 0;
  const input = new WasmMatrix(arena, cats + nums, 1);
  const output = new WasmMatrix(arena, before + layers.at(-1)!.outputs, 1);
  const listed = listsInputs(units, layers[0]);
  let x = arena.allocate((catOffsets[cats] + nums) * DOUBLE_BYTES);
  const records: number[] = [];
  layers.forEach((layer, l) => {
    const { inputs, outputs, activation, factor, bias } = layer;
    const last = l === layers.length - 1;
    const y = last
      ? output.address + before * DOUBLE_BYTES
      : arena.allocate(outputs * DOUBLE_BYTES);
    const paddedBias = new Float64Array(outputs + (outputs % 2));
    paddedBias.set(bias.subarray(0, outputs));
    records.push(
      x,
      y,
      l === 0 && listed ? 0 : arena.place(inPairs(layer)),
      arena.place(paddedBias),
      inputs,
      outputs,
      ACTIVATIONS[activation]!,
      factor === 1 ? 0 : arena.place(Float64Array.of(factor)),
    );
    x = y;
  });
  const network = arena.placeRecord(
    placeUnits(units, plainScale(units), catOffsets[cats] + nums, arena),
    arena.placeRecord(input.address, DOUBLE_BYTES),
    arena.placeRecord(...records),
    layers.length,
    listed ? placeFirstLayer(units, layers[0], arena, 1) : 0,
  );
  return {
    input,
    output,
    run: (restored) => {
      kernels.rowNetworkRun(network, restored && standardized);
    },
  };
}

/** Weights of two outputs at a time; picture in assembly/layout.ts. */
function inPairs({ inputs, outputs, weights }: NetworkLayer): Float64Array {
  const whole = inputs - (inputs % EIGHT);
  const packed = new Float64Array((outputs + (outputs % 2)) * inputs);
  for (let output = 0; output < outputs; output++) {
    const lane = output % 2;
    const pair = (output - lane) * inputs;
    const row = weights.subarray(output * inputs, (output + 1) * inputs);
    for (let i = 0; i < inputs; i++) {
      const rest = i % EIGHT;
      const at = i < whole ? 2 * (i - rest) + lane * EIGHT + rest : 2 * i + lane;
      packed[pair + at] = row[i];
    }
  }
  return packed;
}
