import { describe, expect, it } from 'vitest';
import { coverage } from '../../src/teams/coverage.js';
import { TeamScores } from '../../src/teams/team-scores.js';

/** One member, two classes; the gap of a row is twice its number less one. */
function teamOf(first: readonly number[]): TeamScores {
  const one = Float64Array.from(first);
  return new TeamScores(['a'], ['x', 'y'], [[one, one.map((p) => 1 - p)]]);
}

describe('coverage', () => {
  it('counts errors among the surest rows first', () => {
    const scores = teamOf([0.6, 1, 0.75, 0.125]);
    const answers = Int32Array.from([1, 0, 0, 0]);
    expect(coverage(scores, answers)).toEqual([
      { rows: 1, gap: 1, errors: 0 },
      { rows: 2, gap: 0.75, errors: 1 },
      { rows: 3, gap: 0.5, errors: 1 },
      { rows: 4, gap: expect.closeTo(0.2) as number, errors: 2 },
    ]);
  });

  it('leaves out rows without an answer, and has rows without a label last', () => {
    const scores = teamOf([0.75, NaN, 0.5, 1]);
    expect(coverage(scores, Int32Array.from([0, 0, 0, -1]))).toEqual([
      { rows: 1, gap: 0.5, errors: 0 },
      { rows: 2, gap: 0, errors: 0 },
      { rows: 3, gap: -1, errors: 1 },
    ]);
  });

  it('has fifty points of many rows, the last of them all', () => {
    const scores = teamOf(Array.from({ length: 1001 }, (_, i) => i / 1000));
    const points = coverage(scores, new Int32Array(1001));
    expect(points).toHaveLength(50);
    expect(points.at(-1)).toEqual({ rows: 1001, gap: 0, errors: 500 });
  });
});
