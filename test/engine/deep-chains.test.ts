// Trees whose longest path is much longer than the others: walks go on for as long as some row moves.
import { expect, it } from 'vitest';
import { ForestBuilder } from '../../src/algos/tree/forest-builder.js';
import { createKernels, type BackendName } from '../../src/engine/index.js';
import { CATEGORICAL } from '../../src/engine/forest-table.js';

const SPLITS = 40;
const ROWS = 139;

/**
 * A chain of splits: a number below s ends in the leaf of value s. With levels, split 20 is by the level instead, and every
 * level goes right.
 */
function chain(withLevels: boolean) {
  const builder = new ForestBuilder(1, 1, 2);
  builder.beginTree();
  let node = builder.addNodes(1);
  for (let split = 0; split < SPLITS; split++) {
    const left = builder.addNodes(2);
    const byLevel = withLevels && split === 20;
    builder.setSplit(node, {
      column: byLevel ? 1 : 0,
      threshold: byLevel ? NaN : split,
      bitset: byLevel ? builder.addBitset(0, 8, Uint8Array.of(0xff)) : -1,
      flags: byLevel ? CATEGORICAL : 0,
      left,
      nodeId: -1,
    });
    builder.setLeaf(left, split, -1, split + 1);
    node = left + 1;
  }
  builder.setLeaf(node, SPLITS, -1, SPLITS);
  return builder.finish();
}

it.each<[BackendName, boolean]>([
  ['js', false],
  ['js', true],
  ['wasm-scalar', false],
  ['wasm-scalar', true],
  ['wasm-simd', false],
  ['wasm-simd', true],
])(
  '%s leads every row to the end of its path, with a split by levels: %s',
  async (backend, withLevels) => {
    const kernels = await createKernels({ backend });
    const input = kernels.block(2, ROWS);
    const out = kernels.block(1, ROWS);
    const xs = Array.from({ length: ROWS }, (_, row) => (row * 7) % (SPLITS + 10));
    xs.forEach((x, row) => {
      input.columns[0][row] = x;
      input.columns[1][row] = row % 8;
    });
    kernels.forest(chain(withLevels)).sums(input, ROWS, 0, 1, out, 0);
    // 19 would end below split 20, were that not by the level.
    const expected = xs.map((x) => (withLevels && x === 19 ? 21 : Math.min(x + 1, SPLITS)));
    expect([...out.columns[0]]).toEqual(expected);
    kernels.dispose();
  },
);
