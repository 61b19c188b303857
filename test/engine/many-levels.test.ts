// Categorical splits of columns with very many levels: too many for bits of every level at every split.
import { expect, it } from 'vitest';
import { ForestBuilder } from '../../src/algos/tree/forest-builder.js';
import { createKernels } from '../../src/engine/index.js';
import { CATEGORICAL, OUTSIDE_RIGHT } from '../../src/engine/forest-table.js';

const LEVELS = 1_000_000;
const SPLITS = 1000;

/** A chain of splits: the left child is a leaf, the right one the next split. */
function chain() {
  const builder = new ForestBuilder(1, 1, 1);
  builder.beginTree();
  let node = builder.addNodes(1);
  for (let split = 0; split < SPLITS; split++) {
    const first = (split * 7919) % (LEVELS - 8);
    const bitset = builder.addBitset(first, 8, Uint8Array.of(0b10110111));
    const left = builder.addNodes(2);
    const flags = CATEGORICAL | OUTSIDE_RIGHT;
    builder.setSplit(node, { column: 0, threshold: NaN, bitset, flags, left, nodeId: -1 });
    builder.setLeaf(left, split, -1, split + 1);
    node = left + 1;
  }
  builder.setLeaf(node, SPLITS, -1, SPLITS);
  return builder.finish();
}

it('splits of columns with a million levels are scored alike, without memory for every level of every split', async () => {
  const table = chain();
  const rows = 200;
  const answers = [];
  for (const backend of ['js', 'wasm-scalar', 'wasm-simd'] as const) {
    const kernels = await createKernels({ backend });
    const before = process.memoryUsage();
    const input = kernels.block(1, rows);
    const out = kernels.block(1, rows);
    const forest = kernels.forest(table);
    for (let row = 0; row < rows; row++) input.columns[0][row] = row * 7919 + (row % 9) - 1;
    forest.sums(input, rows, 0, 1, out, 0);
    const { external, arrayBuffers } = process.memoryUsage();
    expect(external + arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(16e6);
    answers.push([...out.columns[0]]);
    kernels.dispose();
  }
  expect(new Set(answers[0]).size).toBeGreaterThan(20);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});
