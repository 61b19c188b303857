// Kernels of several threads on one memory, here in one thread: what is shared, and that nobody writes to it.
import { describe, expect, it } from 'vitest';
import { attachKernels, createKernels } from '../../src/engine/index.js';
import type { Block, KernelImage, Kernels } from '../../src/engine/kernels.js';
import type { PackedForest } from '../../src/engine/packed-forest.js';
import { SCALAR_BASE64, SIMD_BASE64 } from '../../src/engine/wasm/kernel-bytes.js';
import { withSharedMemory } from '../../src/engine/wasm/shared-module.js';
import { ArgumentError } from '../../src/errors.js';
import { writeTree, type TreeSpec } from '../algos/tree/tree-bytes.js';
import { randomSource } from './random.js';
import { randomTable } from './random-table.js';

const ROWS = 139;
const COLUMNS = 6;
const TREES_PER_GROUP = 3;
const SHAPE = {
  groupCount: 40,
  treesPerGroup: TREES_PER_GROUP,
  columnCount: COLUMNS,
  maxDepth: 9,
  leafShare: 0.05,
  categoricalShare: 0.2,
  absentShare: 0.1,
};

const RULES = { format: '1.20', littleEndian: true } as const;

/** A full tree with numbers that are its own. */
function fullTree(levels: number, seed: number): TreeSpec {
  if (levels === 0) return { kind: 'leaf', value: seed };
  return {
    ...{ kind: 'split', column: seed % COLUMNS, direction: 2, sizeBytes: 1 },
    test: { kind: 'threshold', threshold: seed % 16 },
    left: fullTree(levels - 1, 2 * seed + 1),
    right: fullTree(levels - 1, 2 * seed + 2),
  };
}

type WasmImage = Extract<KernelImage, { backend: 'wasm' }>;

const table = (seed: number) => randomTable(SHAPE, randomSource(seed));

async function imageOf(kernels: Kernels): Promise<WasmImage> {
  const image = await kernels.image();
  if (image.backend !== 'wasm') throw new Error(image.backend);
  return image;
}

/** What a model of this table does: a forest, its blocks, its sums of some rows. */
function load(kernels: Kernels, seed = 1) {
  const forest = kernels.forest(table(seed));
  const input = kernels.block(COLUMNS, ROWS);
  const out = kernels.block(TREES_PER_GROUP, ROWS);
  return (rowSeed: number): number[][] => {
    const random = randomSource(rowSeed);
    for (const column of input.columns) for (let r = 0; r < ROWS; r++) column[r] = random() * 4 - 2;
    for (const column of out.columns) column.fill(0);
    forest.sums(input, ROWS, 0, SHAPE.groupCount, out, 0);
    kernels.softmaxColumns(out, 0, TREES_PER_GROUP, ROWS);
    return cellsOf(out);
  };
}

const cellsOf = (block: Block) => block.columns.map((column) => [...column.subarray(0, ROWS)]);

const takenBytes = ({ lines }: WasmImage) => lines[0] * 64;

/** Copies of all that was placed. */
function placedBytes({ memory, placed }: WasmImage): string[] {
  return Array.from({ length: placed.length / 2 }, (_, i) =>
    Buffer.from(memory.buffer, placed[2 * i], placed[2 * i + 1]).toString('base64'),
  );
}

describe.each(['wasm-scalar', 'wasm-simd'] as const)('%s', (backend) => {
  it('has trees once for all that load them into the memory of an image', async () => {
    const first = await createKernels({ backend });
    const reference = load(first);
    const image = await imageOf(first);
    const before = takenBytes(image);
    const sums = [];
    for (let thread = 0; thread < 3; thread++) sums.push(load(await attachKernels(image)));
    const tableBytes = image.placed.filter((_, i) => i % 2 === 1).reduce((a, b) => a + b);
    expect((takenBytes(image) - before) / 3).toBeLessThan(tableBytes / 4);
    for (const rowSeed of [5, 6, 7]) {
      for (const sum of sums) expect(sum(rowSeed)).toEqual(reference(rowSeed));
    }
  });

  it('has trees that the kernels decode once for all, too', async () => {
    const trees = Array.from({ length: 80 }, (_, i) => writeTree(fullTree(9, i), RULES));
    const packed: PackedForest = {
      ...{ groupCount: 80, treesPerGroup: 1, columnCount: COLUMNS, littleEndian: true },
      bytes: (tree) => trees[tree],
    };
    const loadPacked = (kernels: Kernels) => {
      const forest = kernels.packedForest!(packed, {
        again: () => expect.fail('a table is made'),
      })!;
      const input = kernels.block(COLUMNS, ROWS);
      const out = kernels.block(1, ROWS);
      input.columns.forEach((column, c) => column.forEach((_, r) => (column[r] = (r * c) % 17)));
      return () => {
        out.columns[0].fill(0);
        forest.sums(input, ROWS, 0, 80, out, 0);
        return cellsOf(out);
      };
    };
    const first = await createKernels({ backend });
    const reference = loadPacked(first)();
    const image = await imageOf(first);
    const before = placedBytes(image);
    const taken = takenBytes(image);
    const treeBytes = image.placed.filter((_, i) => i % 2 === 1).reduce((a, b) => a + b);
    const sums = [];
    for (let thread = 0; thread < 3; thread++) sums.push(loadPacked(await attachKernels(image)));
    expect((takenBytes(image) - taken) / 3).toBeLessThan(treeBytes / 4);
    for (const sum of sums) expect(sum()).toEqual(reference);
    expect(placedBytes(image)).toEqual(before);
  });

  it('has trees with wide nodes of several forests once for all, too', async () => {
    const trees = [1, 2].map((seed) => writeTree(fullTree(16, seed), RULES));
    const loadAll = (kernels: Kernels) => {
      for (const tree of trees) {
        const packed: PackedForest = {
          ...{ groupCount: 1, treesPerGroup: 1, columnCount: COLUMNS, littleEndian: true },
          bytes: () => tree,
        };
        kernels.packedForest!(packed, { again: () => expect.fail('a table is made') });
      }
    };
    const first = await createKernels({ backend });
    loadAll(first);
    const image = await imageOf(first);
    const taken = takenBytes(image);
    loadAll(await attachKernels(image));
    // What is borrowed to decode a tree, six times its bytes, but no nodes.
    expect(takenBytes(image) - taken).toBeLessThan(6.5 * trees[0].length);
  });

  it('does not write to what is shared', async () => {
    const first = await createKernels({ backend });
    load(first);
    const image = await imageOf(first);
    const before = placedBytes(image);
    load(await attachKernels(image))(8);
    expect(placedBytes(image)).toEqual(before);
  });

  it('places again what is not the same', async () => {
    const first = await createKernels({ backend });
    load(first, 1);
    const image = await imageOf(first);
    const before = placedBytes(image);
    const other = load(await attachKernels(image), 2);
    expect(other(9)).toEqual(load(await createKernels({ backend: 'js' }), 2)(9));
    expect(placedBytes(image)).toEqual(before);
  });

  it('keeps its own memory apart from the image', async () => {
    const first = await createKernels({ backend });
    const sum = load(first);
    const image = await imageOf(first);
    const attached = await attachKernels(image);
    const expected = sum(10);
    load(attached)(11);
    expect(sum(10)).toEqual(expected);
    attached.dispose();
    expect(sum(10)).toEqual(expected);
  });
});

describe('withSharedMemory', () => {
  it.each([SCALAR_BASE64, SIMD_BASE64])(
    'makes kernels that take shared memory only',
    async (text) => {
      const module = await WebAssembly.compile(withSharedMemory(Buffer.from(text, 'base64')));
      const ordinary = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
      const shared = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
      await WebAssembly.instantiate(module, { env: { memory: shared } });
      await expect(WebAssembly.instantiate(module, { env: { memory: ordinary } })).rejects.toThrow(
        WebAssembly.LinkError,
      );
    },
  );

  it('refuses what imports no memory, and what is cut off', () => {
    const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    const kernels = Buffer.from(SIMD_BASE64, 'base64');
    for (const binary of [
      empty,
      new Uint8Array(0),
      ...[9, 11, 20].map((n) => kernels.subarray(0, n)),
    ]) {
      expect(() => withSharedMemory(binary)).toThrow(ArgumentError);
    }
  });
});
