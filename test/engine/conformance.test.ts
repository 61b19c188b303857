// The plain TypeScript back end is the definition; the WebAssembly builds and the native kernels must give the same bits.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checked } from '../../src/engine/checked.js';
import { createKernels } from '../../src/engine/index.js';
import { ArgumentError } from '../../src/errors.js';
import type {
  Activation,
  Block,
  Kernels,
  Link,
  Matrix,
  SumType,
} from '../../src/engine/kernels.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { randomCell, randomSource } from './random.js';
import { randomTable, type TableShape } from './random-table.js';

const LINKS: readonly Link[] = [
  'identity',
  'gbm-log',
  'gbm-logit',
  'gbm-inverse',
  'gbm-ologlog',
  'gbm-oprobit',
  'glm-log',
  'glm-logit',
  'glm-inverse',
  'glm-tweedie-log',
  'glm-tweedie-pow',
];
const ACTIVATIONS: readonly Activation[] = ['Tanh', 'Rectifier', 'ExpRectifier'];

type Case = readonly [name: string, create: () => Promise<Kernels> | Kernels];

/** Native kernels once for each instruction set of this processor. */
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

/** Not a multiple of 8, and more than two tiles. */
const ROWS = 139;

const SUM_TYPES: readonly SumType[] = ['double', 'float'];

const SHAPE: TableShape = {
  groupCount: 5,
  treesPerGroup: 3,
  columnCount: 6,
  maxDepth: 6,
  leafShare: 0.15,
  categoricalShare: 0,
  absentShare: 0.1,
};

const SHAPES: Record<string, TableShape> = {
  'numeric splits': SHAPE,
  'numeric and categorical splits': { ...SHAPE, categoricalShare: 0.4 },
  'categorical splits only': { ...SHAPE, categoricalShare: 1 },
  'trees with long thin branches': {
    ...SHAPE,
    maxDepth: 40,
    leafShare: 0.48,
    categoricalShare: 0.1,
  },
  'single leaves': { ...SHAPE, maxDepth: 0 },
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 7, 8].map((maxDepth): [string, TableShape] => [
      `trees of depth ${maxDepth}`,
      { ...SHAPE, maxDepth, leafShare: 0.05 },
    ]),
  ),
  'more thresholds than a byte can rank': {
    ...SHAPE,
    groupCount: 30,
    columnCount: 2,
    maxDepth: 7,
    leafShare: 0.02,
    thresholds: 'many',
  },
  'deep trees with few categorical splits': {
    ...SHAPE,
    maxDepth: 12,
    leafShare: 0.05,
    categoricalShare: 0.03,
  },
  'more slots than a narrow node can name': {
    ...SHAPE,
    groupCount: 40,
    columnCount: 3000,
    leafShare: 0,
  },
  // The second batch of trees begins within a class.
  'more tests than one batch of trees can have': {
    ...SHAPE,
    groupCount: 60,
    maxDepth: 8,
    leafShare: 0,
    thresholds: 'many',
  },
  'a column with more thresholds than others have buckets': {
    ...SHAPE,
    groupCount: 100,
    columnCount: 1,
    maxDepth: 7,
    leafShare: 0.01,
    thresholds: 'crowded',
  },
  'many trees of one split': { ...SHAPE, groupCount: 200, maxDepth: 1, absentShare: 0.3 },
  'more nodes than a narrow node can name': {
    ...SHAPE,
    groupCount: 1,
    treesPerGroup: 1,
    maxDepth: 16,
    leafShare: 0,
  },
};

describe.each(COMPARED)('%s', (name, create) => {
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

  /** Runs the same steps on both back ends and compares what they return. */
  function compare(steps: (kernels: Kernels) => ArrayLike<number>[]): void {
    const expected = steps(js);
    const actual = steps(compared);
    expected.forEach((values, i) => expectSameBits(actual[i], values));
  }

  test('has the name it was asked for', () => {
    expect(name).toContain(compared.name);
  });

  test.each(Object.entries(SHAPES))('sums and finds the same leaves of %s', (_, shape) => {
    const table = randomTable(shape, randomSource(1));
    const trees = shape.groupCount * shape.treesPerGroup;
    compare((kernels) => {
      const input = filledBlock(kernels, shape.columnCount, ROWS, 2);
      const out = filledBlock(kernels, shape.treesPerGroup + 2, ROWS, 3);
      const forest = kernels.forest(table);
      forest.sums(input, ROWS, 0, shape.groupCount, out, 1);
      const floats = kernels.block(shape.treesPerGroup, ROWS);
      kernels.forest(table, { sums: 'float' }).sums(input, ROWS, 0, shape.groupCount, floats, 0);
      const leaves = new Int32Array(trees * ROWS);
      forest.leaves(input, ROWS, leaves);
      return [...copies(out), ...copies(floats), leaves];
    });
  });

  test.each(Object.entries(SHAPES))(
    'sums columns as they lie, or refuses them, of %s',
    (_, shape) => {
      const table = randomTable(shape, randomSource(1));
      // More than a tile of the widest registers.
      const rows = 600;
      compare((kernels) => {
        const forest = kernels.forest(table);
        const input = filledBlock(kernels, shape.columnCount, rows, 4);
        const expected = kernels.block(shape.treesPerGroup, rows);
        forest.sums(input, rows, 0, shape.groupCount, expected, 0);
        const columns = input.columns.map((column) => {
          const longer = new Float64Array(rows + 3).fill(7);
          longer.set(column, 1);
          return longer;
        });
        const before = columns.map((column) => column.slice());
        const out = kernels.block(shape.treesPerGroup, rows);
        const sum = (at: number) => forest.sums({ columns, at }, rows, 0, shape.groupCount, out, 0);
        expect(() => sum(4)).toThrow(ArgumentError);
        if (!kernels.readsColumns) {
          expect(() => sum(1)).toThrow('a block');
          return copies(expected);
        }
        sum(1);
        columns.forEach((column, c) => expectSameBits(column, before[c]));
        return copies(out);
      });
    },
  );

  test.each(Object.entries(SHAPES))('sums a few rows alone of %s', (_, shape) => {
    const table = randomTable(shape, randomSource(25));
    compare((kernels) =>
      SUM_TYPES.flatMap((sums) => {
        const forest = kernels.forest(table, { sums });
        return [1, 2, 3].flatMap((rows) => {
          const input = filledBlock(kernels, shape.columnCount, 8, 26 + rows);
          const out = kernels.block(shape.treesPerGroup, 8);
          forest.sums(input, rows, 0, shape.groupCount, out, 0);
          forest.sums(input, rows, 0, Math.min(1, shape.groupCount), out, 0);
          return copies(out);
        });
      }),
    );
  });

  test.each([1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 63, 64, 65, 128])(
    'sums and finds the same leaves of %i rows',
    (rows) => {
      const table = randomTable({ ...SHAPE, categoricalShare: 0.1 }, randomSource(21));
      const trees = SHAPE.groupCount * SHAPE.treesPerGroup;
      compare((kernels) => {
        const input = filledBlock(kernels, SHAPE.columnCount, rows + 3, 22);
        const out = filledBlock(kernels, SHAPE.treesPerGroup, rows + 3, 23);
        const forest = kernels.forest(table);
        forest.sums(input, rows, 0, SHAPE.groupCount, out, 0);
        const leaves = new Int32Array(trees * rows + 1).fill(-7);
        forest.leaves(input, rows, leaves);
        return [...copies(out), leaves];
      });
    },
  );

  test.each(SUM_TYPES.flatMap((sums) => [0, 0.3, 1].map((share) => [sums, share] as const)))(
    'sums many trees in every number of rows, in %s, categorical %d',
    (sums, categoricalShare) => {
      const shape: TableShape = { ...SHAPE, groupCount: 150, categoricalShare };
      const table = randomTable(shape, randomSource(24));
      compare((kernels) => {
        const forest = kernels.forest(table, { sums });
        return [1, 7, 31, 32, 50, 64, 65, 100, 127, 128, 129, 200, 256, 300].flatMap((rows) => {
          const input = filledBlock(kernels, shape.columnCount, rows, rows);
          const out = kernels.block(shape.treesPerGroup, rows + 1);
          forest.sums(input, rows, 0, shape.groupCount, out, 0);
          return copies(out);
        });
      });
    },
  );

  test('sums large trees in more rows than pass by a tree together', () => {
    const shape: TableShape = {
      ...SHAPE,
      groupCount: 2,
      columnCount: 100,
      maxDepth: 13,
      leafShare: 0,
      absentShare: 0,
    };
    const table = randomTable(shape, randomSource(27));
    compare((kernels) => {
      const input = filledBlock(kernels, shape.columnCount, 701, 28);
      const out = kernels.block(shape.treesPerGroup, 701);
      kernels.forest(table).sums(input, 701, 0, shape.groupCount, out, 0);
      return copies(out);
    });
  });

  test('takes missing, infinite and signed zero cells to the leaves of every threshold', () => {
    const shape: TableShape = { ...SHAPE, groupCount: 150, leafShare: 0, categoricalShare: 0.2 };
    const table = randomTable(shape, randomSource(25));
    const cells = [NaN, Infinity, -Infinity, 0, -0, 1e-46, -1e-46, 1e39, -1e39, 0.25, -0.25, 7, 99];
    compare((kernels) =>
      cells.flatMap((cell) => {
        const input = filledBlock(kernels, shape.columnCount, 130, 26);
        for (const column of input.columns) for (let r = 0; r < 130; r += 3) column[r] = cell;
        const out = kernels.block(shape.treesPerGroup, 130);
        kernels.forest(table).sums(input, 130, 0, shape.groupCount, out, 0);
        return copies(out);
      }),
    );
  });

  test.each([0, 0.3])(
    'adds leaves of any value, which no cell is compared with, categorical %d',
    (categoricalShare) => {
      const shape: TableShape = { ...SHAPE, maxDepth: 10, leafShare: 0.3, categoricalShare };
      const table = randomTable(shape, randomSource(29));
      const random = randomSource(30);
      table.column.forEach((column, node) => {
        if (column < 0) table.threshold[node] = randomCell(random);
      });
      compare((kernels) => {
        const input = filledBlock(kernels, shape.columnCount, 300, 31);
        const out = kernels.block(shape.treesPerGroup, 300);
        const forest = kernels.forest(table);
        const leaves = new Int32Array(shape.groupCount * shape.treesPerGroup * 300);
        forest.leaves(input, 300, leaves);
        const sums = Array.from({ length: shape.groupCount }, (_, group) => {
          out.columns.forEach((column) => column.fill(0));
          forest.sums(input, 300, group, group + 1, out, 0);
          return copies(out);
        });
        return [leaves, ...sums.flat()];
      });
    },
  );

  test('sums the groups that are asked for', () => {
    const table = randomTable(SHAPE, randomSource(4));
    compare((kernels) => {
      const input = filledBlock(kernels, SHAPE.columnCount, ROWS, 5);
      const out = kernels.block(SHAPE.treesPerGroup, ROWS);
      kernels.forest(table).sums(input, 70, 2, 4, out, 0);
      return copies(out);
    });
  });

  test.each([
    [1, 1],
    [7, 3],
    [8, 2],
    [43, 5],
    [64, 9],
  ])('runs a dense layer of %i inputs and %i outputs', (inputs, outputs) => {
    for (const channels of [1, 2, 3]) {
      const random = randomSource(inputs);
      const cells = outputs * channels;
      const spec = {
        inputs,
        outputs,
        channels,
        weights: Float32Array.from({ length: cells * inputs }, () => random() - 0.5),
        bias: Float64Array.from({ length: cells }, () => random() - 0.5),
      };
      for (const rows of [1, 2, 3, 4, 5, 11]) {
        compare((kernels) => {
          const x = filledMatrix(kernels, inputs, 11, 6, (next) => next() - 0.5);
          const y = kernels.matrix(cells, 11);
          kernels.dense(spec).run(x, rows, y);
          return [y.values.slice()];
        });
      }
    }
  });

  test.each([12, 13, 16, 37])(
    'runs a wide dense layer on %i rows, more than a block holds',
    (rows) => {
      const random = randomSource(rows);
      const spec = {
        inputs: 2051,
        outputs: 6,
        channels: 1,
        weights: Float32Array.from({ length: 2051 * 6 }, () => random() - 0.5),
        bias: Float64Array.from({ length: 6 }, () => random() - 0.5),
      };
      compare((kernels) => {
        const x = filledMatrix(kernels, 2051, rows, 24, (next) =>
          next() < 0.5 ? 0 : next() - 0.5,
        );
        const y = kernels.matrix(6, rows);
        kernels.dense(spec).run(x, rows, y);
        return [y.values.slice()];
      });
    },
  );

  test('runs a dense layer over extreme inputs', () => {
    const random = randomSource(7);
    const spec = {
      inputs: 21,
      outputs: 6,
      channels: 1,
      weights: Float32Array.from({ length: 126 }, () => randomCell(random)),
      bias: Float64Array.from({ length: 6 }, () => randomCell(random)),
    };
    compare((kernels) => {
      const x = filledMatrix(kernels, 21, 50, 8);
      const y = kernels.matrix(6, 50);
      kernels.dense(spec).run(x, 50, y);
      return [y.values.slice()];
    });
  });

  test.each([true, false])(
    'runs a linear predictor, useAllFactorLevels %s',
    (useAllFactorLevels) => {
      const random = randomSource(9);
      const spec = {
        cats: 2,
        catOffsets: Int32Array.of(0, 4, 9),
        nums: 3,
        useAllFactorLevels,
        beta: Float64Array.from({ length: 13 }, () => random() - 0.5),
      };
      compare((kernels) => {
        const input = filledBlock(kernels, 5, ROWS, 10);
        for (const column of input.columns.slice(0, 2)) {
          column.forEach((_, row) => (column[row] = row % 7));
        }
        const out = kernels.block(2, ROWS);
        kernels.linear(spec).run(input, ROWS, out, 1);
        return copies(out);
      });
    },
  );

  test('measures distances with missing, equal and extreme cells', () => {
    const random = randomSource(11);
    const categorical = Uint8Array.of(0, 1, 0, 1, 0);
    const centers = Array.from({ length: 4 }, () =>
      Float64Array.from(categorical, (kind) =>
        kind ? Math.floor(random() * 3) : randomCell(random),
      ),
    );
    compare((kernels) => {
      const input = filledBlock(kernels, 5, ROWS, 12);
      for (const c of [1, 3]) input.columns[c].forEach((_, r, cells) => (cells[r] = r % 4 || NaN));
      input.columns.forEach((cells) => (cells[5] = NaN));
      const out = kernels.block(4, ROWS);
      kernels.distances({ centers, categorical }).run(input, ROWS, out);
      return copies(out);
    });
  });

  test.each(LINKS)('applies the inverse of link %s', (link) => {
    for (const parameter of [1, -1, 2.5]) {
      compare((kernels) => {
        const block = filledBlock(kernels, 2, ROWS, 13);
        kernels.linkInverse(link, block, 1, ROWS - 2, parameter);
        return copies(block);
      });
    }
  });

  test('applies the three softmax functions', () => {
    compare((kernels) => {
      const gbm = filledBlock(kernels, 5, ROWS, 14);
      const glm = filledBlock(kernels, 5, ROWS, 15);
      const rows = filledMatrix(kernels, 3, ROWS, 16);
      kernels.softmaxColumns(gbm, 1, 3, ROWS - 1);
      kernels.softmaxColumnsGlm(glm, 1, 3, ROWS - 1);
      kernels.softmaxRows(rows, ROWS - 1);
      return [...copies(gbm), ...copies(glm), rows.values.slice()];
    });
  });

  test.each(ACTIVATIONS)('activates by %s', (activation) => {
    compare((kernels) => {
      const matrix = filledMatrix(kernels, 7, ROWS, 17);
      kernels.activate(activation, matrix, ROWS - 1);
      return [matrix.values.slice()];
    });
  });

  test.each(ACTIVATIONS)('activates thousands of ordinary numbers by %s', (activation) => {
    compare((kernels) => {
      const matrix = filledMatrix(kernels, 99, ROWS, 25, (next) => (next() - 0.5) * 40 * next());
      kernels.activate(activation, matrix, ROWS);
      return [matrix.values.slice()];
    });
  });

  test.each([2, 3, 5])('takes the maximum of %i channels', (channels) => {
    compare((kernels) => {
      const from = filledMatrix(kernels, 4 * channels, ROWS, 18);
      const to = kernels.matrix(4, ROWS);
      kernels.maxout(from, channels, to, ROWS - 1);
      return [to.values.slice()];
    });
  });

  test('scales a matrix', () => {
    compare((kernels) => {
      const matrix = filledMatrix(kernels, 3, ROWS, 19);
      kernels.scale(matrix, ROWS - 1, 0.8);
      return [matrix.values.slice()];
    });
  });
});

function filledBlock(kernels: Kernels, width: number, capacity: number, seed: number): Block {
  const block = kernels.block(width, capacity);
  const random = randomSource(seed);
  for (const column of block.columns)
    column.forEach((_, row) => (column[row] = randomCell(random)));
  return block;
}

function filledMatrix(
  kernels: Kernels,
  width: number,
  capacity: number,
  seed: number,
  cell: (random: () => number) => number = randomCell,
): Matrix {
  const matrix = kernels.matrix(width, capacity);
  const random = randomSource(seed);
  matrix.values.set(Float64Array.from({ length: width * capacity }, () => cell(random)));
  return matrix;
}

function copies(block: Block): Float64Array[] {
  return block.columns.map((column) => column.slice());
}

/** Object.is tells 0 from -0 and takes every NaN for the same. */
function expectSameBits(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(actual[i], expected[i])) {
      expect.fail(`cell ${i}: expected ${expected[i]}, got ${actual[i]}`);
    }
  }
}
