// Networks in single precision, on every back end that has it, against the exact ones of the plain TypeScript back end.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadNetwork } from '../../src/algos/deeplearning/network.js';
import type { DeepLearningData } from '../../src/algos/deeplearning/read.js';
import { checked } from '../../src/engine/checked.js';
import { createKernels } from '../../src/engine/index.js';
import type { Block, Kernels, NetworkLayer } from '../../src/engine/kernels.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { Frame, type PredictOptions } from '../../src/node.js';
import { randomSource } from '../engine/random.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { loadTiny, tinyDeepLearning } from './tiny-models.js';

type Case = readonly [name: string, create: () => Promise<Kernels> | Kernels];

const FAST: readonly Case[] = [
  ['wasm-simd', () => createKernels({ backend: 'wasm-simd' })],
  ...(NATIVE_ADDON?.instructionSets() ?? []).map((set): Case => [
    `native ${set}`,
    () => checked(createNativeKernels(NATIVE_ADDON!, set)),
  ]),
];

type Activation = NetworkLayer['activation'];

interface Shape {
  readonly levels?: readonly number[];
  readonly nums: number;
  readonly sizes: readonly number[];
  readonly activations: readonly Activation[];
  readonly factor?: number;
  readonly allLevels?: boolean;
  /** Share of the numbers that are 0. */
  readonly zeros?: number;
}

const SHAPES: Record<string, Shape> = {
  'one input and one output': { nums: 1, sizes: [1], activations: ['Linear'] },
  'odd sizes': { nums: 7, sizes: [9, 3], activations: ['Tanh', 'Softmax'] },
  'one panel and a half': { nums: 13, sizes: [24, 24], activations: ['Rectifier', 'Linear'] },
  'several panels': {
    nums: 97,
    sizes: [200, 71, 5],
    activations: ['Tanh', 'ExpRectifier', 'Softmax'],
  },
  'mostly zeros': {
    nums: 230,
    sizes: [130, 230],
    activations: ['Tanh', 'Tanh'],
    zeros: 0.85,
  },
  'levels in cells of their own': {
    levels: [40, 1, 17],
    nums: 2,
    sizes: [33, 1],
    activations: ['Rectifier', 'Linear'],
  },
  'levels without the first': {
    levels: [5, 2],
    nums: 0,
    sizes: [12, 3],
    activations: ['Tanh', 'Softmax'],
    allLevels: false,
  },
  'two channels of Maxout, twice': {
    nums: 19,
    sizes: [31, 10, 2],
    activations: ['Maxout', 'Maxout', 'Softmax'],
    factor: 0.5,
  },
  'dropout after every activation': {
    nums: 11,
    sizes: [20, 18, 16],
    activations: ['Tanh', 'Rectifier', 'ExpRectifier'],
    factor: 0.75,
  },
};

describe.each(FAST)('%s', (_, create) => {
  let js: Kernels;
  let kernels: Kernels;

  beforeAll(async () => {
    js = await createKernels({ backend: 'js' });
    kernels = await create();
  });

  afterAll(() => {
    js.dispose();
    kernels.dispose();
  });

  describe.each(Object.entries(SHAPES))('a network with %s', (_name, shape) => {
    const data = network(shape);
    const { cats, nums, layers } = data;

    it.each([1, 2, 3, 4, 5, 13, 96, 131])('is near the exact one for %i rows', (rows) => {
      for (let layer = 1; layer <= layers.length; layer++) {
        const width = layers[layer - 1].outputs;
        const expected = run(js, data, rows, layer, width);
        const actual = run(kernels, data, rows, layer, width);
        expected.forEach((x, at) => {
          const what = `row ${Math.floor(at / width)}, unit ${at % width}`;
          expect(Math.abs(actual[at] - x), what).toBeLessThanOrEqual(1e-5);
        });
      }
    });

    it('writes to its own rows only', () => {
      const width = layers.at(-1)!.outputs;
      const input = kernels.block(cats + nums, 9);
      fill(input, shape, 6);
      const out = new Float64Array(9 * width).fill(-7);
      loadNetwork(data, kernels, 'fast').run(input, 6, layers.length, out, false);
      expect(out.subarray(6 * width).every((x) => x === -7)).toBe(true);
    });

    it('gives a row the same answer alone and among others', () => {
      const width = layers.at(-1)!.outputs;
      const capacity = 40;
      const input = kernels.block(cats + nums, capacity);
      const net = loadNetwork(data, kernels, 'fast');
      fill(input, shape, capacity);
      const together = new Float64Array(capacity * width);
      net.run(input, capacity, layers.length, together, false);
      for (let r = 0; r < capacity; r++) {
        for (const column of input.columns) column[0] = column[r];
        const alone = new Float64Array(width);
        net.run(input, 1, layers.length, alone, false);
        expect(alone).toEqual(together.slice(r * width, (r + 1) * width));
      }
    });
  });

  it('takes NaN for the mean, and scores rows beyond floats exactly', () => {
    const cells = [NaN, Infinity, -Infinity, 1e300, -1e39, 0, -0, 1e-300, 3];
    for (const activation of ['Linear', 'Tanh', 'Rectifier'] as const) {
      const data = network({ nums: 9, sizes: [10, 3], activations: [activation, 'Linear'] });
      const [expected, actual] = [js, kernels].map((backend) => {
        const input = backend.block(9, cells.length);
        input.columns.forEach((column, c) => column.fill(c / 10));
        input.columns[4].set(cells);
        const out = new Float64Array(3 * cells.length);
        loadNetwork(data, backend, 'fast').run(input, cells.length, 2, out, false);
        return out;
      });
      expected.forEach((x, at) => {
        const y = actual[at];
        const near = Math.abs(y - x) <= 1e-5 * Math.max(1, Math.abs(x));
        expect(near || Object.is(x, y), `row ${Math.floor(at / 3)}: ${x}, ${y}`).toBe(true);
      });
    }
  });

  it.each([Infinity, NaN])('is exact where a weight is %s', (weight) => {
    const data = network({ nums: 3, sizes: [2], activations: ['Linear'] });
    data.layers[0].weights[1] = weight;
    const expected = run(js, data, 4, 1, 2);
    const actual = run(kernels, data, 4, 1, 2);
    expect(actual).toEqual(expected);
  });

  it('keeps its digits where 0 is far from the mean', () => {
    const data = network({ nums: 2, sizes: [4], activations: ['Linear'] });
    data.normSub.set([2000, 1e9]);
    data.normMul.set([0.2, 1e-2]);
    const [expected, actual] = [js, kernels].map((backend) => {
      const input = backend.block(2, 8);
      input.columns[0].forEach((_cell, r) => (input.columns[0][r] = 1990 + 3 * r));
      input.columns[1].forEach((_cell, r) => (input.columns[1][r] = 1e9 + 20 * r));
      const out = new Float64Array(4 * 8);
      loadNetwork(data, backend, 'fast').run(input, 8, 1, out, false);
      return out;
    });
    expected.forEach((x, at) => {
      expect(Math.abs(actual[at] - x)).toBeLessThanOrEqual(2e-6);
    });
  });

  it('refuses layers that do not fit together, and layers that are not there', () => {
    const data = network({ nums: 3, sizes: [4, 2], activations: ['Tanh', 'Linear'] });
    const turned = { units: data, layers: [...data.layers].reverse() };
    expect(() => kernels.singleNetwork?.(turned)).toThrow('inputs of layer 1');
    const input = kernels.block(3, 4);
    const out = new Float64Array(4 * 4);
    const net = loadNetwork(data, kernels, 'fast');
    for (const layers of [0, 3, NaN]) {
      expect(() => net.run(input, 4, layers, out, false)).toThrow('layers');
    }
    expect(() => net.run(input, 5, 1, out, false)).toThrow('rows');
    expect(() => net.run(input, 4, 1, out.subarray(1), false)).toThrow('out');
    expect(() => net.run(input, 4, 1, out, true)).toThrow('layers');
    for (const [at, stride] of [
      [1, 3],
      [0, 4],
      [-1, 3],
      [0, NaN],
    ]) {
      const rows = { values: new Float32Array(12), at, stride };
      expect(() => net.run(rows, 4, 1, out, false)).toThrow();
    }
  });
});

it('is exact without vectors', async () => {
  for (const backend of ['js', 'wasm-scalar'] as const) {
    const kernels = await createKernels({ backend });
    expect(kernels.singleNetwork).toBeUndefined();
    kernels.dispose();
  }
});

describe('the option precision', () => {
  const frame = Frame.fromRows([{ x: 1, colour: 'a' }, { x: -2.5 }]);

  it.each(['half', '', null])('is exact or fast, not %s', async (precision) => {
    using model = await loadTiny(tinyDeepLearning());
    const options = { precision } as unknown as PredictOptions;
    await expect(model.predict(frame, options)).rejects.toMatchObject({ code: 'ARGUMENT' });
  });

  it('leaves exact answers of the same model as they are', async () => {
    using model = await loadTiny(tinyDeepLearning());
    const before = await model.predict(frame);
    const fast = await model.predict(frame, { precision: 'fast' });
    const after = await model.predict(frame, { precision: 'exact' });
    expect(after.columns).toEqual(before.columns);
    expect(fast.names).toEqual(before.names);
  });

  it('fast is single precision where there are vectors, and exact is not', async () => {
    using model = await loadTiny(tinyDeepLearning());
    const rows = Frame.fromRows(Array.from({ length: 50 }, (_, i) => ({ x: i / 7, colour: 'a' })));
    const answer = async (backend: 'wasm' | 'js') =>
      (await model.predict(rows, { backend, precision: 'fast' })).columns;
    const exact = (await model.predict(rows)).columns;
    expect(await answer('js')).toEqual(exact);
    expect(await answer('wasm')).not.toEqual(exact);
  });

  it('is free of memory once the model is disposed', async () => {
    const model = await loadTiny(tinyDeepLearning());
    await model.predict(frame, { precision: 'fast' });
    model.dispose();
    await expect(model.predict(frame, { precision: 'fast' })).rejects.toThrow('disposed');
  });
});

/** What is left of the data of a model once only its layers are looked at. */
function network({ levels = [], nums, sizes, activations, factor = 1, allLevels = true }: Shape) {
  const random = randomSource(nums + sizes.length);
  const skipped = allLevels ? 0 : 1;
  const catOffsets = Int32Array.of(0, ...levels.map((count) => count - skipped));
  for (let c = 1; c < catOffsets.length; c++) catOffsets[c] += catOffsets[c - 1];
  const units = catOffsets[levels.length] + nums;
  return {
    cats: levels.length,
    nums,
    catOffsets,
    useAllFactorLevels: allLevels,
    normMul: new Float64Array(nums).fill(0.25),
    normSub: Float64Array.from({ length: nums }, () => random() * 2),
    layers: sizes.map((outputs, l): NetworkLayer => {
      const inputs = l === 0 ? units : sizes[l - 1];
      const channels = activations[l] === 'Maxout' ? 2 : 1;
      const cells = outputs * channels;
      return {
        inputs,
        outputs,
        channels,
        activation: activations[l],
        factor,
        weights: Float32Array.from(
          { length: cells * inputs },
          () => ((random() - 0.5) * 4) / Math.sqrt(inputs),
        ),
        bias: Float64Array.from({ length: cells }, () => random() - 0.5),
      };
    }),
  } as unknown as DeepLearningData;
}

function fill(input: Block, { levels = [], zeros = 0.1 }: Shape, rows: number): void {
  const random = randomSource(rows + 1);
  input.columns.forEach((column, c) => {
    for (let r = 0; r < rows; r++) {
      const level = Math.floor(random() * (levels[c] + 2)) - 1;
      const number = random() < zeros ? 0 : (random() - 0.3) * 6;
      column[r] = random() < 0.05 ? NaN : c < levels.length ? level : number;
    }
  });
}

/** Unit u of a layer for row r at r * width + u. */
function run(
  backend: Kernels,
  data: DeepLearningData,
  rows: number,
  layer: number,
  width: number,
): Float64Array {
  const { cats, nums } = data;
  const shape = Object.values(SHAPES).find((one) => one.nums === nums && one.zeros) ?? { nums };
  const levels = Array.from(
    { length: cats },
    (_, c) => data.catOffsets[c + 1] - data.catOffsets[c] + 1,
  );
  const input = backend.block(cats + nums, rows + 3);
  fill(input, { ...(shape as Shape), levels }, rows);
  const out = new Float64Array(rows * width);
  loadNetwork(data, backend, 'fast').run(input, rows, layer, out, false);
  return out;
}
