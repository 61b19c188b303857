// Pipelines as models against H2O: the answers of its members, added up as numpy does.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadMojo, type Frame, type Model } from '../../src/node.js';
import { BACKENDS } from '../support/backends.js';
import { built } from '../support/built.js';
import { answersOf, MNIST_SETS, SMALL_DIGITS, type MnistSet } from '../support/mnist.js';

const folder = mkdtempSync(join(tmpdir(), 'wasmojo-mnist-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const TEAMS: Readonly<Record<string, readonly string[]>> = {
  team3DL: ['DL1', 'DL2', 'DL3'],
  team4: ['DL1', 'DL2', 'DRF', 'GBM'],
  team5: ['DL1', 'DL2', 'DL3', 'DRF', 'GBM'],
};

let files = 0;
/** A description of all features that the members read, and of a team of these. */
function described(set: MnistSet, members: readonly string[], team: object = {}): string {
  const read = set.members.filter(({ name }) => members.includes(name)).map(({ reads }) => reads);
  const features = [...new Set(read.flat())].map((model) => {
    const from = set.autoencoders.find(({ name }) => name === model)?.from;
    return { model, prefix: `${model}.`, ...(from && { from: { model: from } }) };
  });
  const names = [...set.autoencoders.map(({ name }) => name), ...members];
  const models = Object.fromEntries(names.map((name) => [name, set.mojo(name)]));
  const path = join(folder, `p${files++}.json`);
  writeFileSync(path, JSON.stringify({ models, features, score: { members, ...team } }));
  return path;
}

/** Row by row, the mean of what H2O recorded, added from left to right. */
function meanProbabilities(set: MnistSet, members: readonly string[]): Float64Array[] {
  const each = members.map(
    (name) => answersOf(set, `${name}.probs.${set.rows.classes}.npy`).values,
  );
  return Array.from({ length: 10 }, (_, c) =>
    Float64Array.from({ length: set.rows.classes }, (__, row) => {
      const said = each.map((values) => values[row * 10 + c]);
      return said.reduce((sum, p) => sum + p) / members.length;
    }),
  );
}

async function labelsOf(model: Model, frame: Frame): Promise<readonly number[]> {
  const [label] = (await model.predict(frame)).columns;
  return label.kind === 'categorical' ? [...label.codes] : [];
}

const recorded = (set: MnistSet, file: string) => [...readFileSync(set.answers(file))];

describe.each(MNIST_SETS)('a pipeline of $name', (set) => {
  const members = set.members.map(({ name }) => name);

  it("gives the mean of the members' probabilities, bit for bit, and the class of the largest", async () => {
    using model = await loadMojo(described(set, members));
    const [label, ...classes] = (await model.predict(set.digits(set.rows.classes))).columns;
    const expected = meanProbabilities(set, members);
    expected.forEach((column, c) => {
      expect(classes[c]).toMatchObject({ name: `p${c}`, values: column });
    });
    const largest = Array.from(expected[0], (_, row) => {
      const said = expected.map((column) => column[row]);
      return said.indexOf(Math.max(...said));
    });
    expect(label.kind === 'categorical' && [...label.codes]).toEqual(largest);
  });

  it('measures its team on digits that have their answers', async () => {
    using model = await loadMojo(described(set, members.slice(0, 1)));
    const rows = set.digits(set.rows.classes);
    const labels = await labelsOf(model, rows);
    const answer = rows.column('answer');
    const right = answer.kind === 'categorical' ? [...answer.codes] : [];
    const metrics = await model.performance(rows);
    const errors = labels.filter((label, row) => label !== right[row]).length;
    expect(metrics).toMatchObject({ nobs: right.length });
    expect(JSON.stringify(metrics)).toContain(`${errors / right.length}`);
  });
});

describe('a pipeline of small digits', () => {
  const members = ['DL1', 'DL2', 'GBM'];
  const rows = SMALL_DIGITS.digits(60);

  it('has the same bits in all back ends, single rows and on several threads', async () => {
    const path = described(SMALL_DIGITS, members);
    using model = await built.loadMojo(path);
    const frame = new built.Frame(rows.columns, rows.rowCount);
    const expected = (await model.predict(frame, { backend: 'js' })).toRows();
    for (const backend of BACKENDS) {
      expect((await model.predict(frame, { backend })).toRows(), backend).toEqual(expected);
    }
    expect((await model.predict(frame, { threads: 2 })).toRows()).toEqual(expected);
    const predictor = model.easyPredict();
    rows.toRows().forEach((row, r) => {
      const { predict, ...classes } = expected[r];
      expect(predictor.predict(row)).toEqual({
        label: predict,
        labelIndex: Number(predict),
        classProbabilities: Object.values(classes),
      });
    });
  });

  it('hands single precision on to its networks', async () => {
    using model = await loadMojo(described(SMALL_DIGITS, members), { backend: 'wasm' });
    const exact = (await model.predict(rows)).column('p3').values as Float64Array;
    const fast = (await model.predict(rows, { precision: 'fast' })).column('p3')
      .values as Float64Array;
    expect(fast).not.toEqual(exact);
    exact.forEach((p, row) => {
      expect(fast[row]).toBeCloseTo(p, 4);
    });
  });
});

const real = MNIST_SETS.filter(({ name }) => name === 'MNIST');

describe.each(real)('teams of $name as models', (set) => {
  const rows = set.digits(10_000);
  const teamLabels = async (members: readonly string[], team = {}) => {
    using model = await loadMojo(described(set, members, team));
    return await labelsOf(model, rows);
  };

  it.each(Object.entries(TEAMS))('%s has the labels recorded', async (name, members) => {
    expect(await teamLabels(members)).toEqual(recorded(set, `${name}.team.10000.u8`));
  });

  it('team4 votes as recorded, whatever decides ties', async () => {
    for (const [tie, file] of [
      ['lowest-class', 'vote_low'],
      ['largest-sum', 'vote_sum'],
    ]) {
      const labels = await teamLabels(TEAMS.team4, { team: 'vote', tie });
      expect(labels, tie).toEqual(recorded(set, `team4.${file}.10000.u8`));
    }
  });

  it('members alone are right in as many rows as recorded', async () => {
    const right = recorded(set, 'test_labels.10000.u8');
    const counts = new Array<number>(right.length).fill(0);
    for (const member of TEAMS.team3DL) {
      (await teamLabels([member])).forEach((label, row) => {
        if (label === right[row]) counts[row]++;
      });
    }
    expect(counts).toEqual(recorded(set, 'team3DL.cmc.10000.u8'));
  });
});
