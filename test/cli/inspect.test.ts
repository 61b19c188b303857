import { describe, expect, it } from 'vitest';
import { loadMojo, treeToDot, treeToSvg, treeToText } from '../../src/node.js';
import { CASES } from '../support/cases.js';
import { linesOf, runCli } from './run-cli.js';

const MOJO = CASES.find(({ name }) => name === 'gbm/bernoulli_mixed')!.mojo;

describe('wasmojo inspect', () => {
  it('has sections for people', async () => {
    const { status, stdout, stderr } = await runCli(['inspect', '--mojo', MOJO]);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    const lines = linesOf(stdout);
    expect(lines[0]).toBe('Gradient Boosting Machine, Binomial');
    expect(lines[1]).toMatch(/^MOJO 1\.40, H2O 3\.46\.0\.10, uuid -?\d+$/);
    expect(lines).toContain('response y_bin');
    for (const section of [
      'Columns',
      'Parameters other than the defaults',
      'Metrics',
      'Maximum metrics',
      'Confusion matrix',
      'Model summary',
      'Variable importances',
      'Scoring history',
    ]) {
      expect(lines).toContain(section);
    }
    expect(lines.find((line) => line.startsWith('c1500 ') && line.includes('█'))).toMatch(/█{20}$/);
    expect(stdout.toString()).toMatch(/^AUC +0\.998902$/m);
    expect(stdout.toString()).toMatch(/^max f1 +0\.465638 /m);
    expect(stdout.toString()).toMatch(/^yes +\d+ +\d+ +0\.\d+ /m);
    expect(stdout.toString()).toMatch(/^c3 +categorical, 3 levels: ".*", ".*", ".*"$/m);
    expect(stdout.toString()).toMatch(/^x1 +number$/m);
    expect(stdout.toString()).toMatch(/^y_bin +categorical, 2 levels: "no", "yes" +response$/m);
  });

  it("--json has H2O's field names", async () => {
    const { status, stdout } = await runCli(['inspect', '--mojo', MOJO, '--json']);
    expect(status).toBe(0);
    const json = JSON.parse(stdout.toString()) as Record<string, unknown>;
    using model = await loadMojo(MOJO);
    expect(json).toMatchObject({
      algo: 'gbm',
      algo_full_name: 'Gradient Boosting Machine',
      response_column_name: 'y_bin',
      output: {
        names: model.columns,
        domains: model.domains,
        model_category: 'Binomial',
        default_threshold: model.defaultThreshold,
      },
    });
    const output = json.output as Record<string, unknown>;
    for (const field of ['variable_importances', 'scoring_history', 'training_metrics']) {
      expect(output[field], field).toBeTruthy();
    }
    expect(json.parameters).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'ntrees' })]),
    );
  });

  it('--tree shows one tree, in four formats', async () => {
    const tree = (...flags: string[]) =>
      runCli(['inspect', '--mojo', MOJO, '--tree', '1', ...flags]);
    using model = await loadMojo(MOJO);
    const view = model.tree(1);
    for (const [format, expected] of [
      ['text', treeToText(view)],
      ['json', `${JSON.stringify(view, undefined, 2)}\n`],
      ['dot', treeToDot(view)],
      ['svg', treeToSvg(view)],
    ]) {
      const { status, stdout } = await tree('--format', format, '--class', 'no');
      expect(status).toBe(0);
      expect(stdout.toString()).toBe(expected);
    }
    expect((await tree()).stdout.toString()).toBe(treeToText(view));
    expect(await tree('--format', 'png')).toMatchObject({ status: 2 });
    expect(await tree('--class', 'maybe')).toMatchObject({ status: 2 });
    expect(await tree('--class', '1')).toMatchObject({ status: 1 });
    const stray = await runCli(['inspect', '--mojo', MOJO, '--format', 'svg']);
    expect(stray.status).toBe(2);
  });

  it('a file that is no MOJO is named, with status 1', async () => {
    const { status, stdout, stderr } = await runCli(['inspect', '--mojo', process.execPath]);
    expect(status).toBe(1);
    expect(stdout.length).toBe(0);
    expect(linesOf(stderr)).toHaveLength(1);
  });
});
