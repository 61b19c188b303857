import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement } from '../../src/teams/agreement.js';
import { labelCounts } from '../../src/teams/class-table.js';
import { correctModels, correctModelsTable } from '../../src/teams/correct-models.js';
import { leastSure } from '../../src/teams/low-confidence.js';
import { TeamScores } from '../../src/teams/team-scores.js';
import { teamMetrics } from '../../src/teams/team-metrics.js';
import { teamReport } from '../../src/teams/team-report.js';
import type { Column } from '../../src/frame/column.js';

/** Scores from `rows[row][member][class]`. */
function scoresOf(rows: readonly (readonly (readonly number[])[])[], classes = ['a', 'b', 'c']) {
  const members = rows[0].map((_, m) => `m${m}`);
  const probabilities = members.map((_, m) =>
    classes.map((_level, c) => Float64Array.from(rows, (row) => row[m][c])),
  );
  return new TeamScores(members, classes, probabilities);
}

const answersOf = (texts: readonly (string | null)[]): Column => ({
  kind: 'mixed',
  name: 'answer',
  cells: texts,
});

describe('a team', () => {
  it('says the class with the largest sum, the first one of equal ones', () => {
    const scores = scoresOf([
      [
        [0.6, 0.4, 0],
        [0.1, 0.9, 0],
      ],
      [
        [0.5, 0.5, 0],
        [0.5, 0.5, 0],
      ],
    ]);
    expect([...scores.team]).toEqual([1, 0]);
    expect(scores.labels.map((label) => [...label])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(scores.sums[1][0]).toBe(0.4 + 0.9);
  });

  it('adds the members in their order', () => {
    const probabilities = [0.1, 0.2, 0.3].map((p) => [p, 1 - p, 0]);
    const [sums] = scoresOf([probabilities]).sums;
    expect(sums[0]).toBe(0.1 + 0.2 + 0.3);
    expect(sums[0]).not.toBe(0.3 + 0.2 + 0.1);
  });

  it('has a frame as a model has, with means', () => {
    const scores = scoresOf(
      [
        [
          [0.5, 0.5],
          [0.25, 0.75],
        ],
      ],
      ['0', 'yes'],
    );
    expect(scores.toFrame().toRows()).toEqual([{ predict: 'yes', p0: 0.375, yes: 0.625 }]);
    expect(scores.toFrame(Int32Array.of(-1)).row(0).predict).toBeNull();
  });

  it('takes NaN for no answer', () => {
    const none = [NaN, NaN, NaN];
    const scores = scoresOf([
      [none, none],
      [[NaN, 0.2, 0.1], none],
    ]);
    expect([...scores.labels[0]]).toEqual([-1, 1]);
    expect([...scores.team]).toEqual([-1, -1]);
    expect([...scores.vote('lowest-class').labels]).toEqual([-1, 1]);
    expect(leastSure(scores, 5)).toEqual([]);
    expect(agreement(scores)).toEqual({
      pairs: [
        [1, 0],
        [0, 0],
      ],
      unanimous: 0,
    });
  });
});

describe('votes', () => {
  const tied = scoresOf([
    [
      [0.6, 0.4, 0],
      [0.1, 0.9, 0],
      [0.2, 0.1, 0.7],
    ],
    [
      [0.6, 0.4, 0],
      [0.6, 0.4, 0],
      [0, 1, 0],
    ],
  ]);

  it('go to the majority, ties to the lowest class or to the largest sum', () => {
    expect(tied.vote('lowest-class')).toEqual({ labels: Int32Array.of(0, 0), ties: 1 });
    expect(tied.vote('largest-sum')).toEqual({ labels: Int32Array.of(1, 0), ties: 1 });
    // The team weighs what voters do not.
    expect([...tied.team]).toEqual([1, 1]);
    expect(() => tied.vote('toss' as 'largest-sum')).toThrow("'lowest-class' or 'largest-sum'");
  });

  it('of any probabilities are those that counting gives', () => {
    const row = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const scores = scoresOf(rows);
        const low = scores.vote('lowest-class');
        const sum = scores.vote('largest-sum');
        expect(low.ties).toBe(sum.ties);
        rows.forEach((members, r) => {
          const count = (c: number) =>
            members.filter((p) => p.indexOf(Math.max(...p)) === c).length;
          const counts = [0, 1, 2].map(count);
          const leading = [0, 1, 2].filter((c) => counts[c] === Math.max(...counts));
          expect(low.labels[r]).toBe(leading[0]);
          const total = (c: number) => members.reduce((all, p) => all + p[c], 0);
          const best = Math.max(...leading.map(total));
          expect(sum.labels[r]).toBe(leading.find((c) => total(c) === best));
        });
      }),
    );
  });
});

describe('counts', () => {
  const scores = scoresOf([
    [
      [1, 0, 0],
      [1, 0, 0],
    ],
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
    [
      [0, 0, 1],
      [0, 1, 0],
    ],
    [
      [0, 1, 0],
      [0, 1, 0],
    ],
  ]);

  it('of correct models, with their cumulative table', () => {
    const counts = correctModels(scores, Int32Array.of(0, 0, 0, -1));
    expect([...counts]).toEqual([2, 1, 0, -1]);
    expect(correctModelsTable(counts, 2)).toEqual([
      { models: 0, rows: 1, cumulative: 1 },
      { models: 1, rows: 1, cumulative: 2 },
      { models: 2, rows: 1, cumulative: 3 },
    ]);
  });

  it('of agreement', () => {
    expect(agreement(scores)).toEqual({
      pairs: [
        [4, 2],
        [2, 4],
      ],
      unanimous: 2,
    });
  });

  it('of classes and errors', () => {
    const counts = labelCounts(
      ['a', 'b'],
      Int32Array.of(0, 0, 1, -1, 2),
      Int32Array.of(0, 1, 1, 1, 1),
    );
    expect(counts).toEqual({
      rows: 4,
      errors: 2,
      errorRate: 0.5,
      confusion: [
        [1, 1],
        [0, 1],
      ],
      perClass: [
        { class: 'a', rows: 2, errors: 1, errorRate: 0.5 },
        { class: 'b', rows: 1, errors: 0, errorRate: 0 },
      ],
    });
  });

  it('of rows that are least sure', () => {
    const unsure = scoresOf([
      [[0.7, 0.2, 0.1]],
      [[0.4, 0.3, 0.3]],
      [[0.45, 0.1, 0.45]],
      [[0.4, 0.3, 0.3]],
    ]);
    expect(leastSure(unsure, 3)).toEqual([
      { row: 2, label: 'a', runnerUp: 'c', sum: 0.45, gap: 0 },
      { row: 1, label: 'a', runnerUp: 'b', sum: 0.4, gap: 0.4 - 0.3 },
      { row: 3, label: 'a', runnerUp: 'b', sum: 0.4, gap: 0.4 - 0.3 },
    ]);
  });
});

describe('a report', () => {
  const scores = scoresOf(
    [
      [
        [0.8, 0.2],
        [0.6, 0.4],
      ],
      [
        [0.8, 0.2],
        [0.3, 0.7],
      ],
      [
        [0.1, 0.9],
        [0.2, 0.8],
      ],
    ],
    ['0', '1'],
  );

  it('counts rows whose answer is known', () => {
    const report = teamReport(scores, answersOf(['0', '1', null]));
    expect(report).toMatchObject({
      rows: 2,
      members: [
        { name: 'm0', errors: 1 },
        { name: 'm1', errors: 0 },
      ],
      team: { errors: 1, logloss: -(Math.log(0.7) + Math.log(1 - (1 - 0.45))) / 2 },
      votes: { 'lowest-class': { errors: 1, ties: 1 }, 'largest-sum': { errors: 1, ties: 1 } },
      nobodyRight: [],
      agreement: { unanimous: 2 },
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('leaves rows without prediction out of the log loss, as performance does', async () => {
    const own = [
      [
        [0.8, 0.2],
        [0.6, 0.4],
      ],
      [
        [NaN, NaN],
        [0.3, 0.7],
      ],
    ];
    const some = scoresOf(own, ['0', '1']);
    const report = teamReport(some, answersOf(['0', '1']));
    expect(report.team).toMatchObject({ rows: 2, errors: 1, logloss: -Math.log(0.7) });
    const measured = await teamMetrics(some, answersOf(['0', '1']));
    expect(measured).toMatchObject({ nobs: 1, logloss: report.team.logloss });
    expect(teamReport(scoresOf([own[1]], ['0', '1']), answersOf(['0'])).team.logloss).toBeNaN();
  });

  it('takes numbers, and counts classes that nobody knows as errors of all', () => {
    const numbers: Column = { kind: 'number', name: 'answer', values: Float64Array.of(0, 7, 1) };
    const report = teamReport(scores, numbers, { leastSure: 1 });
    expect(report).toMatchObject({ rows: 3, team: { errors: 1 }, nobodyRight: [1] });
    expect(report.leastSure).toHaveLength(1);
  });

  it('refuses answers that do not belong to the rows', () => {
    expect(() => teamReport(scores, answersOf(['0']))).toThrow('3 rows');
    expect(() => teamReport(scores, answersOf(['x', 'y', 'z']))).toThrow('none in common');
    const options = { leastSure: -1 };
    expect(() => teamReport(scores, answersOf(['0', '1', '1']), options)).toThrow('leastSure');
  });
});
