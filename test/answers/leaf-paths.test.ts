// Ways to leaves that H2O has no text for: it packs them into a double, where some are NaN.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TreeModel } from '../../src/algos/algorithm.js';
import { losesLeaves, treePaths } from '../../src/answers/leaf-paths.js';
import { loadMojo, readCsv } from '../../src/node.js';
import { readJsonLines, readText, type Case } from '../support/cases.js';

/** A tree that is one way: at every step the other child is a leaf. Returns the node at its end, too. */
function oneWay(steps: string): { model: TreeModel; end: number } {
  const column = [-1];
  const left = [0];
  let node = 0;
  for (const step of steps) {
    column[node] = 0;
    left[node] = column.length;
    left.push(column.length, column.length + 1);
    column.push(-1, -1);
    node = left[node] + (step === 'R' ? 1 : 0);
  }
  const forest = {
    treeStart: Int32Array.of(0, column.length),
    treeDepth: Int32Array.of(steps.length),
    column: Int32Array.from(column),
    left: Int32Array.from(left),
  };
  return { model: { forest } as unknown as TreeModel, end: node };
}

/** What Java has: R is 1, a 1 ends the way, and NaN is no way. */
function isNaNInJava(steps: string): boolean {
  let bits = 0n;
  for (const [i, step] of `${steps}R`.split('').entries()) {
    if (step === 'R') bits |= 1n << BigInt(i);
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return Number.isNaN(view.getFloat64(0));
}

const WAYS = [
  '',
  'LRL',
  'R'.repeat(61),
  'R'.repeat(62),
  'R'.repeat(63),
  'L'.repeat(63),
  `${'L'.repeat(52)}${'R'.repeat(10)}`,
  `${'L'.repeat(52)}${'R'.repeat(11)}`,
  `R${'L'.repeat(51)}${'R'.repeat(10)}`,
  `R${'L'.repeat(51)}${'R'.repeat(10)}L`,
  `R${'L'.repeat(51)}${'R'.repeat(11)}`,
  `${'R'.repeat(61)}L`,
];

describe('the way to a leaf', () => {
  it.each(WAYS)('is lost where the double is NaN, and nowhere else: %s', (steps) => {
    const { model, end } = oneWay(steps);
    const ways = treePaths(model, 0);
    const lost = isNaNInJava(steps);
    expect(ways.paths[ways.pathOf(end)]).toBe(lost ? undefined : steps);
    if (lost) expect(losesLeaves(model, 0)).toBe(true);
  });

  it.each([64, 65, 200])('is lost from 64 levels on: %i', (depth) => {
    const { model, end } = oneWay('L'.repeat(depth));
    expect(treePaths(model, 0).pathOf(end)).toBe(-1);
    expect(losesLeaves(model, 0)).toBe(true);
  });

  it('takes the number of the leaf with it', async () => {
    const folder = fileURLToPath(
      new URL('../fixtures/corpus-extra/gbm/paths_lost/', import.meta.url),
    );
    const golden = { folder } as Case;
    const rows = readJsonLines<{ leafNodeAssignmentIds: number[] }>(golden, 'rows.jsonl');
    using model = await loadMojo(join(folder, 'model.zip'));
    const frame = await readCsv(Buffer.from(readText(golden, 'input.csv')!), { model });
    const leaves = await model.predictLeafNodeAssignment(frame, {
      type: 'Node_ID',
      convertInvalidNumbersToNa: true,
    });
    const numbers = leaves.toRows().map((row) => Object.values(row));
    expect(numbers).toEqual(rows.map(({ leafNodeAssignmentIds }) => leafNodeAssignmentIds));
    expect(numbers.flat()).toContain(-1);
  });
});
