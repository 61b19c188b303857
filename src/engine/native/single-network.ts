// Networks in single precision, layer by layer into the addon.
import type { SingleNetworkKernel, NetworkLayer, NetworkSpec } from '../kernels.js';
import { isColumns } from '../number-columns.js';
import { isRows } from '../number-rows.js';
import { planSingle } from '../single-plan.js';
import type { NativeAddon, NativeNetwork } from './addon.js';
import { asNativeBlock } from './storage.js';

/** In the order of native/src/single_network.rs. */
const ACTIVATIONS: readonly NetworkLayer['activation'][] = [
  'Tanh',
  'Rectifier',
  'ExpRectifier',
  'Maxout',
  'Softmax',
  'Linear',
];

/** Copies weights and biases; `spec` is not needed afterwards. */
export function loadNetwork(
  addon: NativeAddon,
  instructions: string,
  spec: NetworkSpec,
): NativeNetwork {
  const { cats, catOffsets, useAllFactorLevels } = spec.units;
  const { sub, mul, reference, layers } = planSingle(spec);
  const offsets = catOffsets.subarray(0, cats + 1);
  const network = new addon.NativeNetwork(
    instructions,
    offsets,
    useAllFactorLevels,
    sub,
    mul,
    reference,
  );
  for (const { cells, activation, factor, weights, bias } of layers) {
    network.addLayer(cells, ACTIVATIONS.indexOf(activation), factor, weights, bias);
  }
  return network;
}

/** `restores`: numbers have units of their own. */
export function networkKernel(network: NativeNetwork, restores: boolean): SingleNetworkKernel {
  return {
    run: (from, rows, layers, out, restored) => {
      const back = restored && restores;
      if (isRows(from)) {
        return network.runRows(from.values, from.at, from.stride, rows, layers, out, back);
      }
      if (isColumns(from)) {
        return network.runColumns(from.columns, from.at, rows, layers, out, back);
      }
      const { cells, stride } = asNativeBlock(from);
      return network.runBlock(cells, stride, rows, layers, out, back);
    },
  };
}
