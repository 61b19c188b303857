// Trees that the kernels decode, against those that are made of the table.
import fc from 'fast-check';
import {
  BELOW_TOP,
  DECODER_COUNT,
  DECODER_PADDING,
  NARROW_BYTES,
  NARROW_LEFT,
  NODE_SLOT,
  TREE_DECODED,
  TREE_WIDE,
  WIDE_BYTES,
  WIDE_LEFT,
} from '../../../assembly/layout.js';
import { describe, expect, it, vi } from 'vitest';
import { AuxNodes } from '../../../src/algos/tree/aux-nodes.js';
import { decodeTree } from '../../../src/algos/tree/decode.js';
import { ForestBuilder } from '../../../src/algos/tree/forest-builder.js';
import type { ForestTable } from '../../../src/engine/forest-table.js';
import { createKernels } from '../../../src/engine/index.js';
import type { PackedForest } from '../../../src/engine/packed-forest.js';
import { Arena } from '../../../src/engine/wasm/arena.js';
import { loadForest } from '../../../src/engine/wasm/forest-layout.js';
import { OwnHeap } from '../../../src/engine/wasm/heap.js';
import { SCALAR_BASE64, SIMD_BASE64 } from '../../../src/engine/wasm/kernel-bytes.js';
import type { KernelExports } from '../../../src/engine/wasm/kernel-bytes.js';
import { loadPackedForest } from '../../../src/engine/wasm/packed-layout.js';
import { MojoFormatError } from '../../../src/errors.js';
import { ByteCursor } from '../../../src/mojo/byte-cursor.js';
import { mutated, mutation } from '../../algos/tree/mutations.js';
import { DOMAIN_SIZES, treeOf } from '../../algos/tree/random-tree.js';
import { realTrees } from '../../algos/tree/real-trees.js';
import { writeTree, type SplitSpec, type TreeSpec } from '../../algos/tree/tree-bytes.js';
import { kernelTrees } from './kernel-trees.js';

const RULES = { format: '1.20', littleEndian: true } as const;
const UNTOUCHED = 0xab;
/** Of a chain: with the top's nodes, which are full, just as many nodes as 16 bits can number. */
const NARROW_SPLITS = 32_763;

function packedOf(
  trees: readonly (Uint8Array | undefined)[],
  columnCount = DOMAIN_SIZES.length,
): PackedForest {
  const groupCount = trees.length;
  return { groupCount, treesPerGroup: 1, columnCount, littleEndian: true, bytes: (i) => trees[i] };
}

/** Undefined for trees that are damaged. */
function tableOf(packed: PackedForest): ForestTable | undefined {
  const { groupCount, columnCount } = packed;
  const builder = new ForestBuilder(groupCount, 1, columnCount);
  const sizes = Int32Array.from({ length: columnCount }, (_, i) => DOMAIN_SIZES[i] ?? 0);
  try {
    for (let i = 0; i < groupCount; i++) {
      const tree = packed.bytes(i);
      if (tree === undefined) builder.beginTree();
      else decodeTree(new ByteCursor(tree, 't', true), '1.20', sizes, new AuxNodes(), builder);
    }
  } catch (error) {
    if (error instanceof MojoFormatError) return undefined;
    throw error;
  }
  return builder.finish();
}

/** Kernels on a memory none of whose free bytes is 0. */
async function dirtyKernels(base64: string) {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const module = await WebAssembly.compile(Buffer.from(base64, 'base64'));
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const kernels = exports as KernelExports;
  const start = kernels.heapBase();
  const clear = () => {
    new Uint8Array(memory.buffer, start).fill(0);
    const heap = new OwnHeap(start);
    return { heap, arena: new Arena(memory, heap) };
  };
  return { kernels, memory, start, clear };
}

type Kernels = Awaited<ReturnType<typeof dirtyKernels>>;

function decoded({ clear, kernels }: Kernels, packed: PackedForest) {
  const { arena } = clear();
  const forest = loadPackedForest(packed, 'double', arena, kernels);
  return forest && treesOf(arena, forest.address, packed);
}

function laidOut({ clear }: Kernels, packed: PackedForest, table: ForestTable) {
  const { arena } = clear();
  return treesOf(arena, loadForest(table, 'double', arena).address, packed);
}

function treesOf(arena: Arena, address: number, { groupCount, treesPerGroup }: PackedForest) {
  return kernelTrees(arena.buffer, address, groupCount * treesPerGroup);
}

/** The same whatever is not a split by numbers. */
function byNumbers(tree: TreeSpec): TreeSpec {
  if (tree.kind === 'leaf') return tree;
  const { test } = tree;
  const numeric =
    test.kind === 'nothing'
      ? ({ kind: 'nothing', marker: 0 } as const)
      : ({ kind: 'threshold', threshold: test.kind === 'threshold' ? test.threshold : 3 } as const);
  return { ...tree, test: numeric, left: byNumbers(tree.left), right: byNumbers(tree.right) };
}

const leaf = (value: number): TreeSpec => ({ kind: 'leaf', value });
const split = (left: TreeSpec, right: TreeSpec, fields: Partial<SplitSpec> = {}): SplitSpec => ({
  kind: 'split',
  column: 0,
  direction: 2,
  test: { kind: 'threshold', threshold: 1 },
  sizeBytes: 1,
  left,
  right,
  ...fields,
});

/** A chain of `count` splits. */
function chain(count: number): TreeSpec {
  let tree = leaf(0);
  for (let i = 0; i < count; i++) tree = i % 3 === 0 ? split(tree, leaf(i)) : split(leaf(i), tree);
  return tree;
}

/** A full tree of `levels` levels of splits. */
function full(levels: number): TreeSpec {
  return levels === 0 ? leaf(levels) : split(full(levels - 1), full(levels - 1));
}

/** Uses all readings of some columns. */
const byManyColumns = [0, 1, 2, 3].reduce<TreeSpec>((tree, column) => {
  const asksForNa = { direction: 1, test: { kind: 'nothing', marker: 0 } } as const;
  const left = split(leaf(column), leaf(-1), { column, direction: 3 });
  return split(split(tree, left, { column }), leaf(9), { column, ...asksForNa });
}, leaf(5));

const bytesOf = (tree: TreeSpec) => writeTree(tree, RULES);

it.each([
  ['wasm-scalar', 3, 0],
  ['wasm-simd', 3, 1],
  ['wasm-simd', 9, 0],
] as const)('%s makes the table of trees of %i levels %i times', async (backend, levels, times) => {
  const kernels = await createKernels({ backend });
  const packed = packedOf([bytesOf(full(levels))]);
  const table = vi.fn(() => tableOf(packed)!);
  expect(kernels.packedForest!(packed, { again: table })).toBeDefined();
  expect(table).toHaveBeenCalledTimes(times);
});

describe.each([
  ['scalar', SCALAR_BASE64],
  ['simd', SIMD_BASE64],
])('decoded by the %s kernels', (_, base64) => {
  it.each([
    'gbm/cancer_cv',
    'gbm/enc_one_hot_explicit',
    'gbm/multinomial_iris',
    'gbm/no_split',
    'drf/digits',
    'isolationforest/contamination',
    'upliftdrf/kl',
  ])('trees of %s are those of the table', async (name) => {
    const kernels = await dirtyKernels(base64);
    const { packed, table } = await realTrees(name);
    const trees = decoded(kernels, packed);
    expect(trees).toBeDefined();
    expect(trees).toEqual(laidOut(kernels, packed, table()));
  });

  it('trees that split by numbers, absent ones among them, are those of the table', async () => {
    const kernels = await dirtyKernels(base64);
    const some = fc.array(fc.option(treeOf('1.20').map(byNumbers), { nil: undefined, freq: 5 }), {
      minLength: 1,
      maxLength: 5,
    });
    const property = fc.property(some, (trees) => {
      const packed = packedOf(trees.map((tree) => tree && bytesOf(tree)));
      const found = decoded(kernels, packed);
      expect(found).toBeDefined();
      expect(found).toEqual(laidOut(kernels, packed, tableOf(packed)!));
    });
    fc.assert(property, { numRuns: 200 });
  });

  it.each([
    ['a leaf', leaf(7)],
    ['a chain as long as a node number allows', chain(NARROW_SPLITS)],
    ['a full tree', full(12)],
    ['a subtree that is a leaf only', split(leaf(1), leaf(2))],
  ])('%s is that of the table', async (_, tree) => {
    const kernels = await dirtyKernels(base64);
    const packed = packedOf([bytesOf(tree)]);
    const found = decoded(kernels, packed);
    expect(found).toBeDefined();
    expect(found).toEqual(laidOut(kernels, packed, tableOf(packed)!));
  });

  it('trees of more nodes than a narrow node can name lie with others as those of the table', async () => {
    const kernels = await dirtyKernels(base64);
    const trees = [full(5), chain(NARROW_SPLITS + 1), full(4)];
    const packed = packedOf([...trees.map(bytesOf), bytesOf(byManyColumns)]);
    const found = decoded(kernels, packed);
    expect(found?.map((tree) => (tree!.kind & TREE_WIDE) !== 0)).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(found).toEqual(laidOut(kernels, packed, tableOf(packed)!));
  });

  it.each([
    ['levels', bytesOf(split(leaf(0), leaf(1), { test: { kind: 'inline', bytes: [1, 2, 3, 4] } }))],
    ['very many bytes', new Uint8Array(2 ** 20)],
    ['no bytes', new Uint8Array(0)],
    ['a column that is not there', bytesOf(split(leaf(0), leaf(1), { column: 5 }))],
    ['a direction that is not there', bytesOf(split(leaf(0), leaf(1), { direction: 6 }))],
    ['half of its bytes', bytesOf(full(4)).subarray(0, 100)],
  ])('a tree with %s is left to the table, and takes no memory', async (_, bytes) => {
    const kernels = await dirtyKernels(base64);
    const { arena } = kernels.clear();
    const { top } = arena;
    const packed = packedOf([bytesOf(full(3)), bytes]);
    expect(loadPackedForest(packed, 'double', arena, kernels.kernels)).toBeUndefined();
    expect(arena.top).toBe(top);
    expect(arena.placed).toEqual([]);
    const zeros = arena.allocate(4096);
    expect(new Uint8Array(arena.buffer, zeros, 4096).every((byte) => byte === 0)).toBe(true);
  });

  it('splits that need more slots than 16 bits can name are left to the table', async () => {
    const kernels = await dirtyKernels(base64);
    const columns = 2100;
    const trees = Array.from({ length: columns }, (_, column) =>
      bytesOf(split(leaf(0), leaf(1), { column })),
    );
    expect(decoded(kernels, packedOf(trees.slice(0, 2047), columns))).toBeDefined();
    expect(decoded(kernels, packedOf(trees.slice(0, 2048), columns))).toBeUndefined();
  });

  it('bytes of the other order are left to the table', async () => {
    const kernels = await dirtyKernels(base64);
    const packed = { ...packedOf([bytesOf(full(2))]), littleEndian: false };
    expect(decoded(kernels, packed)).toBeUndefined();
  });

  it.each(['gbm/cancer_cv', 'drf/regression', 'isolationforest/contamination'])(
    'damaged bytes of %s are the forest of the table or left to it, and nothing else is written to',
    async (name) => {
      const kernels = await dirtyKernels(base64);
      const { packed, info } = await realTrees(name);
      const trees = packed.groupCount * packed.treesPerGroup;
      const number = fc.integer({ min: 0, max: trees - 1 });
      const property = fc.property(number, mutation, (tree, damage) => {
        const bytes = mutated(packed.bytes(tree) ?? new Uint8Array(0), damage);
        expectSame(kernels, packedOf([bytes], info.nFeatures));
      });
      fc.assert(property, { numRuns: 200 });
    },
  );

  it('damaged trees are the same nodes, narrow and wide', async () => {
    const kernels = await dirtyKernels(base64);
    const property = fc.property(treeOf('1.20').map(byNumbers), mutation, (tree, damage) => {
      for (const bytes of [bytesOf(tree), mutated(bytesOf(tree), damage)]) {
        expect(rawNodes(kernels, bytes, true)).toEqual(rawNodes(kernels, bytes, false));
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('any bytes are the forest of the table or left to it', async () => {
    const kernels = await dirtyKernels(base64);
    const cell = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0, 0, 0, 0x30, 0x40, 0x70, 2),
    );
    const property = fc.property(fc.array(cell, { maxLength: 80 }), (bytes) => {
      expectSame(kernels, packedOf([Uint8Array.from(bytes)]));
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

/** What comes of a tree, and its nodes: threshold or value, slot, left child. */
function rawNodes({ clear, kernels, memory, start }: Kernels, bytes: Uint8Array, wide: boolean) {
  clear();
  const decoder = (start + 63) & ~63;
  const slots = decoder + 64;
  const nodes = slots + 1024;
  const capacity = 2 * BELOW_TOP + 2 * Math.ceil(bytes.length / 8);
  const waiting = nodes + capacity * WIDE_BYTES;
  const at = waiting + capacity * 4;
  const end = at + bytes.length + DECODER_PADDING;
  if (end > memory.buffer.byteLength) memory.grow(Math.ceil(end / 65_536));
  const view = new DataView(memory.buffer);
  const u32 = (address: number) => view.getUint32(address, true);
  new Uint8Array(memory.buffer, at).set(bytes);
  const fields = Uint32Array.of(slots, DOMAIN_SIZES.length, 64, 1);
  new Uint8Array(memory.buffer, decoder).set(new Uint8Array(fields.buffer));
  const result = kernels.decodeTree(decoder, at, bytes.length, wide, nodes, capacity, waiting);
  if (result !== TREE_DECODED) return [result];
  return Array.from({ length: u32(decoder + DECODER_COUNT) - 1 }, (_, i) => {
    const node = nodes + (i + 1) * (wide ? WIDE_BYTES : NARROW_BYTES);
    const link = (wideAt: number, narrowAt: number) =>
      wide ? u32(node + wideAt) : view.getUint16(node + narrowAt, true);
    return [u32(node), link(NODE_SLOT, NODE_SLOT), link(WIDE_LEFT, NARROW_LEFT)].join();
  });
}

function expectSame(kernels: Kernels, packed: PackedForest): void {
  const { heap, arena } = kernels.clear();
  const before = arena.place(new Uint8Array(4096).fill(UNTOUCHED));
  // All of the memory counts as used, so that the arena clears what it gives out.
  arena.borrow(arena.buffer.byteLength - heap.top - 64);
  new Uint8Array(arena.buffer, heap.top).fill(UNTOUCHED);
  const lent = vi.spyOn(heap, 'borrow');
  const forest = loadPackedForest(packed, 'double', arena, kernels.kernels);
  const ends = lent.mock.results.map(({ value }, i) => Number(value) + lent.mock.calls[i][0]);
  lent.mockRestore();
  const found = forest && treesOf(arena, forest.address, packed);
  const all = Buffer.from(arena.buffer);
  for (const bytes of [all.subarray(before, before + 4096), all.subarray(Math.max(...ends))]) {
    expect(bytes.equals(Buffer.alloc(bytes.length, UNTOUCHED))).toBe(true);
  }
  if (found === undefined) return;
  const table = tableOf(packed);
  expect(table).toBeDefined();
  expect(found).toEqual(laidOut(kernels, packed, table!));
}
