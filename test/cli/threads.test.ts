// `--threads`: the same bytes.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomSource } from '../engine/random.js';
import { runCli, temporaryFolder } from './run-cli.js';

const MOJO = fileURLToPath(new URL('../../bench/fixtures/gbm-28x100x6.zip', import.meta.url));
const NAMES = Array.from({ length: 28 }, (_, i) => `x${i + 1}`);
/** Several frames of the reader. */
const ROWS = 30_000;

describe('predict --threads', () => {
  const folder = temporaryFolder();
  let input: string;

  beforeAll(async () => {
    const random = randomSource(3);
    const lines = Array.from({ length: ROWS }, (_, row) =>
      NAMES.map((_name, c) => (c === 0 ? row : (random() * 4 - 2).toFixed(2))).join(','),
    );
    input = folder.at('rows.csv');
    await writeFile(input, `${NAMES.join(',')}\n${lines.join('\n')}\n`);
  });

  const predict = (output: string, ...flags: string[]) =>
    runCli(['predict', '--mojo', MOJO, '--input', input, '--output', folder.at(output), ...flags]);

  it.each([
    ['csv', ['--keep', 'x1']],
    ['arrow', []],
  ])('writes the same %s', async (format, flags) => {
    expect((await predict(`one.${format}`, ...flags)).status).toBe(0);
    expect((await predict(`two.${format}`, ...flags, '--threads', '3')).status).toBe(0);
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => readFile(folder.at(`${name}.${format}`))),
    );
    expect(two.equals(one)).toBe(true);
  });

  it('takes auto', async () => {
    expect((await predict('auto.csv', '--threads', 'auto')).status).toBe(0);
  });

  it.each(['two', '-1', '257', '1.5', ''])('refuses %j', async (threads) => {
    const { status, stderr } = await predict('none.csv', `--threads=${threads}`);
    expect(status).not.toBe(0);
    expect(stderr).toContain('--threads');
  });
});
