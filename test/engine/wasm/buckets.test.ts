// The looking-up of ranks that assembly/planes.ts does, step by step, on the buckets that it is given.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketsOf } from '../../../src/engine/wasm/buckets.js';

const { fround } = Math;

/** What the kernel reads: thresholds below `cell`'s bucket, and whether the next ones are at or below the cell. */
function rank(thresholds: Float32Array, cell: number): number {
  const { comparisons, last, lowest, scale, starts } = bucketsOf(thresholds);
  const at = fround(fround(cell - lowest) * scale);
  const bucket = fround(Math.min(last, 0 < at ? at : 0) + 2 ** 23) - 2 ** 23;
  const near = thresholds.subarray(starts[bucket], starts[bucket] + 4 * comparisons);
  return starts[bucket] + near.filter((threshold) => threshold <= cell).length;
}

function expectRanks(thresholds: Float32Array, cells: Iterable<number>): void {
  for (const cell of cells) {
    expect(rank(thresholds, cell)).toBe(thresholds.filter((threshold) => threshold <= cell).length);
  }
}

describe('buckets of thresholds', () => {
  test('lead to the rank of every float', () => {
    const float = fc.float();
    fc.assert(
      fc.property(fc.array(float, { maxLength: 60 }), fc.array(float), (thresholds, cells) => {
        const sorted = Float32Array.from(thresholds).sort();
        if (bucketsOf(sorted).comparisons > 0) expectRanks(sorted, [...cells, ...sorted]);
      }),
    );
  });

  test.each([
    ['evenly spread', (i: number) => i / 7, 1],
    ['in pairs', (i: number) => Math.floor(i / 5), 2],
    ['in threes', (i: number) => Math.floor(i / 9), 3],
    ['in fours', (i: number) => Math.floor(i / 16), 4],
    ['even but for a few outliers', (i: number) => (i < 3 ? -1e38 : i > 398 ? Infinity : i), 2],
    ['too crowded', (i: number) => Math.floor(i / 40), 0],
  ])('of thresholds that are %s need the fewest comparisons', (_, threshold, comparisons) => {
    const thresholds = Float32Array.from({ length: 400 }, (__, i) => threshold(i));
    expect(bucketsOf(thresholds).comparisons).toBe(comparisons);
    if (comparisons > 0) {
      expectRanks(thresholds, [...thresholds, NaN, Infinity, -Infinity, 0.5, 199.5, -0]);
    }
  });

  test('are one where thresholds are too far apart or too close for floats', () => {
    expectRanks(Float32Array.of(-3e38, 0, 3e38), [-Infinity, -3e38, -1, 0, 1, 3e38, Infinity, NaN]);
    expectRanks(Float32Array.of(0, 1e-45, NaN), [-0, 0, 1e-45, 1, NaN]);
    expectRanks(Float32Array.of(NaN, NaN), [0, Infinity, NaN]);
    expectRanks(new Float32Array(0), [0, Infinity, NaN]);
  });
});
