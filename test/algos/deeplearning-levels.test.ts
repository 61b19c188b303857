// Networks whose categorical columns have many levels, on every back end, against the plain TypeScript one, which multiplies all of the
// units: the same bits.
import { describe, expect, it } from 'vitest';
import { loadExactNetwork } from '../../src/algos/deeplearning/exact-network.js';
import type { DeepLearningData } from '../../src/algos/deeplearning/read.js';
import { checked } from '../../src/engine/checked.js';
import { createKernels } from '../../src/engine/index.js';
import type { Kernels, NetworkLayer } from '../../src/engine/kernels.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { randomCell, randomSource } from '../engine/random.js';
import { NATIVE_ADDON } from '../support/backends.js';

type Case = readonly [name: string, create: () => Promise<Kernels> | Kernels];

const COMPARED: readonly Case[] = [
  ...(['wasm-scalar', 'wasm-simd'] as const).map((backend): Case => [
    backend,
    () => createKernels({ backend }),
  ]),
  ...(NATIVE_ADDON?.instructionSets() ?? []).map((set): Case => [
    `native ${set}`,
    () => checked(createNativeKernels(NATIVE_ADDON!, set)),
  ]),
];

const OFFSETS = Int32Array.of(0, 60, 61, 261);
const NUMS = 6;
const UNITS = OFFSETS[3] + NUMS;
const ROWS = 300;

type Activation = NetworkLayer['activation'];

function network(activation: Activation, factor: number, weights: readonly number[]) {
  const random = randomSource(3);
  const layer = (inputs: number, outputs: number, then: Activation): NetworkLayer => {
    const channels = then === 'Maxout' ? 2 : 1;
    const cells = outputs * channels;
    return {
      ...{ inputs, outputs, channels, activation: then, factor: then === activation ? factor : 1 },
      weights: Float32Array.from({ length: cells * inputs }, () => random() - 0.5),
      bias: Float64Array.from({ length: cells }, () => random() - 0.5),
    };
  };
  const layers = [layer(UNITS, 21, activation), layer(21, UNITS, 'Linear')];
  layers[0].weights.set(weights, 5000);
  return {
    ...{ layers, cats: 3, catOffsets: OFFSETS, nums: NUMS, useAllFactorLevels: false },
    normMul: Float64Array.from({ length: NUMS }, random),
    normSub: Float64Array.from({ length: NUMS }, () => Math.floor(random() * 3)),
  } as unknown as DeepLearningData;
}

/** The hidden layer, and all of the units in their own units. */
function unitsOf(kernels: Kernels, data: DeepLearningData): Float64Array[] {
  const random = randomSource(9);
  const block = kernels.block(3 + NUMS, ROWS);
  block.columns.forEach((column, c) => {
    column.forEach((_, r) => {
      if (c >= 3) column[r] = r < 10 ? randomCell(random) : Math.floor(random() * 4);
      else column[r] = random() < 0.1 ? NaN : Math.floor(random() * 210);
    });
  });
  const exact = loadExactNetwork(data, kernels);
  const [hidden, last] = [new Float64Array(ROWS * 21), new Float64Array(20 * UNITS)];
  exact.run(block, ROWS, 1, hidden, false);
  exact.run(block, 20, 2, last, true);
  return [hidden, last];
}

describe.each(COMPARED)('a network of many levels on %s', (_, create) => {
  it.each<[Activation, number, readonly number[]]>([
    ['Tanh', 1, []],
    ['Rectifier', 0.5, [-0, -0, 0]],
    ['ExpRectifier', 0.75, []],
    ['Maxout', 0.5, []],
    ['Linear', 1, [3e38, -3e38, 1e-45]],
    ['Tanh', 1, [NaN]],
    ['Rectifier', 1, [Infinity]],
    ['Maxout', 1, [-Infinity, NaN]],
  ])(
    'gives the units of %s, factor %d, with the weights %j',
    async (...[then, factor, weights]) => {
      const data = network(then, factor, weights);
      const kernels = await create();
      const expected = unitsOf(await createKernels({ backend: 'js' }), data);
      expect(unitsOf(kernels, data)).toEqual(expected);
      kernels.dispose();
    },
  );
});
