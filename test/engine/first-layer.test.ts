// The first layer over lists of the units that are not zero, on every back end that has it, against all units in plain TypeScript: the
// same bits.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checked } from '../../src/engine/checked.js';
import { createKernels } from '../../src/engine/index.js';
import type { Block, DenseSpec, Kernels, UnitSpec } from '../../src/engine/kernels.js';
import { listsInputs } from '../../src/engine/listed-inputs.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { ArgumentError } from '../../src/errors.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { randomCell, randomSource } from './random.js';

type Case = readonly [name: string, create: () => Promise<Kernels> | Kernels];

const LISTING: readonly Case[] = [
  ...(['wasm-scalar', 'wasm-simd'] as const).map((backend): Case => [
    backend,
    () => createKernels({ backend }),
  ]),
  ...(NATIVE_ADDON?.instructionSets() ?? []).map((set): Case => [
    `native ${set}`,
    () => checked(createNativeKernels(NATIVE_ADDON!, set)),
  ]),
];

interface Layer {
  /** Levels of each categorical column, NA's cell among them. */
  readonly levels: readonly number[];
  readonly nums: number;
  readonly outputs: number;
  readonly channels?: number;
  readonly allLevels?: boolean;
  readonly standardized?: boolean;
  /** What the first categorical column's cells begin behind. */
  readonly before?: number;
  readonly seed?: number;
}

/** Weights at which sums and their signs go wrong first. */
const WEIGHTS = [0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38, 1, -1];
const LEVELS = [NaN, 0, -0, 1, 2, -1, 0.5, 2 ** 31, 1e300, -1e10, Infinity, -Infinity];

function specs(layer: Layer): { units: UnitSpec; dense: DenseSpec } {
  const { levels, nums, outputs, channels = 1, allLevels = true, before = 0, seed = 1 } = layer;
  const random = randomSource(seed);
  const ends = levels.map((_, c) => levels.slice(0, c + 1).reduce((a, b) => a + b, before));
  const numbers = layer.standardized === false ? 0 : nums;
  const inputs = [before, ...ends].at(-1) + nums;
  const weight = () =>
    random() < 0.2 ? WEIGHTS[Math.floor(random() * WEIGHTS.length)] : random() - 0.5;
  return {
    units: {
      cats: levels.length,
      catOffsets: Int32Array.of(before, ...ends),
      nums,
      useAllFactorLevels: allLevels,
      normMul: Float64Array.from({ length: numbers }, () => random() * 4 - 2),
      normSub: Float64Array.from({ length: numbers }, () => Math.floor(random() * 3)),
    },
    dense: {
      inputs,
      outputs,
      channels,
      weights: Float32Array.from({ length: inputs * outputs * channels }, weight),
      bias: Float64Array.from({ length: outputs * channels }, weight),
    },
  };
}

function fill(block: Block, { levels }: Layer, seed: number): void {
  const random = randomSource(seed);
  block.columns.forEach((column, c) => {
    column.forEach((_, r) => {
      const rare = LEVELS[Math.floor(random() * LEVELS.length)];
      if (c >= levels.length)
        column[r] = random() < 0.5 ? Math.floor(random() * 3) : randomCell(random);
      else column[r] = random() < 0.2 ? rare : Math.floor(random() * (levels[c] + 2));
    });
  });
}

const LAYERS: Record<string, Layer> = {
  'one column': { levels: [50], nums: 0, outputs: 1 },
  'levels and numbers': { levels: [51, 7, 300], nums: 10, outputs: 21 },
  'levels without the first one': { levels: [51, 7], nums: 3, outputs: 16, allLevels: false },
  'columns without levels': { levels: [0, 50, 0, 0, 40, 0], nums: 2, outputs: 9 },
  'cells of no column': { levels: [50, 0, 32], nums: 5, outputs: 17, before: 11 },
  'numbers as they are': { levels: [33, 33], nums: 6, outputs: 8, standardized: false },
  'two channels': { levels: [51, 90], nums: 10, outputs: 21, channels: 2 },
  'many outputs': { levels: [19, 19], nums: 1, outputs: 150 },
  'more rows than are listed at once': {
    levels: new Array<number>(80).fill(25),
    nums: 40,
    outputs: 3,
  },
};

const ROWS = 131;

describe.each(LISTING)('the first layer of %s', (_name, create) => {
  let kernels: Kernels;
  let js: Kernels;
  beforeAll(async () => {
    kernels = await create();
    js = await createKernels({ backend: 'js' });
  });
  afterAll(() => kernels.dispose());

  function expected(
    { units, dense }: ReturnType<typeof specs>,
    block: Block,
    first: number,
    rows: number,
  ) {
    const x = js.matrix(dense.inputs, rows);
    const y = js.matrix(dense.outputs * dense.channels, rows);
    js.units(units).fill(block, first, rows, x);
    js.dense(dense).run(x, rows, y);
    return y.values;
  }

  function expectSame(layer: Layer, first: number, rows: number): void {
    const spec = specs(layer);
    const { units, dense } = spec;
    const width = layer.levels.length + layer.nums;
    const [block, known] = [kernels.block(width, ROWS), js.block(width, ROWS)];
    fill(block, layer, 5);
    fill(known, layer, 5);
    const cells = dense.outputs * dense.channels;
    const y = kernels.matrix(cells, rows + 1);
    y.values.fill(77);
    kernels.firstLayer!(units, dense)!.run(block, first, rows, y);
    expect(y.values.subarray(0, rows * cells)).toEqual(expected(spec, known, first, rows));
    expect(y.values.subarray(rows * cells)).toEqual(new Float64Array(cells).fill(77));
  }

  it.each(Object.keys(LAYERS))('gives the sums over all units: %s', (name) => {
    for (const [first, rows] of [
      [0, ROWS],
      [3, 65],
      [ROWS - 1, 1],
      [7, 0],
    ]) {
      expectSame(LAYERS[name], first, rows);
    }
  });

  it('gives the sums over all units, whatever the shape', () => {
    fc.assert(
      fc.property(
        fc.record({
          levels: fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 6 }),
          nums: fc.integer({ min: 0, max: 20 }),
          outputs: fc.integer({ min: 1, max: 40 }),
          channels: fc.constantFrom(1, 2),
          allLevels: fc.boolean(),
          standardized: fc.boolean(),
          before: fc.integer({ min: 0, max: 9 }),
          seed: fc.integer(),
        }),
        (layer) => {
          const { units, dense } = specs(layer);
          fc.pre(listsInputs(units, dense));
          expectSame(layer, 1, 9);
        },
      ),
      { seed: 11, numRuns: 60 },
    );
  });

  it('reads columns as they lie, where kernels read such', () => {
    if (!kernels.readsColumns) return;
    const layer = LAYERS['levels and numbers'];
    const spec = specs(layer);
    const known = js.block(13, ROWS);
    fill(known, layer, 6);
    const columns = known.columns.map((column) => Float64Array.of(7, ...column));
    const y = kernels.matrix(21, 40);
    const first = kernels.firstLayer!(spec.units, spec.dense)!;
    first.run({ columns, at: 1 }, 3, 40, y);
    expect(y.values).toEqual(expected(spec, known, 3, 40));
    expect(() => first.run({ columns, at: 2 }, ROWS - 40, 40, y)).toThrow(ArgumentError);
  });

  it('is none where weights are not finite, or columns have few levels', () => {
    for (const weight of [NaN, Infinity, -Infinity]) {
      const { units, dense } = specs(LAYERS['levels and numbers']);
      dense.weights[dense.weights.length - 1] = weight;
      expect(kernels.firstLayer!(units, dense)).toBeUndefined();
    }
    for (const layer of [
      { levels: [2, 2, 1], nums: 5, outputs: 2 },
      { levels: [], nums: 9, outputs: 2 },
    ]) {
      const { units, dense } = specs(layer);
      expect(kernels.firstLayer!(units, dense)).toBeUndefined();
    }
  });

  it('refuses what does not fit together', () => {
    const { units, dense } = specs(LAYERS['levels and numbers']);
    expect(() => kernels.firstLayer!(units, { ...dense, inputs: 9 })).toThrow('inputs');
    expect(() => kernels.firstLayer!(units, { ...dense, outputs: 99 })).toThrow('weights');
    const first = kernels.firstLayer!(units, dense)!;
    const [block, y] = [kernels.block(13, 8), kernels.matrix(21, 8)];
    expect(() => first.run(block, 1, 8, y)).toThrow('rows');
    expect(() => first.run(block, 0, 9, y)).toThrow('rows');
    expect(() => first.run(kernels.block(12, 8), 0, 8, y)).toThrow('columns');
    expect(() => first.run(block, 0, 8, kernels.matrix(20, 8))).toThrow('cells');
    const rows = { values: new Float64Array(1000), at: 0, stride: 13 };
    expect(() => first.run(rows, 0, 4, y)).toThrow('not all units are numbers');
  });
});
