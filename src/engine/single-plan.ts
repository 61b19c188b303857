// A network as single precision runs it, for all back ends that do.
import type { NetworkLayer, NetworkSpec, UnitSpec } from './kernels.js';

export interface SinglePlan {
  /** Numbers become (x - sub) * mul - reference. */
  readonly sub: Float64Array;
  readonly mul: Float64Array;
  readonly reference: Float64Array;
  readonly layers: readonly SingleLayer[];
}

export interface SingleLayer {
  readonly inputs: number;
  /** Sums per row: outputs, of Maxout twice as many. */
  readonly cells: number;
  readonly outputs: number;
  /** cells x inputs. */
  readonly weights: Float32Array;
  /** One per cell. */
  readonly bias: Float32Array;
  readonly activation: NetworkLayer['activation'];
  readonly factor: number;
}

/** Most standard deviations (or ranges) between the mean and 0 for which 0 is made the reference. */
const FAR = 8;

/**
 * The first layer sees its inputs relative to a reference, and its bias is what it gives for the reference: where 0 in the user's
 * data is near the mean it is the reference, so that zeros stay zeros through the standardisation and can be left out. Where it is
 * far, as for years, the difference would lose digits, and the mean is the reference. Cost: a pass over the weights.
 */
export function planSingle({ units, layers }: NetworkSpec): SinglePlan {
  const { sub, mul } = standardisation(units);
  const reference = sub.map((mean, i) => {
    const zero = (0 - mean) * mul[i];
    return Math.abs(zero) <= FAR ? zero : 0;
  });
  const planned = layers.map(planLayer);
  const first = planned[0];
  const bias = shiftedBias(layers[0], first, units.catOffsets[units.cats], reference);
  return { sub, mul, reference, layers: [{ ...first, bias }, ...planned.slice(1)] };
}

function standardisation({ nums, normMul, normSub }: UnitSpec) {
  if (normMul.length > 0) return { sub: normSub, mul: normMul };
  return { sub: new Float64Array(nums), mul: new Float64Array(nums).fill(1) };
}

/** Of two channels the weights of an output's cells lie interleaved; here each cell has its own row. */
function planLayer(layer: NetworkLayer): SingleLayer {
  const { inputs, outputs, channels, weights, bias, activation, factor } = layer;
  const cells = outputs * channels;
  const rows = new Float32Array(cells * inputs);
  for (let cell = 0; cell < cells; cell++) {
    const channel = cell % channels;
    const from = (cell - channel) * inputs + channel;
    for (let i = 0; i < inputs; i++) rows[cell * inputs + i] = weights[from + i * channels];
  }
  const linear = activation === 'Maxout' && channels === 1;
  return {
    inputs,
    cells,
    outputs,
    weights: rows,
    bias: Float32Array.from(bias.subarray(0, cells)),
    activation: linear ? 'Linear' : activation,
    factor,
  };
}

function shiftedBias(
  { bias }: NetworkLayer,
  { cells, inputs, weights }: SingleLayer,
  firstNumber: number,
  reference: Float64Array,
): Float32Array {
  return Float32Array.from({ length: cells }, (_, cell) => {
    let sum = bias[cell];
    const row = cell * inputs + firstNumber;
    for (let i = 0; i < reference.length; i++) sum += weights[row + i] * reference[i];
    return sum;
  });
}
