// The harness of bench/, run for a moment: whether it works, not how fast anything is.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Frame } from '../src/frame/frame.js';
import { loadMojo } from '../src/node.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BENCH = new URL('../bench/', import.meta.url);
/** Those that run wherever Node does; `wasmojo native` may be there besides. */
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

async function benchModule<T>(name: string): Promise<T> {
  return (await import(new URL(name, BENCH).href)) as T;
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
      readonly aloneMs?: number;
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
    for (const { rows, largestDifference, results } of cases) {
      expect(largestDifference).toBe(0); // our back ends share every bit
      const names = results.map(({ contender }) => contender);
      expect(names.filter((name) => name !== 'wasmojo native')).toEqual(CONTENDERS);
      for (const { medianMs, aloneMs, p99Ms, rowsPerSecond, ratio } of results) {
        expect(Math.min(medianMs, rowsPerSecond, ratio)).toBeGreaterThan(0);
        // Calls of one row are timed by hundreds, too.
        expect(aloneMs !== undefined).toBe(rows === 1);
        expect(p99Ms).toBeGreaterThanOrEqual(aloneMs ?? medianMs);
      }
    }
  });
});

it('names its options in the help, and refuses unknown cases', async () => {
  const { status, stdout } = await runBench('--help');
  expect(status).toBe(0);
  for (const option of ['cases', 'contenders', 'parts', 'rows', 'time', 'json', 'publish']) {
    expect(stdout).toContain(`--${option} `);
  }
  expect(await runBench('--cases', 'nothing')).toMatchObject({ status: 1, stdout: '' });
});

interface Answers {
  readonly name: string;
  readonly width: number;
  readonly values: Float64Array;
  readonly labelled?: boolean;
}

it('does not compare contenders whose answers differ', async () => {
  const { checkAgreement } = await benchModule<{
    checkAgreement: (expected: Answers, got: Answers, rule: object) => number;
  }>('agreement.mjs');
  const compare = (a: number[], b: number[], rule = {}) => {
    const answers = (name: string, values: number[]) => ({
      ...{ name, width: values.length, labelled: true },
      values: Float64Array.from(values),
    });
    return checkAgreement(answers('a', a), answers('b', b), { tolerance: 1e-12, ...rule });
  };
  expect(compare([1, 0.25, 0.75], [1, 0.25, 0.75])).toBe(0);
  expect(compare([1, 0.25, 0.75], [1, 0.25, 0.75 + 2 ** -53])).toBeGreaterThan(0);
  expect(() => compare([1, 0.25, 0.75], [0, 0.25, 0.75])).toThrow('answers differ in row 0');
  expect(() => compare([1, 0.25, 0.75], [1, 0.25, 0.7500001])).toThrow('answers differ in row 0');
  expect(() => compare([1, 0.25, NaN], [1, 0.25, 0.75])).toThrow('answers differ in row 0');
  expect(() => compare([1, 0.25, 0.75], [1, 0.25])).toThrow('answers 1 rows of 2');
  const float32 = { tolerance: 1e-5, absolute: true };
  expect(compare([1, 1e-9, 1], [1, 2e-9, 1], float32)).toBeCloseTo(1e-9);
  expect(() => compare([1, 0.1, 0.9], [1, 0.1001, 0.9], float32)).toThrow('answers differ');
});

it('goes on without a contender that dies, and tells what it said', async () => {
  const { startWorker } = await benchModule<{
    startWorker: (
      name: string,
      command: object,
    ) => Promise<{ run: (milliseconds: number, rows: number) => Promise<unknown> }>;
  }>('worker.mjs');
  const { takeTurns } = await benchModule<{
    takeTurns: (
      workers: readonly unknown[],
      rows: number,
      options: object,
      onFailure: (i: number, error: Error) => void,
    ) => Promise<({ times: number[]; alone?: number[] }[] | undefined)[]>;
  }>('turns.mjs');
  const script =
    "console.log('= ready'); setTimeout(() => { throw new Error('out of luck') }, 200)";
  const dying = await startWorker('one', { file: process.execPath, args: ['-e', script] });
  const living = { run: () => Promise.resolve({ whole: 1, batches: [1] }) };
  const failures: string[] = [];
  const samples = await takeTurns(
    [dying, living],
    1,
    { rounds: 2, time: 1, warmup: 0 },
    (i, { message }) => failures.push(`${i}: ${message}`),
  );
  const round = { times: [1], alone: [1] };
  expect(samples).toEqual([undefined, [round, round]]);
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatch(/^0: one ended/);
});

it('fits the exponent of a power law', async () => {
  const { fittedExponent } = await benchModule<{
    fittedExponent: (points: readonly (readonly [number, number])[]) => number;
  }>('parts/growth.mjs');
  const points = [1, 10, 100].map((x) => [x, 3 * x ** 1.5] as const);
  expect(fittedExponent(points)).toBeCloseTo(1.5, 12);
});

it('judges bars, and leaves those open that were not measured', async () => {
  interface Judged {
    readonly work: string;
    readonly bar: number;
    readonly ratio?: number;
    readonly met?: boolean;
  }
  const { judged } = await benchModule<{ judged: (run: object) => Judged[] }>('bars.mjs');
  const results = [
    { contender: 'wasmojo easyPredict', rowsPerSecond: 400 },
    { contender: 'h2o-genmodel EasyPredict', rowsPerSecond: 100 },
  ];
  const run = { cases: [{ name: 'glm', rows: 1, results }] };
  const bars = judged(run);
  expect(bars.find(({ work }) => work === 'one row: GLM')).toMatchObject({ ratio: 4, met: true });
  expect(bars.filter(({ ratio }) => ratio !== undefined)).toHaveLength(1);
});

it('replaces the blocks of a page and nothing else', async () => {
  const { withBlocks } = await benchModule<{
    withBlocks: (page: string, blocks: ReadonlyMap<string, string>) => string;
  }>('report/page.mjs');
  const page = 'a\n<!-- bench:x:begin -->\nold\n<!-- bench:x:end -->\nb\n';
  const written = withBlocks(page, new Map([['x', 'new']]));
  expect(written).toBe('a\n<!-- bench:x:begin -->\n\nnew\n\n<!-- bench:x:end -->\nb\n');
  expect(() => withBlocks(page, new Map([['y', 'new']]))).toThrow('bench:y:begin');
});

it('has a place in docs/performance.md for everything that is measured', async () => {
  const page = await readFile(new URL('../docs/performance.md', BENCH), 'utf8');
  for (const name of [
    'machine',
    'bars',
    'batches',
    'cases',
    'cold',
    'start',
    'csv',
    'load',
    'growth',
  ]) {
    expect(page).toContain(`<!-- bench:${name}:begin -->`);
    expect(page).toContain(`<!-- bench:${name}:end -->`);
  }
});

it('converts trees so that their sums give the model’s answers', async () => {
  interface Forest {
    readonly treeStart: Int32Array;
    readonly feature: Int32Array;
    readonly left: Int32Array;
    readonly right: Int32Array;
    readonly value: Float32Array;
  }
  const { readForest } = await benchModule<{ readForest: (mojo: string) => Promise<Forest> }>(
    'convert/forest.mjs',
  );
  const { sumToProbability } = await benchModule<{
    sumToProbability: (mojo: string) => Promise<(sum: number) => number>;
  }>('convert/finish.mjs');
  const mojo = fileURLToPath(new URL('fixtures/gbm-28x100x6.zip', BENCH));
  const { treeStart, feature, left, right, value } = await readForest(mojo);
  const probability = await sumToProbability(mojo);
  const model = await loadMojo(mojo, { backend: 'js' });
  const row = model.features.map((_, i) => Math.fround(Math.sin(i)));
  let sum = 0;
  for (let tree = 0; tree + 1 < treeStart.length; tree++) {
    let node = treeStart[tree];
    while (feature[node] >= 0) {
      const side = row[feature[node]] < value[node] ? left : right;
      node = treeStart[tree] + side[node];
    }
    sum += value[node];
  }
  const columns = model.features.map((name, i) => ({
    ...{ kind: 'number' as const, name },
    values: Float64Array.of(row[i]),
  }));
  const expected = (await model.predict(new Frame(columns))).toRows()[0].yes;
  expect(probability(sum)).toBeCloseTo(Number(expected), 12);
  // Siblings are neighbours.
  for (let i = 0; i < feature.length; i++) {
    if (feature[i] >= 0) expect(right[i]).toBe(left[i] + 1);
  }
});

it('draws a plot for every case and curve', async () => {
  const { plotsOf } = await benchModule<{ plotsOf: (run: object) => ReadonlyMap<string, string> }>(
    'report/plots.mjs',
  );
  const result = (rows: number) => ({
    ...{ name: 'gbm', title: 'GBM & co', rows },
    results: [{ contender: 'wasmojo native', rowsPerSecond: 100 * rows }],
  });
  const points = [1, 10].map((x) => [x, x]);
  const growth = [{ what: 'rows', series: [{ contender: 'XGBoost', points, exponent: 1 }] }];
  const plots = plotsOf({ cases: [result(1), result(10)], growth });
  expect([...plots.keys()]).toEqual(['speed-gbm.svg', 'batches.svg', 'growth-rows.svg']);
  for (const svg of plots.values()) {
    expect(svg).not.toMatch(/NaN|undefined|Infinity|& /);
    expect(svg.match(/<text/g)?.length).toBe(svg.match(/<\/text>/g)?.length);
  }
});
