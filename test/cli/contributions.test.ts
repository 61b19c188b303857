// The flags of `predict` for contributions, interactions and frequencies.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linesOf, runCli } from './run-cli.js';

const FOLDER = fileURLToPath(new URL('../fixtures/contributions/', import.meta.url));
const ROWS = join(FOLDER, 'rows.csv');

const predict = (model: string, ...flags: string[]) =>
  runCli(['predict', '--mojo', join(FOLDER, `${model}.zip`), '--input', ROWS, ...flags]);

describe('predict', { timeout: 60_000 }, () => {
  it('writes the highest and lowest contributions with their features', async () => {
    const { status, stdout } = await predict(
      'gbm-bin',
      ...['--predict-contributions', '--top-n', '2', '--bottom-n', '1'],
    );
    const [header, first] = linesOf(stdout);
    expect(status).toBe(0);
    expect(header).toBe(
      'top_feature_1,top_value_1,top_feature_2,top_value_2,bottom_feature_1,bottom_value_1,BiasTerm',
    );
    expect(first).toMatch(/^[a-z]+,[-.\dE]+,[a-z]+,[-.\dE]+,[a-z]+,[-.\dE]+,[-.\dE]+$/);
  });

  it('takes -1 for all of them, also by absolute value', async () => {
    const { stdout } = await predict(
      'gbm-bin',
      ...['--predict-contributions', '--top-n', '-1', '--compare-abs'],
    );
    expect(linesOf(stdout)[0].split(',')).toHaveLength(13);
  });

  it('writes contributions of XGBoost by column with --contributions-format compact', async () => {
    const { stdout } = await predict(
      'xgb-bin',
      ...['--predict-contributions', '--contributions-format', 'compact'],
    );
    expect(linesOf(stdout)[0]).toBe('many,col,x,y,z,k,BiasTerm');
  });

  it('writes contributions of several classes with --multinomial only', async () => {
    const refused = await predict('gbm-multi', '--predict-contributions');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('--multinomial');
    const { stdout } = await predict('gbm-multi', '--predict-contributions', '--multinomial');
    expect(linesOf(stdout)[0]).toMatch(/^hi\.col,.*,hi\.BiasTerm,lo\.col,.*,mid\.BiasTerm$/);
  });

  it('writes interactions and feature frequencies', async () => {
    const pairs = await predict('gbm-bin', '--contribution-interactions');
    expect(linesOf(pairs.stdout)[0]).toMatch(/^col:col,col:x,.*,k:k,BiasTerm$/);
    const counts = await predict('gbm-bin', '--feature-frequencies');
    expect(linesOf(counts.stdout).slice(0, 2).join('\n')).toMatch(
      /^col,x,many,y,z,k\n\d+(,\d+){5}$/,
    );
  });

  it('writes the columns of an answer as JSON lines', async () => {
    const { stdout } = await predict(
      'gbm-bin',
      ...['--format', 'jsonl', '--predict-contributions', '--top-n', '1'],
    );
    const first = JSON.parse(linesOf(stdout)[0]) as Record<string, unknown>;
    expect(Object.keys(first)).toEqual(['row', 'top_feature_1', 'top_value_1', 'BiasTerm']);
    expect(first.row).toBe(0);
  });

  it.each([
    [['--top-n', '2'], '--top-n goes with --predict-contributions'],
    [['--multinomial'], '--multinomial goes with --predict-contributions'],
    [['--predict-contributions', '--compare-abs'], '--top-n or --bottom-n'],
    [['--predict-contributions', '--top-n', 'two'], '--top-n: expected a whole number'],
    [['--predict-contributions', '--contributions-format', 'wide'], 'expected original or compact'],
    [['--predict-contributions', '--feature-frequencies'], 'only one kind of answer'],
    [
      ['--feature-frequencies', '--format', 'jsonl', '--include', 'extended'],
      '--include goes with',
    ],
  ])('refuses %j as wrong usage', async (flags, message) => {
    const { status, stderr } = await predict('gbm-bin', ...flags);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
