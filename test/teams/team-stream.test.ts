import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ArgumentError,
  ConversionCounter,
  Frame,
  Team,
  TeamRecord,
  type Model,
} from '../../src/node.js';
import { loadModels, SMALL_DIGITS } from '../support/mnist.js';

let models: ReadonlyMap<string, Model>;
let team: Team;

beforeAll(async () => {
  models = await loadModels(SMALL_DIGITS, ['DL1', 'DL2', 'GBM']);
  team = new Team([...models].map(([name, model]) => ({ model, name })));
});

afterAll(() => {
  for (const model of models.values()) model.dispose();
});

/** Rows for a model: numbers that follow from row and column. */
function rowsOf(name: string, from: number, to: number): Frame {
  const columns = models.get(name)!.features.map((column, c) => ({
    kind: 'number' as const,
    name: column,
    values: Float64Array.from({ length: to - from }, (_, i) => Math.sin((from + i) * 7 + c)),
  }));
  return new Frame(columns, to - from);
}

/** All rows in frames of these lengths. */
const framesOf = (name: string, lengths: readonly number[]) => {
  let from = 0;
  return lengths.map((rows) => rowsOf(name, from, (from += rows)));
};

async function collected(inputs: Parameters<Team['stream']>[0]) {
  const record = new TeamRecord();
  const lengths: number[] = [];
  for await (const { scores } of team.stream(inputs)) {
    lengths.push(scores.rowCount);
    const texts = Array.from({ length: scores.rowCount }, () => ({ answer: '1' }));
    if (scores.rowCount > 0) record.add(scores, Frame.fromRows(texts).column('answer'));
  }
  return { lengths, scores: record.scores() };
}

describe('a stream of a team', () => {
  it('goes through frames of different lengths in step, and is what score gives', async () => {
    const shared = { frames: framesOf('DL1', [5, 0, 7, 1]) };
    const own = { frames: framesOf('DL2', [2, 2, 0, 9]) };
    const { lengths, scores } = await collected([shared, own, shared]);
    expect(lengths).toEqual([5, 0, 7, 1]);
    const [all] = framesOf('DL1', [13]);
    const whole = await team.score([all, framesOf('DL2', [13])[0], all]);
    expect(scores.probabilities).toEqual(whole.probabilities);
    expect(scores.team).toEqual(whole.team);
  });

  it.each([
    [[5, 5], [5, 4], 9],
    [[5, 5], [5, 5, 1], 11],
  ])('refuses frames of %j and %j rows', async (first, second, found) => {
    const shared = { frames: framesOf('DL1', first) };
    const stream = collected([shared, { frames: framesOf('DL2', second) }, shared]);
    await expect(stream).rejects.toThrow(ArgumentError);
    const again = { frames: framesOf('DL1', first) };
    await expect(collected([again, { frames: framesOf('DL2', second) }, again])).rejects.toThrow(
      `member DL2, got number ${found}`,
    );
  });

  it('has no label where a member fails, and says which one', async () => {
    const shared = { frames: framesOf('DL1', [4]) };
    const [frame] = framesOf('DL2', [4]);
    const [first, ...others] = frame.columns;
    const odd = { kind: 'mixed' as const, name: first.name, cells: [0, 0, 'far', 0] };
    const own = { frames: [new Frame([odd, ...others], 4)] };
    for await (const { scores, failures } of team.stream([shared, own, shared])) {
      expect([...scores.team].map((code) => code < 0)).toEqual([false, false, true, false]);
      expect(scores.labels[0][2]).toBeGreaterThanOrEqual(0);
      expect(failures.map(({ row, member }) => [row, member])).toEqual([[2, 1]]);
      expect(failures[0].error(102).message).toContain('row 102');
    }
  });

  it('tells once what members that share rows meet', async () => {
    const counter = new ConversionCounter();
    const [frame] = framesOf('DL1', [3]);
    const extra = { kind: 'number' as const, values: new Float64Array(3) };
    const more = [
      { ...extra, name: 'answer' },
      { ...extra, name: 'id' },
    ];
    const shared = { frames: [new Frame([...frame.columns, ...more])], counter, kept: ['answer'] };
    await collected([shared, { frames: framesOf('DL2', [3]) }, shared]);
    expect(counter.report().unusedColumns).toEqual(['id']);
  });

  it('wants one input, or one for each member', async () => {
    const input = { frames: framesOf('DL1', [1]) };
    expect(() => team.stream([input, input])).toThrow('one, or 3, one for each member');
    const other = { frames: framesOf('DL2', [1]) };
    await expect(collected(other)).rejects.toThrow('is missing');
  });
});
