import type { Kernels, NetworkLayer } from '../../engine/kernels.js';
import type { Precision } from '../algorithm.js';
import { loadExactNetwork, type Network } from './exact-network.js';
import type { DeepLearningData } from './read.js';
import { withinFloats } from './within-floats.js';

/**
 * The layers of a network in the kernels' memory. In single precision where that is asked for and can be had: not with weights
 * that are no floats, nor on back ends without vectors.
 */
export function loadNetwork(
  data: DeepLearningData,
  kernels: Kernels,
  precision: Precision,
): Network {
  const exact = () => loadExactNetwork(data, kernels);
  if (precision === 'exact' || !kernels.singleNetwork || !data.layers.every(isFinite))
    return exact();
  const fast = kernels.singleNetwork({ units: data, layers: data.layers });
  return withinFloats(fast, exact, data.layers);
}

/** Products that are left out because an input is 0 are no products with Infinity then. */
function isFinite({ weights, bias }: NetworkLayer): boolean {
  return weights.every(Number.isFinite) && bias.every((x) => Number.isFinite(Math.fround(x)));
}
