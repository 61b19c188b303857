// TreeSHAP in the kernels gives the bits of the plain definition (engine/js/tree-shap.ts), which the corpus holds to H2O's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DescribedForest } from '../../src/engine/forest-table.js';
import { checked } from '../../src/engine/checked.js';
import { createKernels } from '../../src/engine/index.js';
import type { Block, Kernels } from '../../src/engine/kernels.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { randomCell, randomSource } from './random.js';
import { randomTable, type TableShape } from './random-table.js';

const SHAPE: TableShape = {
  groupCount: 4,
  treesPerGroup: 2,
  columnCount: 6,
  maxDepth: 6,
  leafShare: 0.15,
  categoricalShare: 0,
  absentShare: 0.1,
};

const SHAPES: Record<string, TableShape> = {
  'numeric splits': SHAPE,
  'numeric and categorical splits': { ...SHAPE, categoricalShare: 0.4 },
  'splits of one column': { ...SHAPE, columnCount: 1 },
  'splits of many columns': { ...SHAPE, columnCount: 500, leafShare: 0 },
  'single leaves': { ...SHAPE, maxDepth: 0 },
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 7, 8].map((maxDepth): [string, TableShape] => [
      `trees of depth ${maxDepth}`,
      { ...SHAPE, groupCount: 2, maxDepth, leafShare: 0.05 },
    ]),
  ),
  'trees of more patterns than rows': {
    ...SHAPE,
    groupCount: 1,
    columnCount: 12,
    maxDepth: 11,
    leafShare: 0.2,
  },
  'trees with long thin branches': {
    ...SHAPE,
    columnCount: 30,
    maxDepth: 40,
    leafShare: 0.48,
    categoricalShare: 0.1,
  },
};

/** What the children of a node have of its weight. */
const WEIGHTS: Record<string, (random: () => number) => readonly [number, number]> = {
  'weights that add up': (random) => {
    const share = random();
    return [share, 1 - share];
  },
  'nodes without weight': (random) => [random() < 0.3 ? 0 : 1, random() < 0.3 ? 0 : 1],
  'tiny weights': (random) => [random() < 0.5 ? 1e-7 : 1, random() < 0.5 ? 1e-30 : 1],
  'weights of any kind': (random) => [random() * 3 - 1, random() < 0.1 ? Infinity : random()],
};

type Case = readonly [name: string, create: () => Promise<Kernels> | Kernels];

const COMPARED: readonly Case[] = [
  ...(['wasm-scalar', 'wasm-simd'] as const).map((backend): Case => [
    backend,
    () => createKernels({ backend }),
  ]),
  ...(NATIVE_ADDON ? [['native', () => checked(createNativeKernels(NATIVE_ADDON!))] as Case] : []),
];

describe.each(COMPARED)('%s', (_name, create) => {
  let js: Kernels;
  let compared: Kernels;

  beforeAll(async () => {
    js = await createKernels({ backend: 'js' });
    compared = await create();
  });

  afterAll(() => {
    js.dispose();
    compared.dispose();
  });

  /** Contributions by both; the kernels are asked as often as there are numbers of rows. */
  function compare(
    table: DescribedForest,
    features: Int32Array,
    width: number,
    calls: number[],
  ): void {
    const [expected, actual] = [js, compared].map((kernels) => {
      const shap = kernels.shap({ table, features, width });
      const input = filledBlock(kernels, table.columnCount, Math.max(...calls), 2);
      return calls.map((rows) => {
        const sums = new Float32Array(rows * width).fill(0.25);
        shap.add(input, 0, rows, 0, table.treeStart.length - 1, sums);
        return sums;
      });
    });
    expected.forEach((sums, call) => expectSameBits(actual[call], sums));
  }

  test.each(Object.entries(SHAPES))('adds the same contributions of %s', (_, shape) => {
    const table = weighted(randomTable(shape, randomSource(1)), WEIGHTS['weights that add up'], 3);
    // From the second call on rows are enough for the patterns of the shallower trees.
    compare(table, table.column, shape.columnCount + 1, [5, 139, 139]);
  });

  test.each(Object.entries(WEIGHTS))('adds the same contributions of %s', (_, weights) => {
    const table = weighted(randomTable({ ...SHAPE, leafShare: 0.05 }, randomSource(4)), weights, 5);
    compare(table, table.column, SHAPE.columnCount + 1, [11, 100]);
  });

  test.each([1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 128, 1100])('takes %i rows', (rows) => {
    const table = weighted(randomTable(SHAPE, randomSource(6)), WEIGHTS['weights that add up'], 7);
    compare(table, table.column, SHAPE.columnCount + 1, [rows]);
  });

  test('counts splits of several columns for one feature, and of one column for several', () => {
    const table = weighted(randomTable(SHAPE, randomSource(8)), WEIGHTS['weights that add up'], 9);
    const random = randomSource(10);
    const features = table.column.map((column) => (column < 0 ? -1 : Math.floor(random() * 9)));
    compare(table, features, 12, [3, 80]);
  });

  test('walks trees in the table that are deeper than the kernels go', () => {
    const shape = { ...SHAPE, groupCount: 1, maxDepth: 230, leafShare: 0.49 };
    const table = weighted(chain(shape, 230), WEIGHTS['weights that add up'], 12);
    compare(table, table.column, SHAPE.columnCount + 1, [9]);
  });

  test('adds the trees that are asked for to the rows that are asked for', () => {
    const table = weighted(randomTable(SHAPE, randomSource(13)), WEIGHTS['weights that add up'], 3);
    const width = SHAPE.columnCount + 3;
    const [expected, actual] = [js, compared].map((kernels) => {
      const shap = kernels.shap({ table, features: table.column, width });
      const input = filledBlock(kernels, table.columnCount, 40, 2);
      const sums = new Float32Array(20 * width);
      shap.add(input, 16, 20, 2, 5, sums);
      return sums;
    });
    expectSameBits(actual, expected);
  });

  test('refuses rows, trees, features and sums that do not exist', () => {
    const table = weighted(randomTable(SHAPE, randomSource(14)), WEIGHTS['weights that add up'], 3);
    const width = SHAPE.columnCount + 1;
    const spec = { table, features: table.column, width };
    expect(() => compared.shap({ ...spec, width: width - 1 })).toThrow('features');
    expect(() => compared.shap({ ...spec, features: new Int32Array(1) })).toThrow('features');
    const shap = compared.shap(spec);
    const input = compared.block(table.columnCount, 16);
    const sums = new Float32Array(16 * width);
    expect(() => shap.add(input, 8, 9, 0, 1, sums)).toThrow('rows');
    expect(() => shap.add(input, 4, 1, 0, 1, sums)).toThrow('first row');
    expect(() => shap.add(input, 0, 8, 0, 99, sums)).toThrow('trees');
    expect(() => shap.add(input, 0, 16, 0, 1, sums.subarray(1))).toThrow('sums');
  });
});

/** The table with weights from the root on. */
function weighted(
  table: DescribedForest,
  sharesOf: (random: () => number) => readonly [number, number],
  seed: number,
): DescribedForest {
  const { treeStart, column, left } = table;
  const random = randomSource(seed);
  const weight = new Float32Array(column.length);
  for (let tree = 0; tree < treeStart.length - 1; tree++) {
    const root = treeStart[tree];
    if (root < treeStart[tree + 1]) weight[root] = 1000;
    // Children stand behind their parents.
    for (let node = root; node < treeStart[tree + 1]; node++) {
      if (column[node] < 0) continue;
      sharesOf(random).forEach((share, side) => {
        weight[root + left[node] + side] = weight[node] * share;
      });
    }
  }
  return { ...table, weight };
}

/** One tree that is a chain of splits with a leaf beside each. */
function chain(shape: TableShape, depth: number): DescribedForest {
  const random = randomSource(11);
  const split = (node: number) => node % 2 === 0 && node < 2 * depth;
  const nodes = 2 * depth + 1;
  const ints = (of: (node: number) => number) =>
    Int32Array.from({ length: nodes }, (_, n) => of(n));
  return {
    ...randomTable({ ...shape, maxDepth: 0, absentShare: 0, treesPerGroup: 1 }, random),
    treeStart: Int32Array.of(0, nodes),
    treeDepth: Int32Array.of(depth),
    column: ints((node) => (split(node) ? node % shape.columnCount : -1)),
    threshold: Float32Array.from({ length: nodes }, () => random() - 0.5),
    left: ints((node) => (split(node) ? node + 1 : node)),
    flags: new Uint8Array(nodes),
    bitset: new Int32Array(nodes).fill(-1),
    nodeId: new Int32Array(nodes).fill(-1),
  };
}

function filledBlock(kernels: Kernels, width: number, capacity: number, seed: number): Block {
  const block = kernels.block(width, capacity);
  const random = randomSource(seed);
  for (const column of block.columns)
    column.forEach((_, row) => (column[row] = randomCell(random)));
  return block;
}

function expectSameBits(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(actual[i], expected[i])) {
      expect.fail(`cell ${i}: expected ${expected[i]}, got ${actual[i]}`);
    }
  }
}
