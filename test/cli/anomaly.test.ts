// Reconstruction errors and thresholds from the command line: the library's own answers as text.
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CASES, readText } from '../support/cases.js';
import { parsePlainCsv } from '../support/plain-csv.js';
import { linesOf, runCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();
const AUTOENCODER = CASES.find(({ name }) => name === 'autoencoder/numeric')!;
const BINOMIAL = CASES.find(({ name }) => name.startsWith('gbm/bernoulli'))!;

beforeAll(() => {
  writeFileSync(folder.at('ae.csv'), readText(AUTOENCODER, 'input.csv')!);
  writeFileSync(folder.at('binomial.csv'), readText(BINOMIAL, 'input.csv')!);
});

const predict = (mojo: string, input: string, ...flags: string[]) =>
  runCli([
    'predict',
    '--mojo',
    mojo,
    '--input',
    folder.at(input),
    '--set-conv-invalid-number',
    '--quiet',
    ...flags,
  ]);

describe('reconstructions', () => {
  it('the average is the mean of the errors per feature', async () => {
    const average = await predict(AUTOENCODER.mojo, 'ae.csv', '--reconstruction-error');
    expect(average).toMatchObject({ status: 0, stderr: '' });
    const [header, ...means] = linesOf(average.stdout);
    expect(header).toBe('Reconstruction.MSE');
    const flags = ['--reconstruction-error', 'per-feature'];
    const { stdout } = await predict(AUTOENCODER.mojo, 'ae.csv', ...flags);
    const [names, ...rows] = parsePlainCsv(stdout.toString());
    expect(names[0]).toBe('reconstr_mean_radius.SE');
    rows.forEach((row, r) => {
      const mean = row.reduce((sum, cell) => sum + Number(cell), 0) / row.length;
      expect(Number(means[r])).toBe(mean);
    });
  });

  it('are for autoencoders, one kind at a time', async () => {
    const plain = await predict(AUTOENCODER.mojo, 'ae.csv');
    const { stdout } = await predict(AUTOENCODER.mojo, 'ae.csv', '--reconstruction');
    expect(stdout.equals(plain.stdout)).toBe(true);
    expect(await predict(BINOMIAL.mojo, 'binomial.csv', '--reconstruction')).toMatchObject({
      status: 1,
    });
    for (const flags of [
      ['--reconstruction-error', 'median'],
      ['--reconstruction', '--reconstruction-error'],
    ]) {
      expect(await predict(AUTOENCODER.mojo, 'ae.csv', ...flags)).toMatchObject({ status: 2 });
    }
  });
});

describe('--threshold', () => {
  it('moves the labels only', async () => {
    const [, ...rows] = parsePlainCsv(
      (await predict(BINOMIAL.mojo, 'binomial.csv', '--threshold', '0.9')).stdout.toString(),
    );
    const [header, ...usual] = parsePlainCsv(
      (await predict(BINOMIAL.mojo, 'binomial.csv')).stdout.toString(),
    );
    rows.forEach(([label, ...probabilities], r) => {
      expect(probabilities).toEqual(usual[r].slice(1));
      expect(label).toBe(header[Number(probabilities[1]) >= 0.9 ? 2 : 1]);
    });
    const json = await predict(
      BINOMIAL.mojo,
      'binomial.csv',
      ...['--threshold', '0.9', '--format', 'jsonl'],
    );
    const labels = linesOf(json.stdout).map(
      (line) => (JSON.parse(line) as { label: string }).label,
    );
    expect(labels).toEqual(rows.map(([label]) => label));
  });

  it('is a probability, and for binomial models', async () => {
    for (const threshold of ['1.5', 'half', '']) {
      const flags = ['--threshold', threshold];
      expect(await predict(BINOMIAL.mojo, 'binomial.csv', ...flags)).toMatchObject({ status: 2 });
    }
    const flags = ['--threshold', '0.5'];
    expect(await predict(AUTOENCODER.mojo, 'ae.csv', ...flags)).toMatchObject({ status: 1 });
  });
});
