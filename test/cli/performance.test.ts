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
async function textOf(name: string, ...more: string[]): Promise<string> {
  const { status, stdout } = await runCli([...flags(name), '--quiet', ...more]);
  expect(status).toBe(0);
  return stdout.toString();
}
/** The one line on stderr of a run that fails. */
async function complaint(name: string, ...more: string[]): Promise<string> {
  const { status, stderr } = await runCli([...flags(name), ...more]);
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  return stderr;
}

test('JSON has the names of the REST API', async () => {
  const metrics = JSON.parse(await textOf('bin_few_scores', '--json')) as Record<string, unknown>;
  expect(metrics).toMatchObject({
    schema: 'ModelMetricsBinomialV3',
    model_category: 'Binomial',
    AIC: 'NaN',
  });
  expect(metrics.AUC).toBeTypeOf('number');
});

test('people get numbers, the confusion matrix, the criteria and gains/lift', async () => {
  const text = await textOf('bin_few_scores');
  expect(text).toMatch(/^Binomial; \d+ rows count \(nobs\)\n\nmetric +value\n/);
  for (const part of ['\nAUC  ', '\nTotals ', '\nmax f1 ', 'Gains/Lift Table (Avg response']) {
    expect(text).toContain(part);
  }
});

test.each([
  'bin_few_scores',
  'bin_weights',
  'multi_macro_ovr',
  'multi_iris',
  'uplift_gain',
  'km_std',
])('the text of %s fits a terminal', async (name) => {
  const widest = Math.max(...(await textOf(name)).split('\n').map((line) => line.length));
  expect(widest).toBeLessThanOrEqual(100);
});

test('a response that is not there is an error in one line with the columns that are', async () => {
  expect(await complaint('multi_iris', '--response', 'nothing')).toMatch(
    /column "nothing" is missing: --response names it, but the input has "Sepal.Length", .*"Species"/,
  );
});

test('so are weights', async () => {
  expect(await complaint('multi_iris', '--weights', 'w')).toContain('--weights names it');
  expect(await complaint('multi_iris', '--weights', 'Species')).toContain(
    'column "Species": "Iris-virginica" is no number, as a weight has to be',
  );
});

test('without the response the error says how to name it', async () => {
  expect(await complaint('reg_no_response')).toContain('say which (response, --response)');
});

test('the help has examples', async () => {
  const { status, stdout } = await runCli(['performance', '--help']);
  expect(status).toBe(0);
  expect(stdout.toString()).toContain('$ wasmojo performance --mojo model.zip --input test.csv');
});
