import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuxNodes } from '../../../src/algos/tree/aux-nodes.js';
import { decodeTree, treeFormat, type TreeFormat } from '../../../src/algos/tree/decode.js';
import { ForestBuilder } from '../../../src/algos/tree/forest-builder.js';
import type { DescribedForest, ForestTable } from '../../../src/engine/forest-table.js';
import { createJsKernels } from '../../../src/engine/js/index.js';
import { MojoFormatError } from '../../../src/errors.js';
import { ByteCursor } from '../../../src/mojo/byte-cursor.js';
import { walkBytes } from './byte-walker.js';
import { DOMAIN_SIZES, randomRow, treeOf } from './random-tree.js';
import {
  preOrder,
  writeAux,
  writeTree,
  type ByteRules,
  type SplitSpec,
  type TestSpec,
  type TreeSpec,
} from './tree-bytes.js';

const FORMATS: readonly TreeFormat[] = ['1.00', '1.10', '1.20'];
const LITTLE: ByteRules = { format: '1.20', littleEndian: true };

function decode(
  bytes: Uint8Array,
  { format, littleEndian }: ByteRules,
  aux?: Uint8Array,
  domainSizes = DOMAIN_SIZES,
): DescribedForest {
  const builder = new ForestBuilder(1, 1, domainSizes.length);
  const ids = new AuxNodes(aux && new ByteCursor(aux, 'aux.bin', littleEndian));
  const cursor = new ByteCursor(bytes, 'tree.bin', littleEndian);
  decodeTree(cursor, format, Int32Array.from(domainSizes), ids, builder);
  return builder.finishDescribed();
}

/** The leaf of each row, by the readable kernels. */
function leavesOf(table: ForestTable, rows: readonly (readonly number[])[]): Int32Array {
  const kernels = createJsKernels();
  const input = kernels.block(table.columnCount, rows.length);
  rows.forEach((row, r) => row.forEach((x, c) => (input.columns[c][r] = x)));
  const leaves = new Int32Array(rows.length);
  kernels.forest(table).leaves(input, rows.length, leaves);
  return leaves;
}

/** A node that is a leaf although its parent calls it a subtree. */
const LAST_LEAF = [0, 255, 255, 0, 0, 0, 0];

const leaf = (value: number): TreeSpec => ({ kind: 'leaf', value });
const split = (
  column: number,
  direction: number,
  test: TestSpec,
  left: TreeSpec,
  right: TreeSpec,
): SplitSpec => ({ kind: 'split', column, direction, test, sizeBytes: 1, left, right });

describe('tree bytes and the forest table send every row to the same leaf', () => {
  for (const format of FORMATS) {
    it(`format ${format}, either byte order, all splits and sizes`, () => {
      const rows = fc.array(randomRow, { minLength: 1, maxLength: 30 });
      const property = fc.property(treeOf(format), fc.boolean(), rows, (tree, littleEndian, xs) => {
        const rules = { format, littleEndian };
        const bytes = writeTree(tree, rules);
        const table = decode(bytes, rules);
        const reached = [...leavesOf(table, xs)].map((node) => table.threshold[node]);
        expect(reached).toEqual(xs.map((row) => walkBytes(bytes, row, DOMAIN_SIZES, rules)));
        expectSound(table);
      });
      fc.assert(property, { numRuns: 600 });
    });
  }

  it('a NAvsREST node marked as a bitset one looks at the range of the bitset before it, not at its domain', () => {
    const bits: TestSpec = { kind: 'inline', bytes: [0, 0, 0, 0] };
    const rest = split(3, 1, { kind: 'nothing', marker: 8 }, leaf(1), leaf(2));
    const bytes = writeTree(split(2, 2, bits, rest, leaf(3)), LITTLE);
    // Column 2 has 3 levels, its bitset 32 bits; level 31 of column 3 lies in it, level 32 does not.
    const rows = [31, 32, NaN].map((level) => [0, 0, 0, level, 0]);
    const table = decode(bytes, LITTLE);
    const reached = [...leavesOf(table, rows)].map((node) => table.threshold[node]);
    expect(reached).toEqual([1, 2, 2]);
    expect(rows.map((row) => walkBytes(bytes, row, DOMAIN_SIZES, LITTLE))).toEqual([1, 2, 2]);
  });

  it('the size of the left subtree takes 1 to 4 bytes', () => {
    for (const littleEndian of [true, false]) {
      for (const sizeBytes of [1, 2, 3, 4]) {
        const test: TestSpec = { kind: 'threshold', threshold: 0.5 };
        const inner = split(1, 2, test, leaf(1), leaf(2));
        const tree = { ...split(0, 3, test, inner, leaf(3)), sizeBytes };
        const rules = { format: '1.20', littleEndian } as const;
        const bytes = writeTree(tree, rules);
        expect(bytes[0] & 0x33).toBe(sizeBytes - 1);
        const table = decode(bytes, rules);
        const rows = [
          [0, 0, 0, 0, 0],
          [0, 1, 0, 0, 0],
          [1, 0, 0, 0, 0],
        ];
        const reached = [...leavesOf(table, rows)].map((node) => table.threshold[node]);
        expect(reached).toEqual([1, 2, 3]);
      }
    }
  });

  it('a tree of one leaf', () => {
    const table = decode(writeTree(leaf(2.5), LITTLE), LITTLE);
    expect([...table.threshold]).toEqual([2.5]);
    expect([...table.column]).toEqual([-1]);
    expect([...table.treeDepth]).toEqual([0]);
  });
});

describe('formats', () => {
  it('1.00 and 1.10 have their own; 1.0 is how old files spell 1.00', () => {
    expect([1, 1.1, 1.2, 1.3, 1.4].map(treeFormat)).toEqual([
      '1.00',
      '1.10',
      '1.20',
      '1.20',
      '1.20',
    ]);
  });

  it('a level outside the bitset goes left in 1.00 and in the NA direction later', () => {
    const test: TestSpec = { kind: 'bitset', first: 0, bits: 8, bytes: [0xff] };
    const tree = split(4, 3, test, leaf(1), leaf(2));
    for (const [format, value] of [
      ['1.00', 1],
      ['1.10', 2],
      ['1.20', 2],
    ] as const) {
      const rules = { format, littleEndian: true };
      const table = decode(writeTree(tree, rules), rules);
      const [node] = leavesOf(table, [[0, 0, 0, 0, 9]]);
      expect(table.threshold[node], format).toBe(value);
    }
  });

  it('a level at or above the domain size is outside from 1.20 on', () => {
    // The bit of level 20 says left, NA goes right; the column has 20 levels.
    const test: TestSpec = { kind: 'inline', bytes: [0, 0, 0, 0] };
    for (const [format, value] of [
      ['1.10', 1],
      ['1.20', 2],
    ] as const) {
      const rules = { format, littleEndian: true };
      const table = decode(writeTree(split(4, 3, test, leaf(1), leaf(2)), rules), rules);
      const [node] = leavesOf(table, [[0, 0, 0, 0, 20]]);
      expect(table.threshold[node], format).toBe(value);
    }
  });
});

describe('numbers of nodes', () => {
  it('come from the auxiliary records, in the order of the splits', () => {
    const property = fc.property(treeOf('1.20'), fc.boolean(), (tree, littleEndian) => {
      const rules = { format: '1.20', littleEndian } as const;
      const ids = new Map(preOrder(tree).map((node, i) => [node, i * 7]));
      const aux = writeAux(tree, (node) => ids.get(node) ?? -1, littleEndian);
      const table = decode(writeTree(tree, rules), rules, aux);
      const byValue = preOrder(tree).filter((node) => node.kind === 'leaf');
      for (let node = 0; node < table.column.length; node++) {
        if (table.column[node] >= 0) continue;
        expect(table.nodeId[node]).toBe(ids.get(byValue[table.threshold[node]]));
      }
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('are -1 behind the last record and without a file', () => {
    const test: TestSpec = { kind: 'threshold', threshold: 0 };
    const tree = split(0, 2, test, split(0, 2, test, leaf(0), leaf(1)), leaf(2));
    const bytes = writeTree(tree, LITTLE);
    const aux = writeAux(tree, () => 5, true).subarray(0, 40);
    const idsOfLeaves = (table: DescribedForest) =>
      [...table.nodeId].filter((_, node) => table.column[node] < 0).sort((a, b) => a - b);
    expect(idsOfLeaves(decode(bytes, LITTLE, aux))).toEqual([-1, -1, 5]);
    expect(idsOfLeaves(decode(bytes, LITTLE))).toEqual([-1, -1, -1]);
  });

  it('a file that is no list of records is refused', () => {
    expect(() => decode(writeTree(leaf(0), LITTLE), LITTLE, new Uint8Array(41))).toThrow(
      'aux.bin: expected records of 40 bytes, got 41 bytes',
    );
  });
});

describe('damaged bytes', () => {
  it('end in MojoFormatError or in a sound table', () => {
    const edit = fc.record({
      at: fc.nat(),
      value: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 0x30, 0x40, 0xff)),
    });
    const property = fc.property(
      fc.constantFrom(...FORMATS).chain((format) => fc.tuple(fc.constant(format), treeOf(format))),
      fc.array(edit, { maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      ([format, tree], edits, share) => {
        const whole = writeTree(tree, { format, littleEndian: true });
        const bytes = whole.slice(0, Math.ceil(whole.length * Math.max(0.3, share)));
        for (const { at, value } of edits) bytes[at % bytes.length] = value;
        expectErrorOrSound(bytes, format);
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });

  it('random bytes likewise', () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom(...FORMATS),
      (bytes, format) => {
        expectErrorOrSound(bytes, format);
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });

  it.each([
    ['no bytes', new Uint8Array(0), /truncated/],
    [
      'a column that does not exist',
      write([0x70, 9, 0, 2]),
      /a split on column 9, but there are 5/,
    ],
    ['a direction that does not exist', write([0x70, 0, 0, 6]), /NA direction 6, expected 0 to 5/],
    ['a type that does not exist', write([0x50, 0, 0, 2, 0, 0, 0, 0]), /node type 80/],
    ['a bitset of -1 bits', write([0x7c, 0, 0, 2, 0, 0, 255, 255, 255, 255]), /-1 bits/],
    [
      'a bitset longer than the file',
      write([0x7c, 0, 0, 2, 0, 0, 255, 255, 255, 127]),
      /truncated/,
    ],
    ['a left subtree of -1 bytes', write([3, 0, 0, 1, 255, 255, 255, 255]), /-1 bytes/],
    ['a left subtree beyond the end', write([0x40, 0, 0, 1, 200, 0, 255, 255]), /tree\.bin/],
  ])('%s', (_, bytes, message) => {
    const run = () => decode(bytes, LITTLE);
    expect(run).toThrow(MojoFormatError);
    expect(run).toThrow(message);
  });

  it('subtrees that overlap are refused before they double again and again', () => {
    // Every split says that its left subtree has no bytes: both children are the same ones.
    const splits = Array.from({ length: 20_000 }, () => [0, 0, 0, 1, 0]);
    const bytes = write([...splits.flat(), ...LAST_LEAF]);
    expect(() => decode(bytes, LITTLE)).toThrow('subtrees that overlap');
  });

  it('bitsets in overlapping subtrees cannot multiply', () => {
    const size = 20_000;
    const bitset = [0x0c, 2, 0, 2, 0, 0, ...int32(size * 8), ...new Array<number>(size).fill(1), 0];
    const bytes = write([...Array.from({ length: 30 }, () => bitset).flat(), ...LAST_LEAF]);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decode(bytes, LITTLE)).toThrow('subtrees that overlap');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * bytes.length);
  });

  it('a thousand NAvsREST nodes below one long bitset share one empty bitset', () => {
    const size = 50_000;
    let tree: TreeSpec = leaf(0);
    for (let i = 0; i < 1000; i++) {
      tree = split(0, 1, { kind: 'nothing', marker: 12 }, leaf(1), tree);
    }
    const bits: TestSpec = {
      kind: 'bitset',
      first: 0,
      bits: size * 8,
      bytes: new Array<number>(size).fill(1),
    };
    const table = decode(writeTree(split(1, 2, bits, leaf(2), tree), LITTLE), LITTLE);
    expect(table.bits.length).toBe(2 * size);
    expectSound(table);
  });
});

describe('deep trees', () => {
  it.each(['left', 'right'] as const)('100,000 levels to the %s', (side) => {
    const depth = 100_000;
    const test: TestSpec = { kind: 'threshold', threshold: 0 };
    let tree = leaf(7);
    for (let i = 0; i < depth; i++) {
      tree = side === 'left' ? split(0, 2, test, tree, leaf(1)) : split(0, 2, test, leaf(1), tree);
    }
    const bytes = writeTree(tree, LITTLE);
    const table = decode(bytes, LITTLE);
    expect(table.treeDepth[0]).toBe(depth);
    expect(table.column.length).toBe(2 * depth + 1);
    const row = [side === 'left' ? -1 : 1, 0, 0, 0, 0];
    const [node] = leavesOf(table, [row]);
    expect(table.threshold[node]).toBe(7);
    expect(walkBytes(bytes, row, DOMAIN_SIZES, LITTLE)).toBe(7);
  });
});

function write(values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

function int32(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >> shift) & 0xff);
}

function expectErrorOrSound(bytes: Uint8Array, format: TreeFormat): void {
  let table: DescribedForest;
  try {
    table = decode(bytes, { format, littleEndian: true });
  } catch (error) {
    expect(error).toBeInstanceOf(MojoFormatError);
    expect((error as MojoFormatError).file).toBe('tree.bin');
    return;
  }
  expectSound(table);
  expect(table.column.length).toBeLessThanOrEqual(bytes.length / 4 + 1);
  expect(table.bits.length).toBeLessThanOrEqual(2 * bytes.length);
}

/** Every node is reached once from the root, and names columns and bits that exist. */
function expectSound(table: ForestTable): void {
  const { column, left, bitset, bitsetStart, bitsetLength, bits } = table;
  const seen = new Set<number>();
  const pending = [{ node: 0, depth: 0 }];
  let deepest = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    if (seen.has(node) || node >= column.length) expect.fail(`node ${node} is no child of one`);
    seen.add(node);
    deepest = Math.max(deepest, depth);
    if (column[node] < 0) {
      if (left[node] !== node) expect.fail(`leaf ${node} does not point at itself`);
      continue;
    }
    if (column[node] >= table.columnCount) expect.fail(`node ${node}: column ${column[node]}`);
    const b = bitset[node];
    if (b >= 0 && bitsetStart[b] + Math.ceil(bitsetLength[b] / 8) > bits.length) {
      expect.fail(`node ${node}: bitset ${b} ends behind the bits`);
    }
    pending.push({ node: left[node] + 1, depth: depth + 1 });
    pending.push({ node: left[node], depth: depth + 1 });
  }
  expect(seen.size).toBe(column.length);
  expect(table.treeDepth[0]).toBe(deepest);
}
