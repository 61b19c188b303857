// All layers in one call for one row, against the kernels of single steps in plain TypeScript: the same bits.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadExactNetwork } from '../../src/algos/deeplearning/exact-network.js';
import type { DeepLearningData } from '../../src/algos/deeplearning/read.js';
import { createKernels } from '../../src/engine/index.js';
import type { Kernels, NetworkLayer, NetworkSpec, UnitSpec } from '../../src/engine/kernels.js';
import { ArgumentError } from '../../src/errors.js';
import { randomCell, randomSource } from '../engine/random.js';

const LEVELS = Int32Array.of(0, 3, 8);

/** Two columns of levels, then numbers. */
function unitsOf(nums: number, random: () => number, more: Partial<UnitSpec> = {}): UnitSpec {
  return {
    cats: 2,
    catOffsets: LEVELS,
    nums,
    useAllFactorLevels: true,
    normMul: Float64Array.from({ length: nums }, () => random() * 4),
    normSub: Float64Array.from({ length: nums }, () => random() * 20),
    ...more,
  };
}

function layersOf(
  sizes: readonly number[],
  activations: readonly NetworkLayer['activation'][],
  random: () => number,
): NetworkLayer[] {
  return activations.map((activation, l): NetworkLayer => {
    const [inputs, outputs] = [sizes[l], sizes[l + 1]];
    const weight = () => random() * 2 - 1;
    return {
      ...{ inputs, outputs, activation, channels: 1, factor: l === 0 ? 0.75 : 1 },
      weights: Float32Array.from({ length: inputs * outputs }, weight),
      bias: Float64Array.from({ length: outputs }, weight),
    };
  });
}

const numbersOnly: Partial<UnitSpec> = { cats: 0, catOffsets: Int32Array.of(0) };

/** Units, sizes of layers and what follows each. */
function networks(random: () => number): Record<string, NetworkSpec> {
  const of = (
    units: UnitSpec,
    hidden: readonly number[],
    activations: readonly NetworkLayer['activation'][],
  ): NetworkSpec => {
    const sizes = [units.catOffsets[units.cats] + units.nums, ...hidden];
    return { units, layers: layersOf(sizes, activations, random) };
  };
  const unscaled = { normMul: new Float64Array(), normSub: new Float64Array() };
  return {
    'a classifier': of(unitsOf(53, random), [20, 11, 7], ['Rectifier', 'Tanh', 'Softmax']),
    'a regression': of(unitsOf(8, random, numbersOnly), [9, 1], ['ExpRectifier', 'Linear']),
    'an autoencoder': of(unitsOf(5, random), [4, 13], ['Tanh', 'Tanh']),
    'a network of few units': of(unitsOf(3, random, numbersOnly), [1, 2], ['Tanh', 'Softmax']),
    'a network of many levels': of(
      unitsOf(3, random, { catOffsets: Int32Array.of(0, 40, 90) }),
      [21, 5, 3],
      ['Rectifier', 'Tanh', 'Softmax'],
    ),
    'an autoencoder of many levels': of(
      unitsOf(5, random, { catOffsets: Int32Array.of(0, 0, 133), useAllFactorLevels: false }),
      [4, 138],
      ['ExpRectifier', 'Tanh'],
    ),
    'numbers as they are': of(
      unitsOf(16, random, { ...unscaled, useAllFactorLevels: false }),
      [8, 3],
      ['Rectifier', 'Softmax'],
    ),
  };
}

const random = randomSource(7);
const SPECS = networks(random);

describe('a network for one row', () => {
  let js: Kernels;
  let wasm: Kernels;
  beforeAll(async () => {
    [js, wasm] = await Promise.all([
      createKernels({ backend: 'js' }),
      createKernels({ backend: 'wasm-simd' }),
    ]);
  });
  afterAll(() => wasm.dispose());

  it.each(Object.keys(SPECS))('gives the units of the layers one by one: %s', (name) => {
    const { units, layers } = SPECS[name];
    const steps = loadExactNetwork({ ...units, layers } as DeepLearningData, js);
    const row = wasm.rowNetwork!({ units, layers }, 2)!;
    row.output.values.fill(77);
    const { outputs } = layers.at(-1)!;
    const block = js.block(units.cats + units.nums, 1);
    const expected = new Float64Array(outputs);
    for (let i = 0; i < 200; i++) {
      block.columns.forEach((column, c) => {
        const level = [NaN, 0, 1, 2, 3, 7, -1][Math.floor(random() * 7)];
        column[0] = c < units.cats ? level : i < 40 ? randomCell(random) : random() * 40 - 10;
        row.input.values[c] = column[0];
      });
      const restored = name.startsWith('an autoencoder') && i % 2 === 1;
      steps.run(block, 1, layers.length, expected, restored);
      row.run(restored);
      expect(row.output.values).toEqual(Float64Array.of(77, 77, ...expected));
    }
  });

  it('is there without Maxout only, and with vectors', async () => {
    const { units, layers } = SPECS['a regression'];
    const maxout = layers.map((layer): NetworkLayer => ({ ...layer, activation: 'Maxout' }));
    expect(wasm.rowNetwork!({ units, layers: maxout }, 0)).toBeUndefined();
    expect((await createKernels({ backend: 'wasm-scalar' })).rowNetwork).toBeUndefined();
    expect(js.rowNetwork).toBeUndefined();
  });

  it('is refused in sizes that do not fit together, and after dispose', async () => {
    const { units, layers } = SPECS['a regression'];
    expect(() => wasm.rowNetwork!({ units, layers: layers.slice(1) }, 0)).toThrow(ArgumentError);
    expect(() => wasm.rowNetwork!({ units, layers }, 0)!.run(true)).toThrow(ArgumentError);
    const kernels = await createKernels({ backend: 'wasm-simd' });
    const row = kernels.rowNetwork!({ units, layers }, 0)!;
    kernels.dispose();
    expect(() => row.run(false)).toThrow(/disposed/);
  });
});
