// What `wasmojo predict` writes is byte for byte what PredictCsv wrote, where no number passes through exp, log or pow; and for
// the airlines model, whose numbers do.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CASES, readText, type Case } from '../support/cases.js';
import { runCli, temporaryFolder } from './run-cli.js';

const NAMES = [
  'drf/binomial_single',
  'drf/multinomial',
  'drf/regression',
  'drf/votes',
  'gbm/airlines_seed',
  'gbm/cats_1500',
  'gbm/gaussian_mixed',
  'gbm/offset_gaussian',
  'isolationforest/contamination',
  'isolationforest/default',
  'kmeans/mixed_std',
  'kmeans/votes',
];

const folder = temporaryFolder();

function golden(name: string): Case {
  return CASES.find((candidate) => candidate.name === name)!;
}

/** The case's input as a file. */
function inputOf(example: Case): string {
  const path = folder.at(`${example.name.replace('/', '-')}.csv`);
  writeFileSync(path, readText(example, 'input.csv')!);
  return path;
}

describe('bytes of PredictCsv', () => {
  for (const name of NAMES) {
    const example = golden(name);
    const variants = [
      ['predictcsv.csv', ['--set-conv-invalid-number']],
      ['predictcsv_leaf.csv', ['--set-conv-invalid-number', '--leaf-node-assignment']],
      ['predictcsv_hex.csv', ['--set-conv-invalid-number', '--hex']],
    ] as const;
    for (const [file, flags] of variants) {
      const expected = readText(example, file);
      if (expected === undefined) continue;
      it(`${name} ${file}`, async () => {
        const output = folder.at(`${name.replace('/', '-')}-${file}`);
        const args = ['--mojo', example.mojo, '--input', inputOf(example), '--output', output];
        const { status, stderr, stdout } = await runCli(['predict', ...args, ...flags, '--quiet']);
        expect(stderr).toBe('');
        expect(status).toBe(0);
        expect(stdout.length).toBe(0);
        expect(readFileSync(output, 'utf8')).toBe(expected);
      });
    }
  }

  it('strict numbers: the rows before the bad one, then one line on stderr', async () => {
    const example = golden('gbm/gaussian_mixed');
    const input = inputOf(example);
    const run = await runCli(['predict', '--mojo', example.mojo, '--input', input]);
    expect(run.status).toBe(1);
    expect(run.stdout.toString()).toBe(readText(example, 'predictcsv_strictnum.csv'));
    const row = run.stdout.toString().trimEnd().split('\n').length - 1;
    expect(run.stderr).toMatch(
      new RegExp(`^wasmojo: ${input}: row ${row}, column "x1": "abc" is not a number; .*\\n$`),
    );
  });

  it("PredictCsv's own command works as it stands", async () => {
    const example = golden('drf/regression');
    const input = inputOf(example);
    const output = folder.at('own.csv');
    const args = ['--mojo', example.mojo, '--input', input, '--output', output];
    const flags = [
      '--decimal',
      '--setConvertInvalidNum',
      '--leafNodeAssignment',
      '--separator',
      ',',
    ];
    const { status } = await runCli(['predict', ...args, ...flags]);
    expect(status).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe(readText(example, 'predictcsv_leaf.csv'));
  });
});
