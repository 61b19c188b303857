// Pipelines whose members predict values.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  loadMojo,
  readCsv,
  runPipeline,
  type TeamPerformance,
  type ValueReport,
} from '../../src/node.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/performance/', import.meta.url));
const MEMBERS = ['reg_huber', 'reg_quantile'];
const MODELS = Object.fromEntries(MEMBERS.map((name) => [name, `${name}.zip`]));
const TABLE = { table: 'rows.csv' };
const SCORE = { members: MEMBERS };

let folder: string;
const at = (name: string) => join(folder, name);
const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(at(name), 'utf8'));
const described = async (description: object) => {
  await writeFile(at('values.json'), JSON.stringify(description));
  return at('values.json');
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wasmojo-values-'));
  for (const name of MEMBERS) await cp(join(FIXTURES, name, 'model.zip'), at(`${name}.zip`));
  await cp(join(FIXTURES, 'reg_huber', 'data.csv'), at('rows.csv'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('write the mean, and the errors of members and team', async () => {
  const output = {
    predictions: 'mean.csv',
    performance: 'performance.json',
    team: 'team.json',
    report: 'report.html',
  };
  const path = await described({ input: TABLE, models: MODELS, score: SCORE, output });
  await runPipeline(path);
  using model = await loadMojo(path);
  const rows = await readCsv(at('rows.csv'), { model });
  const mean = await model.predict(rows);
  const written = await readCsv(at('mean.csv'));
  expect(written.names).toEqual(['predict']);
  // Without a model to ask, a CSV is text.
  const values = written.toRows().map(({ predict }) => Number(predict));
  expect(values).toEqual([...mean.column('predict').values!]);

  const { members, team } = (await json('performance.json')) as TeamPerformance;
  expect(members.map(({ name }) => name)).toEqual(MEMBERS);
  using first = await loadMojo(at('reg_huber.zip'));
  const labelled = await readCsv(at('rows.csv'));
  const { MSE, mae } = await first.performance(labelled);
  expect(members[0].metrics).toMatchObject({ MSE, mae });
  const report = (await json('team.json')) as ValueReport;
  expect(report.members[0].meanAbsoluteError).toBeCloseTo(Number(mae), 5);
  expect(report.team.meanSquaredError).toBeCloseTo(Number(team.MSE), 4);
  expect(report.leastSure).toHaveLength(60);
  const html = await readFile(at('report.html'), 'utf8');
  expect(html).toContain('Differences between members');
  expect(html).toContain('Root mean squared error');
});

it('without answers tell who differs from whom', async () => {
  const lines = (await readFile(at('rows.csv'), 'utf8')).trim().split(/\r?\n/);
  await writeFile(at('bare.csv'), lines.map((line) => line.replace(/,[^,]*$/, '')).join('\n'));
  const output = { team: 'team.json', report: 'report.html' };
  const input = { table: 'bare.csv' };
  await runPipeline(await described({ input, models: MODELS, score: SCORE, output }));
  expect(await json('team.json')).toEqual({
    rows: 300,
    members: MEMBERS.map((name) => ({ name })),
    differences: [
      [0, expect.any(Number)],
      [expect.any(Number), 0],
    ],
    meanSquaredSpread: expect.any(Number) as number,
    leastSure: expect.any(Array) as unknown[],
  });
});

it('refuse answers that are no numbers, unless they are to be NA', async () => {
  const lines = (await readFile(at('rows.csv'), 'utf8')).trim().split(/\r?\n/);
  lines[5] = lines[5].replace(/[^,]*$/, 'dear');
  await writeFile(at('dear.csv'), lines.join('\n'));
  const input = { table: 'dear.csv' };
  for (const output of [{ performance: 'dear.json' }, { team: 'dear.json' }]) {
    const path = await described({ input, models: MODELS, score: SCORE, output });
    await expect(runPipeline(path)).rejects.toThrow('"dear" is no number');
    const [scored] = await runPipeline(path, { convertInvalidNumbersToNa: true });
    expect(scored.conversions?.invalidNumbers).toMatchObject([{ count: 1, examples: ['dear'] }]);
  }
});

it('are refused with members of classes beside them', async () => {
  await cp(join(FIXTURES, 'bin_few_scores', 'model.zip'), at('classes.zip'));
  const models = { ...MODELS, classes: 'classes.zip' };
  const score = { members: [...MEMBERS, 'classes'] };
  const path = await described({ input: TABLE, models, score, output: { team: 'other.json' } });
  await expect(runPipeline(path)).rejects.toThrow('member classes must predict values');
});

it('are refused a vote where they are run as where they are a model', async () => {
  const score = { ...SCORE, team: 'vote' };
  const output = { team: 'voted.json' };
  const path = await described({ input: TABLE, models: MODELS, score, output });
  await expect(runPipeline(path)).rejects.toThrow('score.team: values are no votes');
  await expect(loadMojo(path)).rejects.toThrow('score.team: values are no votes');
});

it('name the column of answers that is not there', async () => {
  const input = { ...TABLE, response: 'nothing' };
  const output = { team: 'other.json' };
  const path = await described({ input, models: MODELS, score: SCORE, output });
  const run = runPipeline(path);
  await expect(run).rejects.toThrow('score: column "nothing" is missing');
  await expect(run).rejects.toThrow('input.response');
});

it('draw no bar of an error without end', async () => {
  const lines = (await readFile(at('rows.csv'), 'utf8')).trim().split(/\r?\n/);
  lines[5] = lines[5].replace(/[^,]*$/, 'Infinity');
  await writeFile(at('endless.csv'), lines.join('\n'));
  const input = { table: 'endless.csv' };
  const output = { report: 'endless.html' };
  await runPipeline(await described({ input, models: MODELS, score: SCORE, output }));
  expect(await readFile(at('endless.html'), 'utf8')).not.toContain('NaN');
});
