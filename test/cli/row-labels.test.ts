// `--labels`: answers of images, which have a file of their own.
import { fileURLToPath } from 'node:url';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadMojo } from '../../src/node.js';
import { imagesToFrame, readImages, readLabels, writeIdxLabels } from '../../src/imaging/node.js';
import { parsePlainCsv } from '../support/plain-csv.js';
import { runCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();
const example = (name: string) =>
  fileURLToPath(new URL(`../../examples/mnist/${name}`, import.meta.url));
const IMAGES = example('t10k-images-idx3-ubyte.gz');
const LABELS = example('t10k-labels-idx1-ubyte.gz');
const OTHER_LABELS = example('train-labels-idx1-ubyte.gz');
const performance = (...flags: string[]) =>
  runCli(['performance', '--mojo', example('mnist.yaml'), '--input', IMAGES, ...flags]);
const features = (...flags: string[]) =>
  runCli(['features', '--mojo', example('AE16.zip'), '--input', IMAGES, ...flags]);

test('performance of a model that reads images', async () => {
  const { status, stdout, stderr } = await performance('--labels', LABELS, '--json');
  expect([status, stderr]).toEqual([0, '']);
  const { images } = await readImages(IMAGES);
  const labels = await readLabels(LABELS);
  const model = await loadMojo(example('mnist.yaml'));
  const rows = imagesToFrame(images, { labels, labelName: 'answer' });
  const { MSE, logloss, nobs } = await model.performance(rows);
  model.dispose();
  expect(JSON.parse(stdout.toString())).toMatchObject({ MSE, logloss, nobs });
});

test('features have the answers behind them, where a classifier finds them', async () => {
  const [stacked, output] = [folder.at('stacked.csv'), folder.at('team.csv')];
  const chain = ['--chain', `${example('AE16.zip')},${example('AE6.zip')}`];
  const { status, stderr } = await features(...chain, '--labels', LABELS, '--output', stacked);
  // The answers are none of the columns that nobody uses.
  expect([status, stderr]).toEqual([0, '']);
  const members = ['--mojo', example('DL1.zip'), '--mojo', example('GBM.zip')];
  const team = ['ensemble', ...members, '--input', stacked, '--keep', 'answer', '--output', output];
  const report = folder.at('team.json');
  expect((await runCli([...team, '--report', report])).status).toBe(0);
  const { stdout } = await runCli(['predict', ...members.slice(0, 2), '--input', stacked]);
  expect(parsePlainCsv(stdout.toString())).toHaveLength(201);
});

test.each([
  ['performance', performance],
  ['features', features],
])('labels for more or fewer rows are an error of their file: %s', async (_, run) => {
  const { status, stderr } = await run('--labels', OTHER_LABELS);
  expect(status).toBe(1);
  expect(stderr).toMatch(/train-labels-idx1-ubyte\.gz: 100 labels, and more rows\n$/);
  const more = folder.at('more.idx');
  writeFileSync(more, writeIdxLabels(new Int32Array(201)));
  expect((await run('--labels', more)).stderr).toContain('more.idx: 201 labels, for 200 rows');
});

test('two places for the responses are wrong usage', async () => {
  const { status, stderr } = await performance('--labels', LABELS, '--response', 'answer');
  expect(status).toBe(2);
  expect(stderr).toContain('choose one');
});
