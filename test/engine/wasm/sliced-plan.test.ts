// Which forests the SIMD kernels slice, and how they are cut into batches.
import { describe, expect, test } from 'vitest';
import { slicedPlan } from '../../../src/engine/wasm/sliced-plan.js';
import { randomSource } from '../random.js';
import { randomTable, type TableShape } from '../random-table.js';

const SHAPE: TableShape = {
  groupCount: 50,
  treesPerGroup: 3,
  columnCount: 6,
  maxDepth: 6,
  leafShare: 0,
  categoricalShare: 0,
  absentShare: 0.1,
};

function planOf(shape: Partial<TableShape>) {
  return slicedPlan(randomTable({ ...SHAPE, ...shape }, randomSource(1)));
}

describe('a plan of a sliced forest', () => {
  test.each([
    ['shallow trees', {}],
    ['the deepest trees whose leaves a byte can number', { maxDepth: 8 }],
    ['stumps, if they are many', { maxDepth: 1, groupCount: 1000 }],
  ])('there is for %s', (_, shape) => {
    const plan = planOf(shape);
    expect(plan?.fewestRows).toBeGreaterThan(0);
    expect(plan?.fewestRows).toBeLessThanOrEqual(64);
  });

  test.each([
    ['deeper trees', { maxDepth: 9 }],
    ['categorical splits', { categoricalShare: 0.01 }],
    ['trees that are mostly absent branches', { maxDepth: 8, leafShare: 0.49 }],
    ['few trees of many columns', { groupCount: 1, columnCount: 3000 }],
    ['leaves only', { maxDepth: 0 }],
    ['no trees', { groupCount: 0 }],
  ])('there is none for %s', (_, shape) => {
    expect(planOf(shape)).toBeUndefined();
  });

  test('has all trees in batches of at most 16384 tests, each test once and in order', () => {
    const plan = planOf({ groupCount: 100, maxDepth: 8, thresholds: 'many' });
    const batches = plan?.batches ?? [];
    expect(batches.length).toBeGreaterThan(2);
    expect(batches.map(({ from }) => from)).toEqual([
      0,
      ...batches.map(({ end }) => end).slice(0, -1),
    ]);
    expect(batches.at(-1)?.end).toBe(300);
    for (const { slots } of batches) {
      expect(slots.reduce((sum, slot) => sum + slot.thresholds.length, 0)).toBeLessThanOrEqual(
        16384,
      );
      expect(slots.map(({ column }) => column)).toEqual([0, 1, 2, 3, 4, 5]);
      for (const { thresholds, naRight } of slots) {
        const tests = Array.from(thresholds, (threshold, i) => `${threshold} ${naRight[i]}`);
        expect(new Set(tests).size).toBe(tests.length);
        expect(thresholds).toEqual(thresholds.slice().sort());
      }
    }
  });
});
