// The way into a network and out of it, on every back end, against the plain TypeScript one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checked } from '../../src/engine/checked.js';
import { createKernels } from '../../src/engine/index.js';
import { ArgumentError } from '../../src/errors.js';
import type { Block, Kernels, Matrix, NumberRows, UnitSpec } from '../../src/engine/kernels.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { randomSource } from './random.js';

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

const CELLS = [NaN, Infinity, -Infinity, 0, -0, 1, 2, 3, -1, 255, 1e300, 5e-324, 2 ** 31, -1e10];

function unitSpec(levels: readonly number[], nums: number, more: Partial<UnitSpec> = {}): UnitSpec {
  const random = randomSource(nums);
  const ends = levels.map((_, c) => levels.slice(0, c + 1).reduce((a, b) => a + b, 0));
  return {
    cats: levels.length,
    catOffsets: Int32Array.of(0, ...ends),
    nums,
    useAllFactorLevels: true,
    normMul: Float64Array.from({ length: nums }, () => random() * 4 - 2),
    normSub: Float64Array.from({ length: nums }, () => random() * 200),
    ...more,
  };
}

const NONE = new Float64Array();
const SPECS: Record<string, UnitSpec> = {
  'one number': unitSpec([], 1),
  'numbers, an even number of them': unitSpec([], 34),
  'numbers, an odd number of them': unitSpec([], 35),
  'numbers as they are': unitSpec([], 9, { normMul: NONE, normSub: NONE }),
  'extreme scales': unitSpec([], 4, {
    normMul: Float64Array.of(0, NaN, Infinity, 5e-324),
    normSub: Float64Array.of(1, 1, 1, NaN),
  }),
  levels: unitSpec([3, 1, 5], 0),
  'levels and numbers': unitSpec([3, 0, 7], 5),
  'levels without the first one': unitSpec([2, 4], 3, { useAllFactorLevels: false }),
  'no levels at all': unitSpec([0, 2], 1),
};

describe.each(COMPARED)('units of %s', (_name, create) => {
  let kernels: Kernels;
  let js: Kernels;
  beforeAll(async () => {
    kernels = await create();
    js = await createKernels({ backend: 'js' });
  });
  afterAll(() => kernels.dispose());

  describe.each(Object.entries(SPECS))('%s', (_what, spec) => {
    const width = spec.catOffsets[spec.cats] + spec.nums;

    /** The same work on both. */
    function same(work: (backend: Kernels, to: Matrix) => void): void {
      const [expected, actual] = [js, kernels].map((backend) => {
        const to = backend.matrix(width, 71);
        to.values.fill(-7);
        work(backend, to);
        return to.values.slice();
      });
      expect(actual).toEqual(expected);
    }

    it('come from any rows of a block', () => {
      for (const [first, rows] of [
        [0, 71],
        [0, 1],
        [3, 33],
        [70, 1],
        [5, 0],
      ]) {
        same((backend, to) => {
          const block = backend.block(spec.cats + spec.nums, 71);
          fill(block);
          backend.units(spec).fill(block, first, rows, to);
        });
      }
    });

    it('come from columns as they lie, where kernels read such', () => {
      for (const backend of [js, kernels].filter(({ readsColumns }) => readsColumns)) {
        const block = backend.block(spec.cats + spec.nums, 71);
        fill(block);
        const columns = block.columns.map((column) => Float64Array.of(7, ...column));
        const [expected, to] = [backend.matrix(width, 71), backend.matrix(width, 71)];
        const units = backend.units(spec);
        units.fill(block, 3, 33, expected);
        units.fill({ columns, at: 1 }, 3, 33, to);
        expect(to.values).toEqual(expected.values);
        expect(() => units.fill({ columns, at: 2 }, 3, 68, to)).toThrow(ArgumentError);
      }
    });

    it('go back to numbers', () => {
      same((backend, to) => {
        const random = randomSource(5);
        to.values.forEach((_, i) => (to.values[i] = random() < 0.1 ? CELLS[i % 14] : random()));
        backend.units(spec).restore(to, 69);
      });
    });

    if (spec.cats > 0) {
      it('do not come from numbers', () => {
        const rows = { values: new Float64Array(1000), at: 0, stride: width };
        const to = kernels.matrix(width, 4);
        expect(() => kernels.units(spec).fill(rows, 0, 4, to)).toThrow('not all units are numbers');
      });
      return;
    }

    it.each([Float64Array, Float32Array, Uint8Array])(
      'come from rows in a %o as from a block',
      (type) => {
        const stride = spec.nums + 3;
        const values = new type(2 + 72 * stride);
        const random = randomSource(11);
        values.forEach((_, i) => (values[i] = random() < 0.2 ? CELLS[i % 14] : random() * 300));
        for (const rows of [
          { values, at: 2, stride },
          { values, at: 0, stride: spec.nums },
          { values, at: 5, stride: 0 },
        ] satisfies NumberRows[]) {
          for (const [first, count] of [
            [0, 70],
            [2, 3],
            [69, 1],
          ]) {
            same((backend, to) => backend.units(spec).fill(rows, first, count, to));
            same((backend, to) => {
              const from = backend === js ? blockOf(backend, rows, spec.nums) : rows;
              backend.units(spec).fill(from, first, count, to);
            });
          }
        }
      },
    );

    it('refuse rows that are not there', () => {
      const units = kernels.units(spec);
      const to = kernels.matrix(width, 8);
      const rows = { values: new Float32Array(8 * width), at: 0, stride: width };
      expect(() => units.fill(rows, 1, 8, to)).toThrow('rows');
      expect(() => units.fill({ ...rows, at: 1 }, 0, 8, to)).toThrow('rows');
      expect(() => units.fill({ ...rows, at: -1 }, 0, 8, to)).toThrow('start of rows');
      expect(() => units.fill({ ...rows, stride: 1.5 }, 0, 8, to)).toThrow('cells of a row');
      expect(() => units.fill({ ...rows, stride: 2 ** 40 }, 0, 8, to)).toThrow('rows');
      expect(() => units.fill(rows, 0, 9, to)).toThrow('rows');
    });
  });
});

function fill(block: Block): void {
  const random = randomSource(3);
  for (const column of block.columns) {
    column.forEach((_, r) => {
      column[r] = random() < 0.3 ? CELLS[Math.floor(random() * CELLS.length)] : random() * 9 - 1;
    });
  }
}

function blockOf(backend: Kernels, { values, at, stride }: NumberRows, width: number): Block {
  const block = backend.block(width, 70);
  block.columns.forEach((column, c) => {
    column.forEach((_, r) => (column[r] = values[at + r * stride + c]));
  });
  return block;
}
