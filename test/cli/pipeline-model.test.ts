// Where a command takes a model, it takes the description of a pipeline.
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SMALL_DIGITS } from '../support/mnist.js';
import { linesOf, runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'wasmojo-cli-pipeline-'));
const description = join(folder, 'digits.yaml');
const rows = join(folder, 'digits.csv');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeAll(async () => {
  const models = ['AE16', 'AE24', 'AE8', 'DL1', 'GBM'].map(
    (name) => `${name}: ${SMALL_DIGITS.mojo(name)}`,
  );
  await writeFile(
    description,
    `models: { ${models.join(', ')} }
features:
  - { model: AE16, prefix: AE16. }
  - { model: AE8, prefix: AE8., from: { model: AE24 } }
score: { members: [DL1, GBM] }
`,
  );
  const digits = SMALL_DIGITS.digits(20).toRows();
  const lines = [Object.keys(digits[0]), ...digits.map((row) => Object.values(row))];
  await writeFile(rows, lines.map((cells) => `${cells.join()}\n`).join(''));
});

describe('the description of a pipeline as --mojo', () => {
  it('predicts, and what is exported predicts the same', async () => {
    const args = ['--input', rows, '--keep', 'answer'];
    const { status, stdout } = await runCli(['predict', '--mojo', description, ...args]);
    expect(status).toBe(0);
    expect(linesOf(stdout)[0]).toBe('answer,predict,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9');
    expect(linesOf(stdout)).toHaveLength(21);

    const exported = await runCli(['export', '--mojo', description, '--output', folder]);
    expect(linesOf(exported.stdout)).toEqual([join(folder, 'digits.zip')]);
    const again = await runCli(['predict', '--mojo', join(folder, 'digits.zip'), ...args]);
    expect(again.stdout).toEqual(stdout);
  });

  it('is inspected', async () => {
    const { stdout } = await runCli(['inspect', '--mojo', description]);
    expect(linesOf(stdout)).toContain('wasmojo Pipeline, Multinomial');
    expect(stdout.toString()).toMatch(
      /^layer 1 of AE8 +AE8 +Deep Learning +layer 1 of AE24 +AE8\.DF/m,
    );
    const { stdout: json } = await runCli(['inspect', '--mojo', description, '--json']);
    expect(JSON.parse(json.toString())).toMatchObject({ algo: 'wasmojo-pipeline' });
  });

  it('is measured', async () => {
    const { status, stdout } = await runCli([
      'performance',
      '--mojo',
      description,
      '--input',
      rows,
    ]);
    expect(status).toBe(0);
    expect(stdout.toString()).toContain('logloss');
  });

  it('ends in one line that names the place of an error', async () => {
    const wrong = join(folder, 'wrong.yaml');
    await writeFile(wrong, 'models: { A: a.zip }\nscore: { members: [B] }\n');
    const { status, stderr } = await runCli(['predict', '--mojo', wrong, '--input', rows]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      `wasmojo: ${wrong}:2:20: score.members[0]: expected one of A, got text "B"\n`,
    );
  });
});
