// Which forests the SIMD kernels slice, and how they are cut into batches.
import { describe, expect, test } from 'vitest';
import { PLANE_ROWS } from '../../../assembly/layout.js';
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
    ['categorical splits', { categoricalShare: 0.5 }],
    ['stumps, if they are many', { maxDepth: 1, groupCount: 1000 }],
  ])('there is for %s', (_, shape) => {
    const plan = planOf(shape);
    expect(plan?.fewestRows).toBeGreaterThan(0);
    expect(plan?.fewestRows).toBeLessThan(PLANE_ROWS);
  });

  test.each([
    ['deeper trees', { maxDepth: 9 }],
    ['trees that are mostly absent branches', { maxDepth: 8, leafShare: 0.49 }],
    ['few trees of many columns', { groupCount: 1, columnCount: 3000 }],
    ['leaves only', { maxDepth: 0 }],
    ['no trees', { groupCount: 0 }],
  ])('there is none for %s', (_, shape) => {
    expect(planOf(shape)).toBeUndefined();
  });

  test('there is none for columns of very many levels', () => {
    const table = randomTable({ ...SHAPE, categoricalShare: 0.5 }, randomSource(1));
    table.bitsetFirst.fill(1025);
    expect(slicedPlan(table)).toBeUndefined();
  });

  test('has each set of levels once', () => {
    const table = randomTable({ ...SHAPE, categoricalShare: 1 }, randomSource(1));
    table.bitsetFirst.fill(0);
    table.bitsetLength.fill(3);
    for (const { sets, levelCount } of slicedPlan(table)?.batches[0].levelSlots ?? []) {
      expect(levelCount).toBe(3);
      // Three levels, others, NA.
      expect(sets.length).toBeLessThanOrEqual(2 ** 5);
      expect(new Set(sets.map(String)).size).toBe(sets.length);
    }
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
