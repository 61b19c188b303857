// Teams whose members predict values.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, valueAgreement, valueReport, ValueScores } from '../../src/index.js';

const scores = new ValueScores(
  ['a', 'b'],
  [Float64Array.of(1, 2, NaN, 8), Float64Array.of(3, 2, 5, 4)],
);

describe('a team of values', () => {
  it('says the mean, and nothing where a member says nothing', () => {
    expect(scores.toFrame().toRows()).toEqual([
      { predict: 2 },
      { predict: 2 },
      { predict: null },
      { predict: 6 },
    ]);
  });

  it('is measured on rows with a right value', () => {
    const report = valueReport(scores, Float64Array.of(2, 3, 7, NaN));
    expect(report.meanSquaredSpread).toBe(0.5);
    expect(valueAgreement(scores).meanSquaredSpread).toBe(5 / 3);
    const unknown = valueReport(scores, new Float64Array(4).fill(NaN));
    expect(unknown.meanSquaredSpread).toBe(5 / 3);
    expect(unknown.team.rows).toBe(0);
    expect(report.members).toEqual([
      { name: 'a', rows: 2, meanError: -1, meanAbsoluteError: 1, meanSquaredError: 1 },
      { name: 'b', rows: 3, meanError: -2 / 3, meanAbsoluteError: 4 / 3, meanSquaredError: 2 },
    ]);
    expect(report.team).toEqual({
      rows: 2,
      meanError: -0.5,
      meanAbsoluteError: 0.5,
      meanSquaredError: 0.5,
    });
  });

  it('lists the rows on which members differ most', () => {
    const { leastSure, differences } = valueAgreement(scores, { leastSure: 2 });
    expect(leastSure).toEqual([
      { row: 3, mean: 6, spread: 2, least: 4, most: 8 },
      { row: 0, mean: 2, spread: 1, least: 1, most: 3 },
    ]);
    expect(differences).toEqual([
      [0, Math.sqrt(20 / 3)],
      [Math.sqrt(20 / 3), 0],
    ]);
  });

  it("has a squared error that is the mean of the members' less the mean squared spread", () => {
    const row = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const column = (c: number) => Float64Array.from(rows, (cells) => cells[c]);
        const team = new ValueScores(['a', 'b', 'c'], [column(0), column(1), column(2)]);
        const { members, team: own, meanSquaredSpread } = valueReport(team, column(3));
        const mean = members.reduce((sum, member) => sum + member.meanSquaredError, 0) / 3;
        expect(own.meanSquaredError).toBeCloseTo(mean - meanSquaredSpread, 6);
      }),
    );
  });

  it('refuses values and answers of other numbers of rows, and no members', () => {
    expect(() => new ValueScores([], [])).toThrow(ArgumentError);
    expect(() => new ValueScores(['a', 'b'], [new Float64Array(2), new Float64Array(3)])).toThrow(
      '2 rows of each member',
    );
    expect(() => valueReport(scores, new Float64Array(3))).toThrow('4 rows');
    expect(() => valueAgreement(scores, { leastSure: -1 })).toThrow('from 0 on');
  });
});
