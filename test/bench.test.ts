// The harness of bench/, run for a moment: whether it works, not how fast anything is.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BENCH = new URL('../bench/', import.meta.url);
const CONTENDERS = [
  'wasmojo easyPredict',
  'wasmojo js',
  'wasmojo wasm-scalar',
  'wasmojo wasm-simd',
];
const CASES = ['gbm', 'glm', 'deeplearning', 'kmeans'];

interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runBench(...args: string[]): Promise<Finished> {
  const script = fileURLToPath(new URL('run.mjs', BENCH));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) => {
      const status = error === null ? 0 : Number(error.code ?? -1);
      resolve({ status, stdout, stderr });
    });
  });
}

interface History {
  readonly baseline: string;
  readonly cases: readonly {
    readonly name: string;
    readonly rows: number;
    readonly largestDifference: number;
    readonly results: readonly {
      readonly contender: string;
      readonly medianMs: number;
      readonly p99Ms: number;
      readonly rowsPerSecond: number;
      readonly ratio: number;
    }[];
  }[];
}

describe('npm run bench -- --quick', () => {
  let folder: string;
  let finished: Finished;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wasmojo-bench-test-'));
    finished = await runBench('--quick', '--json', join(folder, 'history.json'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('ends well and finds that the answers agree', () => {
    expect(finished).toMatchObject({ status: 0 });
    expect(finished.stdout.match(/^Answers agree/gm)).toHaveLength(2 * CASES.length);
  });

  it('prints machine, versions and a row per contender and case', () => {
    expect(finished.stdout).toMatch(/^CPU: .+\nOS: .+\nNode: .+\nVersions: .+/);
    for (const contender of CONTENDERS) {
      const rows = finished.stdout.split('\n').filter((line) => line.startsWith(`| ${contender} `));
      expect(rows).toHaveLength(2 * CASES.length);
    }
  });

  it('writes the results as one line of JSON', async () => {
    const text = await readFile(join(folder, 'history.json'), 'utf8');
    expect(text.trim().split('\n')).toHaveLength(1);
    const { baseline, cases } = JSON.parse(text) as History;
    expect(baseline).toBe('wasmojo js');
    expect(cases.map(({ name, rows }) => [name, rows])).toEqual(
      CASES.flatMap((name) => [
        [name, 200],
        [name, 1],
      ]),
    );
    for (const { largestDifference, results } of cases) {
      expect(largestDifference).toBe(0); // our back ends share every bit
      expect(results.map(({ contender }) => contender)).toEqual(CONTENDERS);
      for (const { medianMs, p99Ms, rowsPerSecond, ratio } of results) {
        expect(Math.min(medianMs, rowsPerSecond, ratio)).toBeGreaterThan(0);
        expect(p99Ms).toBeGreaterThanOrEqual(medianMs);
      }
    }
  });
});

it('names its options in the help, and refuses unknown cases', async () => {
  const { status, stdout } = await runBench('--help');
  expect(status).toBe(0);
  for (const option of ['cases', 'contenders', 'rows', 'time', 'json']) {
    expect(stdout).toContain(`--${option} `);
  }
  expect(await runBench('--cases', 'nothing')).toMatchObject({ status: 1, stdout: '' });
});

it('does not compare contenders whose answers differ', async () => {
  interface Answers {
    readonly name: string;
    readonly rows: readonly (readonly number[])[];
  }
  const { checkAgreement } = (await import(new URL('agreement.mjs', BENCH).href)) as {
    checkAgreement: (tolerance: number, answers: readonly Answers[]) => number;
  };
  const compare = (a: number[], b: number[]) =>
    checkAgreement(1e-12, [
      { name: 'a', rows: [a] },
      { name: 'b', rows: [b] },
    ]);
  expect(compare([1, 0.25, 0.75], [1, 0.25, 0.75])).toBe(0);
  expect(compare([1, 0.25, 0.75], [1, 0.25, 0.75 + 2 ** -53])).toBeGreaterThan(0);
  expect(() => compare([1, 0.25, 0.75], [0, 0.25, 0.75])).toThrow('answers differ in row 0');
  expect(() => compare([1, 0.25, 0.75], [1, 0.25, 0.7500001])).toThrow('answers differ in row 0');
  expect(() => compare([1, 0.25, NaN], [1, 0.25, 0.75])).toThrow('answers differ in row 0');
  expect(() => compare([1, 0.25, 0.75], [1, 0.25])).toThrow('number of values');
});
