// Ways to leaves that H2O has no text for: it packs them into a double, where some are NaN.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TreeModel } from '../../src/algos/algorithm.js';
import { losesLeaves, presentTrees, treePaths } from '../../src/answers/leaf-paths.js';
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
  `R${'L'.repeat(52)}${'R'.repeat(10)}`,
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

  it('can be lost from 62 levels on, unless the algorithm keeps ways of any length', () => {
    expect(losesLeaves(oneWay('L'.repeat(61)).model, 0)).toBe(false);
    expect(losesLeaves(oneWay('L'.repeat(62)).model, 0)).toBe(true);
    const { model, end } = oneWay('R'.repeat(80));
    const long = { ...model, longPaths: true };
    expect(losesLeaves(long, 0)).toBe(false);
    const ways = treePaths(long, 0);
    expect(ways.paths[ways.pathOf(end)]).toBe('R'.repeat(80));
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

describe('trees', () => {
  // Two groups of three classes; class 2 has no tree in group 1, class 3 none in group 2.
  const forest = {
    groupCount: 2,
    treesPerGroup: 3,
    treeStart: Int32Array.of(0, 1, 2, 2, 3, 4, 4),
    treeDepth: new Int32Array(6),
  };
  const named = (model: object) => presentTrees(model as TreeModel).map(({ name }) => name);

  it('that are absent have no column', () => {
    expect(named({ forest })).toEqual(['T1.C1', 'T2.C1', 'T2.C2', 'T1.C3']);
  });

  it('are in the order of the model where it has one', () => {
    const listing = Int32Array.of(5, 4, 3, 2, 1, 0);
    expect(named({ forest, listing })).toEqual(['T1.C3', 'T2.C2', 'T2.C1', 'T1.C1']);
  });
});
