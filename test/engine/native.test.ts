// The native addon: when it is taken, and what it refuses. Its answers: conformance.test.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ForestTable } from '../../src/engine/forest-table.js';
import { INTERFACE_VERSION, type NativeAddon } from '../../src/engine/native/addon.js';
import { createJsKernels } from '../../src/engine/js/index.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { randomSource } from './random.js';
import { randomTable, type TableShape } from './random-table.js';

const SHAPE: TableShape = {
  groupCount: 3,
  treesPerGroup: 1,
  columnCount: 4,
  maxDepth: 4,
  leafShare: 0.1,
  categoricalShare: 0.3,
  absentShare: 0,
};
const TABLE: ForestTable = randomTable(SHAPE, randomSource(3));

describe('without the addon', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  /** Modules as in a process whose environment says so. */
  async function withoutAddon() {
    vi.stubEnv('WASMOJO_NATIVE', '0');
    vi.resetModules();
    await import('../../src/engine/native/index.js');
    return import('../../src/engine/index.js');
  }

  test('the back end is WebAssembly, silently', async () => {
    const { createKernels } = await withoutAddon();
    expect((await createKernels()).name).toBe('wasm-simd');
  });

  test('asking for it by name ends in an error that says how to build it', async () => {
    const { createKernels } = await withoutAddon();
    await expect(createKernels({ backend: 'native' })).rejects.toMatchObject({
      code: 'ARGUMENT',
      message: expect.stringContaining('npm run build:native') as string,
    });
  });
});

test('the bundle for browsers holds nothing of it', () => {
  const folder = fileURLToPath(new URL('../../build/web/', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  for (const name of scripts) {
    expect(readFileSync(folder + name, 'utf8'), name).not.toMatch(
      /instructionSets|node:module|\.node\b['"`]/,
    );
  }
});

describe.skipIf(NATIVE_ADDON === undefined)('the addon', () => {
  const addon = NATIVE_ADDON!;

  test('is of the version that the library calls', () => {
    expect(addon.INTERFACE_VERSION).toBe(INTERFACE_VERSION);
  });

  test('refuses columns that end before the rows, or are too few, or are written', () => {
    const kernels = createNativeKernels(addon);
    const forest = kernels.forest(TABLE);
    const out = kernels.block(1, 8);
    const sums = (columns: Float64Array[], at: number) => () =>
      forest.sums({ columns, at }, 8, 0, TABLE.groupCount, out, 0);
    const columns = Array.from({ length: 4 }, () => new Float64Array(16));
    expect(sums(columns, 8)).not.toThrow();
    expect(sums(columns, 9)).toThrow('are not in a column of 16');
    for (const at of [2 ** 32 - 1, 2 ** 32, 2 ** 32 + 8, -1]) {
      expect(sums(columns, at)).toThrow('are not in a column of 16');
    }
    expect(sums(columns.slice(1), 0)).toThrow('expected 4 columns');
    expect(sums([...columns.slice(1), out.columns[0]], 0)).toThrow('memory that it reads');
  });

  test('refuses rows that begin behind what 32 bits count, and are not there', () => {
    const [zeros, ones] = [new Float64Array(3), new Float64Array(3).fill(1)];
    const none = Int32Array.of(0);
    const instructions = addon.instructionSets()[0];
    const units = new addon.NativeUnits(instructions, none, false, zeros, ones);
    const values = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const out = new Float64Array(3);
    units.fillRows(values, 3, 3, 0, 1, out);
    expect([...out]).toEqual([4, 5, 6]);
    for (const at of [2 ** 32, 2 ** 32 + 3, -1]) {
      expect(() => units.fillRows(values, at, 3, 0, 1, out)).toThrow('do not fit');
    }
  });

  test('refuses instructions that the processor does not have', () => {
    expect(() => createNativeKernels(addon, 'mmx').forest(TABLE)).toThrow('cannot run mmx');
  });

  test.each<[string, Partial<ForestTable>]>([
    ['a child outside its tree', { left: TABLE.left.map(() => 1 << 20) }],
    ['a negative child', { left: TABLE.left.map(() => -5) }],
    ['a node that leads back', { left: TABLE.left.map(() => 0) }],
    ['a column that is not there', { columnCount: 1 }],
    ['starts of trees that go back', { treeStart: Int32Array.of(0, 9, 3, 5) }],
    ['starts behind the nodes', { treeStart: Int32Array.of(0, 1, 2, 1 << 20) }],
    ['too few starts', { treeStart: Int32Array.of(0, 1) }],
    ['arrays of different lengths', { flags: TABLE.flags.subarray(1) }],
    ['bitsets without bits', { bits: new Uint8Array(0) }],
    ['bitsets that are not there', { bitset: TABLE.bitset.map(() => 1000) }],
    ['bitsets that start before the bits', { bitsetStart: TABLE.bitsetStart.map(() => -1) }],
    ['bitsets longer than the bits', { bitsetLength: TABLE.bitsetLength.map(() => 0x7fffffff) }],
    ['more trees than memory', { groupCount: 0xffffffff, treesPerGroup: 0xffffffff }],
  ])('refuses a forest with %s', (_, wrong) => {
    expect(() => loaded(addon, { ...TABLE, ...wrong })).toThrow();
  });

  test('refuses to read or write outside an array', () => {
    const forest = loaded(addon);
    const cells = new Float64Array(64);
    const other = new Float64Array(64);
    expect(() => forest.sums(cells, 16, 17, 0, 3, other, 64)).toThrow('do not fit');
    expect(() => forest.sums(cells, 32, 16, 0, 3, other, 64)).toThrow('do not fit');
    expect(() => forest.sums(cells, 16, 16, 0, 3, other.subarray(60), 64)).toThrow('do not fit');
    expect(() => forest.sums(cells, 16, 16, 0, 4, other, 64)).toThrow('groups');
    expect(() => forest.sums(cells, 16, 16, 0, 3, cells, 16)).toThrow('memory that it reads');
    expect(() => forest.leaves(cells, 16, 16, new Int32Array(47))).toThrow('48 cells');
    const leaves = new Int32Array(cells.buffer, 256, 48);
    expect(() => forest.leaves(cells, 16, 16, leaves)).toThrow('memory that it reads');
    expect(() => addon.softmaxColumns(cells, 16, 5, 16)).toThrow('do not fit');
    expect(() => addon.linkInverse(99, cells, 1, 0)).toThrow('no link 99');
    expect(() => addon.activate(addon.instructionSets()[0], 9, cells, 1)).toThrow('no activation');
    expect(() => addon.maxout(cells, 4, other, 16, 2)).toThrow('128 cells');
  });

  test('gives a disposed kernel no second life', () => {
    const forest = loaded(addon);
    forest.dispose();
    forest.dispose();
    expect(() => forest.leaves(new Float64Array(4), 1, 1, new Int32Array(3))).toThrow('disposed');
  });

  test('shares what is loaded twice only where every number is the same', () => {
    const rows = 70;
    const leaves = (table: ForestTable, forest = loaded(addon, table)) => {
      const out = new Float64Array(rows);
      forest.sums(new Float64Array(4 * rows), rows, rows, 0, 3, out, rows);
      return out[0];
    };
    const forests = [loaded(addon), loaded(addon)];
    const expected = leaves(TABLE, forests[0]);
    forests[0].dispose();
    expect(leaves(TABLE, forests[1])).toBe(expected);
    // Every leaf is 1 more, one at a time; the row ends in three of them.
    let different = 0;
    TABLE.column.forEach((column, node) => {
      if (column >= 0) return;
      const threshold = TABLE.threshold.slice();
      threshold[node] += 1;
      if (leaves({ ...TABLE, threshold }) !== expected) different++;
    });
    expect(different).toBe(3);
    expect(leaves(TABLE, forests[1])).toBe(expected);
  });

  test('gives rows without a missing cell the same leaves beside rows that have one', () => {
    const random = randomSource(11);
    const deep = { ...SHAPE, groupCount: 5, maxDepth: 11 };
    const rows = 80;
    const table = randomTable(deep, random);
    const cells = Float64Array.from({ length: 4 * rows }, () => Math.floor(8 * random()) - 2);
    const js = createJsKernels();
    const expected = (count: number) => {
      const block = js.block(4, rows);
      block.columns.forEach((column, c) => column.set(cells.subarray(c * rows, (c + 1) * rows)));
      const out = new Int32Array(5 * count);
      js.forest(table).leaves(block, count, out);
      return out;
    };
    for (const instructions of addon.instructionSets()) {
      const forest = loaded(addon, table, instructions);
      const leaves = (count: number) => {
        const out = new Int32Array(5 * count);
        forest.leaves(cells, rows, count, out);
        return out;
      };
      for (const missing of [undefined, 0, 2 * rows + 70, 4 * rows - 1]) {
        const before = missing === undefined ? 0 : cells[missing];
        if (missing !== undefined) cells[missing] = NaN;
        for (const count of [1, 7, 8, 63, 64, 79, rows]) {
          expect(leaves(count), `${instructions}, ${missing}`).toEqual(expected(count));
        }
        if (missing !== undefined) cells[missing] = before;
      }
    }
  });

  test('scores forests of no tree, and layers of no input', () => {
    const kernels = createNativeKernels(addon);
    const empty = { ...TABLE, groupCount: 0, treeStart: Int32Array.of(0) };
    const out = kernels.block(1, 70);
    kernels.forest(empty).sums(kernels.block(4, 70), 70, 0, 0, out, 0);
    expect(out.columns[0].every((sum) => sum === 0)).toBe(true);
    const bias = Float64Array.of(1, 2);
    const layer = { inputs: 0, outputs: 2, channels: 1, weights: new Float32Array(0), bias };
    const y = kernels.matrix(2, 5);
    kernels.dense(layer).run(kernels.matrix(0, 5), 5, y);
    expect([...y.values]).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
  });
});

function loaded(addon: NativeAddon, table = TABLE, instructions = addon.instructionSets()[0]) {
  return new addon.NativeForest(
    instructions,
    false,
    table.groupCount,
    table.treesPerGroup,
    table.columnCount,
    table.treeStart,
    table.column,
    table.threshold,
    table.left,
    table.flags,
    table.bitset,
    table.bitsetFirst,
    table.bitsetLength,
    table.bitsetStart,
    table.bits,
  );
}
