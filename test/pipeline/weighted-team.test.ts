// Pipelines whose members were trained with weights: the metrics of real H2O for each of them.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadMojo, readCsv, runPipeline, type TeamPerformance } from '../../src/node.js';
import { differences, type Json } from '../metrics/compare.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/performance/', import.meta.url));
const MODELS = { weighted: 'weighted.zip', plain: 'plain.zip' };

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wasmojo-weights-'));
  await cp(join(FIXTURES, 'bin_weights', 'model.zip'), at('weighted.zip'));
  await cp(join(FIXTURES, 'bin_many_scores', 'model.zip'), at('plain.zip'));
  await cp(join(FIXTURES, 'bin_weights', 'data.csv'), at('rows.csv'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function measured(members: readonly string[], input: object = {}, output: object = {}) {
  const path = at('weights.json');
  const description = {
    input: { table: 'rows.csv', ...input },
    models: MODELS,
    score: { members },
    output: { performance: 'performance.json', ...output },
  };
  await writeFile(path, JSON.stringify(description));
  await runPipeline(path, { force: true });
  return JSON.parse(await readFile(at('performance.json'), 'utf8')) as TeamPerformance;
}

it('measure members and team as H2O does', async () => {
  const { members, team, teamWeights } = await measured(
    ['weighted'],
    {},
    { report: 'report.html' },
  );
  const recorded = gunzipSync(await readFile(join(FIXTURES, 'bin_weights', 'metrics.json.gz')));
  const { metrics } = JSON.parse(recorded.toString()) as {
    metrics: Readonly<Record<string, Json>>;
  };
  const rules = { tolerance: 1e-9, absent: new Set<string>() };
  expect(differences(members[0].metrics, metrics, rules)).toEqual([]);
  expect([members[0].weights, teamWeights, team.nobs, team.MSE]).toEqual([
    'w',
    'w',
    232,
    metrics.MSE,
  ]);
  const html = await readFile(at('report.html'), 'utf8');
  expect(html).toMatch(/<th[^>]*>weights<\/th><td>w<\/td><td>w<\/td>/);
});

it('count rows of the team once where members differ, unless input.weights names a column', async () => {
  const apart = await measured(['weighted', 'plain']);
  expect(apart.members.map(({ weights, metrics }) => [weights, metrics.nobs])).toEqual([
    ['w', 232],
    [null, 242],
  ]);
  expect([apart.teamWeights, apart.team.nobs]).toEqual([null, 242]);
  const named = await measured(['weighted', 'plain'], { weights: 'w' });
  expect([named.teamWeights, named.team.nobs]).toEqual(['w', 232]);
  using plain = await loadMojo(at('plain.zip'));
  const rows = await readCsv(at('rows.csv'), {
    model: { columnPlan: plain.performancePlan({ weights: 'w' }) },
  });
  const { MSE, AUC, nobs } = await plain.performance(rows, { weights: 'w' });
  expect(named.members[1].metrics).toMatchObject({ MSE, AUC, nobs });
});

it('count every row once where the table has no such column', async () => {
  const lines = (await readFile(at('rows.csv'), 'utf8')).split('\n');
  await writeFile(
    at('bare.csv'),
    [lines[0].replace(',w,', ',other,'), ...lines.slice(1)].join('\n'),
  );
  const { members, teamWeights } = await measured(['weighted'], { table: 'bare.csv' });
  expect([members[0].weights, members[0].metrics.nobs, teamWeights]).toEqual([null, 242, null]);
});

it('have a report without metrics where H2O measures nothing', async () => {
  const lines = (await readFile(at('rows.csv'), 'utf8')).trim().split('\n');
  const place = lines[0].split(',').indexOf('w');
  const cells = lines[5].split(',');
  cells[place] = '';
  await writeFile(
    at('light.csv'),
    [...lines.slice(0, 5), cells.join(','), ...lines.slice(6)].join('\n'),
  );
  const described = measured(['weighted'], { table: 'light.csv' }, { report: 'light.html' });
  await expect(described).rejects.toThrow('a weight is missing');
  await measured(
    ['weighted'],
    { table: 'light.csv' },
    { performance: undefined, report: 'light.html' },
  );
  const html = await readFile(at('light.html'), 'utf8');
  expect(html).toContain('<dt>no metrics</dt><dd>a weight is missing');
  expect(html).toContain('The team and its members');
  expect(html).not.toContain('id="performance"');
});

it('refuse a column that the table does not have, and weights of images', async () => {
  const missing = measured(['weighted'], { weights: 'v' });
  await expect(missing).rejects.toThrow('score: column "v" is missing: input.weights names it');
  const images = measured(['weighted'], { table: undefined, images: 'x.idx', weights: 'w' });
  await expect(images).rejects.toThrow('goes with a table');
});
