// Numbers that equal a threshold go right, at every node of the top of a tree and below it.
import { expect, it } from 'vitest';
import { ForestBuilder } from '../../src/algos/tree/forest-builder.js';
import { createKernels, type BackendName } from '../../src/engine/index.js';

const DEPTH = 5;
const LEAVES = 1 << DEPTH;

/** A full tree over one column: leaf k is that of the numbers from k on and below k + 1. */
function fullTree() {
  const builder = new ForestBuilder(1, 1, 1);
  builder.beginTree();
  const fill = (node: number, from: number, to: number): void => {
    if (to - from === 1) {
      builder.setLeaf(node, from, -1, DEPTH);
      return;
    }
    const threshold = (from + to) / 2;
    const left = builder.addNodes(2);
    builder.setSplit(node, { column: 0, threshold, bitset: -1, flags: 0, left, nodeId: -1 });
    fill(left, from, threshold);
    fill(left + 1, threshold, to);
  };
  fill(builder.addNodes(1), 0, LEAVES);
  return builder.finish();
}

it.each<BackendName>(['js', 'wasm-scalar', 'wasm-simd'])('on %s', async (backend) => {
  const kernels = await createKernels({ backend });
  const rows = 2 * LEAVES;
  const input = kernels.block(1, rows);
  const out = kernels.block(1, rows);
  for (let row = 0; row < rows; row++) input.columns[0][row] = row / 2;
  kernels.forest(fullTree()).sums(input, rows, 0, 1, out, 0);
  expect([...out.columns[0]]).toEqual(Array.from({ length: rows }, (_, row) => row >> 1));
  kernels.dispose();
});
