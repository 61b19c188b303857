import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.js';

const folder = (name: string) =>
  fileURLToPath(new URL(`../fixtures/performance/${name}/`, import.meta.url));
const flags = (name: string) => [
  'performance',
  '--mojo',
  `${folder(name)}model.zip`,
  '--input',
  `${folder(name)}data.csv`,
];

test('JSON has the names of the REST API', async () => {
  const { status, stdout } = await runCli([...flags('bin_few_scores'), '--json', '--quiet']);
  expect(status).toBe(0);
  const metrics = JSON.parse(stdout.toString()) as Record<string, unknown>;
  expect(metrics).toMatchObject({ model_category: 'Binomial', AIC: 'NaN' });
  expect(metrics.AUC).toBeTypeOf('number');
});

test('people get numbers and tables', async () => {
  const { status, stdout } = await runCli([...flags('multi_iris'), '--quiet']);
  expect(status).toBe(0);
  expect(stdout.toString()).toMatch(/^metric +value[^]*logloss[^]*Confusion Matrix[^]*Totals/);
});

test('a response that is not there is an error in one line', async () => {
  const { status, stderr } = await runCli([...flags('multi_iris'), '--response', 'nothing']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^wasmojo: .*column "nothing" is missing/);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
