// Teams whose members were trained with weights: the metrics of real H2O for each of them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ConversionCounter,
  Frame,
  loadMojo,
  readCsv,
  Team,
  type Metrics,
  type Model,
} from '../../src/node.js';
import { differences, type Json } from '../metrics/compare.js';

const folder = (name: string) =>
  fileURLToPath(new URL(`../fixtures/performance/${name}/`, import.meta.url));
/** A model that was trained with the column w as weights, and one that was not, on the same columns. */
const [WEIGHTED, PLAIN] = ['bin_weights', 'bin_many_scores'];

let weighted: Model;
let plain: Model;
let rows: Frame;
let expected: Readonly<Record<string, Json>>;

beforeAll(async () => {
  weighted = await loadMojo(`${folder(WEIGHTED)}model.zip`);
  plain = await loadMojo(`${folder(PLAIN)}model.zip`);
  rows = await readCsv(`${folder(WEIGHTED)}data.csv`, {
    model: { columnPlan: weighted.performancePlan() },
    naStrings: ['', 'NA'],
  });
  const recorded = gunzipSync(readFileSync(`${folder(WEIGHTED)}metrics.json.gz`)).toString();
  ({ metrics: expected } = JSON.parse(recorded) as { metrics: typeof expected });
});

afterAll(() => {
  weighted.dispose();
  plain.dispose();
});

const asH2o = (found: Metrics | undefined) =>
  differences(found!, expected, { tolerance: 1e-9, absent: new Set<string>() });

/** Through a stream; of each member its own rows, in frames of their own lengths. */
async function measured(
  members: readonly Model[],
  inputs: readonly { readonly rows: Frame; readonly length: number }[],
  columns: Parameters<Team['measurement']>[0] = {},
  counter?: ConversionCounter,
) {
  const team = new Team(members.map((model, i) => ({ model, name: 'abc'[i] })));
  const measurement = team.measurement(columns, counter);
  const kept = ['y_bin', 'w', 'v'];
  const streams = inputs.map(({ rows: own, length }) => ({ frames: pieces(own, length), kept }));
  for await (const block of team.stream(streams)) {
    measurement.add(block, block.input.column('y_bin'));
  }
  return measurement.result();
}

function pieces(frame: Frame, length: number): Frame[] {
  const all = frame.toRows();
  const names = frame.names;
  const found: Frame[] = [];
  for (let from = 0; from < all.length; from += length) {
    const part = Frame.fromRows(all.slice(from, from + length));
    found.push(new Frame(names.map((name) => part.find(name) ?? absent(name, part.rowCount))));
  }
  return found;
}

const absent = (name: string, length: number) => ({
  kind: 'mixed' as const,
  name,
  cells: new Array<null>(length).fill(null),
});

const without = (frame: Frame, name: string) =>
  new Frame(frame.columns.filter((column) => column.name !== name));
const renamed = (frame: Frame, from: string, to: string) =>
  new Frame(
    frame.columns.map((column) => (column.name === from ? { ...column, name: to } : column)),
  );

describe('metrics of a team whose members were trained with weights', () => {
  it('are those of H2O, of each member and of a team of one', async () => {
    const { members, team, teamWeights } = await measured([weighted], [{ rows, length: 100 }]);
    expect([members[0].weights, teamWeights, members[0].metrics.nobs]).toEqual(['w', 'w', 232]);
    expect(asH2o(members[0].metrics)).toEqual([]);
    for (const name of ['nobs', 'MSE', 'logloss', 'AUC', 'pr_auc', 'r2', 'mean_per_class_error']) {
      expect([name, team[name]]).toEqual([name, members[0].metrics[name]]);
    }
  });

  it('take the rows that are given beside predictions', async () => {
    const [predictions] = [await weighted.predict(rows)];
    const team = new Team([{ model: weighted }]);
    const scores = team.scoresOf([predictions]);
    const measurement = team.measurement();
    measurement.add({ predictions: [predictions], scores, rows }, rows.column('y_bin'));
    expect(asH2o(measurement.result().members[0].metrics)).toEqual([]);
    const twice = team.measurement();
    const both = { predictions: [predictions], scores, rows: [rows, rows] };
    expect(() => {
      twice.add(both, rows.column('y_bin'));
    }).toThrow('one for each member');
  });

  it('count every row of the team once where members name different columns', async () => {
    const inputs = [
      { rows, length: 300 },
      { rows, length: 300 },
    ];
    const { members, team, teamWeights } = await measured([weighted, plain], inputs);
    expect(members.map(({ weights }) => weights)).toEqual(['w', null]);
    expect(asH2o(members[0].metrics)).toEqual([]);
    expect(members[1].metrics).toEqual(await plain.performance(rows));
    expect([teamWeights, team.nobs]).toEqual([null, 242]);
  });

  it('take a column that is named for all from the rows of the first member', async () => {
    const other = renamed(rows, 'w', 'v');
    const inputs = [
      { rows: other, length: 300 },
      { rows: without(rows, 'w'), length: 7 },
    ];
    const { members, team, teamWeights } = await measured([weighted, plain], inputs, {
      weights: 'v',
    });
    expect(members.map(({ weights }) => weights)).toEqual(['v', 'v']);
    expect(asH2o(members[0].metrics)).toEqual([]);
    expect(members[1].metrics).toEqual(await plain.performance(other, { weights: 'v' }));
    expect([teamWeights, team.nobs]).toEqual(['v', 232]);
    const missing = measured([weighted], [{ rows, length: 300 }], { weights: 'u' });
    await expect(missing).rejects.toThrow('column "u" is missing');
  });

  it.each([300, 11])('take each member’s from its own rows, in frames of %i', async (length) => {
    const inputs = [
      { rows: without(rows, 'w'), length: 50 },
      { rows, length },
    ];
    const { members, teamWeights } = await measured([weighted, weighted], inputs);
    expect(members.map(({ weights }) => weights)).toEqual([null, 'w']);
    expect(members[0].metrics.nobs).toBe(242);
    expect(asH2o(members[1].metrics)).toEqual([]);
    expect(teamWeights).toBeNull();
  });

  it('refuse weights that are no numbers, or tell once that they are NA', async () => {
    using model = await loadMojo(`${folder('multi_weights')}model.zip`);
    const read = await readCsv(`${folder('multi_weights')}data.csv`, {
      model: { columnPlan: model.performancePlan() },
    });
    const cells = read.toRows().map(({ w }, row) => (row === 3 ? 'heavy' : w));
    const odd = new Frame([...without(read, 'w').columns, { kind: 'mixed', name: 'w', cells }]);
    const predictions = await Promise.all([model.predict(odd), model.predict(odd)]);
    const team = new Team([{ model }, { model }]);
    const block = { predictions, scores: team.scoresOf(predictions), rows: odd };
    expect(() => {
      team.measurement().add(block, odd.column('y_multi'));
    }).toThrow('"heavy" is no number');
    const counter = new ConversionCounter();
    const measurement = team.measurement({ response: 'y_multi' }, counter);
    measurement.add(block, odd.column('y_multi'));
    const { members, team: all } = measurement.result();
    const own = await model.performance(odd, { convertInvalidNumbersToNa: true });
    expect(members.map(({ metrics }) => metrics)).toEqual([own, own]);
    expect(all.nobs).toBe(own.nobs);
    expect(counter.report().invalidNumbers).toEqual([
      { column: 'w', count: 1, examples: ['heavy'] },
    ]);
  });
});
