import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { mojoFiles, tinyGlm, tinyKMeans, type TinyMojo } from '../algos/tiny-models.js';
import { zipOf } from '../mojo/small-mojo.js';
import { CASES, readJsonLines, readText } from '../support/cases.js';
import { expectClose } from '../conformance/compare.js';
import { linesOf, runCli, startCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();
const GOLDEN = CASES.find(({ name }) => name === 'drf/binomial_single')!;

/** A GLM that answers with x; and centres (0, a), (10, b) of x and colour. */
let identity: string;
let clusters: string;
let goldenCsv: string;

beforeAll(async () => {
  const save = async (name: string, mojo: TinyMojo) => {
    writeFileSync(folder.at(name), await zipOf(mojoFiles(mojo)));
    return folder.at(name);
  };
  identity = await save('identity.zip', tinyGlm());
  clusters = await save('clusters.zip', tinyKMeans());
  goldenCsv = write('golden.csv', readText(GOLDEN, 'input.csv')!);
});

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(folder.at(name), content);
  return folder.at(name);
}

const predict = (mojo: string, input: string, ...flags: string[]) =>
  runCli(['predict', '--mojo', mojo, '--input', input, ...flags]);

/** What a CSV on stdin becomes on stdout. */
async function answersTo(mojo: string, csv: string | Uint8Array, ...flags: string[]) {
  const args = ['predict', '--mojo', mojo, '--input', '-', ...flags];
  const { status, stdout, stderr } = await runCli(args, { input: csv });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return linesOf(stdout);
}

describe('input', () => {
  it('stdin to stdout, also gzipped', async () => {
    const csv = 'x\n1.5\n\n-2\n';
    expect(await answersTo(identity, 'x\n1.5\n-2\n')).toEqual(['predict', '1.5', '-2.0']);
    expect(await answersTo(identity, gzipSync(csv))).toEqual(await answersTo(identity, csv));
  });

  it('a gzipped file', async () => {
    const plain = await predict(GOLDEN.mojo, goldenCsv, '--set-conv-invalid-number');
    const zipped = write('golden.csv.gz', gzipSync(readFileSync(goldenCsv)));
    const unzipped = await predict(GOLDEN.mojo, zipped, '--set-conv-invalid-number');
    expect(unzipped.status).toBe(0);
    expect(unzipped.stdout.toString()).toBe(plain.stdout.toString());
  });

  it('other separators', async () => {
    const expected = ['cluster', '0.0', '1.0'];
    expect(await answersTo(clusters, 'x;colour\n1;a\n9;b\n', '--separator', ';')).toEqual(expected);
    const tabbed = 'x\tcolour\n1\ta\n9\tb\n';
    for (const tab of ['\t', '\\t', 'tab']) {
      expect(await answersTo(clusters, tabbed, '--separator', tab)).toEqual(expected);
    }
  });

  it('--na-strings stand in place of the usual ones', async () => {
    const csv = 'x\nnone\n1\n?\n';
    expect(await answersTo(identity, csv, '--na-strings', 'none,?')).toEqual([
      'predict',
      'NA',
      '1.0',
      'NA',
    ]);
    const usual = await runCli(
      ['predict', '--mojo', identity, '--input', '-', '--na-strings', 'none'],
      { input: 'x\nnone\nNA\n' },
    );
    expect(usual.status).toBe(1);
    expect(usual.stderr).toContain('row 1, column "x": "NA" is not a number');
  });

  it('JSON lines, by extension and by --input-format', async () => {
    const text = '{"x": 2, "colour": "a"}\n\n{"x": "9", "colour": null}\n';
    const byName = await predict(clusters, write('rows.jsonl', text));
    expect(linesOf(byName.stdout)).toEqual(['cluster', '0.0', '1.0']);
    expect(await answersTo(clusters, text, '--input-format', 'jsonl')).toEqual(
      linesOf(byName.stdout),
    );
  });

  it('a header without rows has a header without rows as answer', async () => {
    expect(await answersTo(clusters, 'x,colour\n')).toEqual(['cluster']);
    expect(await answersTo(clusters, 'x,colour\n', '--no-header')).toEqual([]);
    expect(await answersTo(clusters, 'x,colour\n', '--format', 'jsonl')).toEqual([]);
  });
});

describe('output', () => {
  it('--keep copies columns as they were written, in front', async () => {
    const csv = 'id,x,colour\n"a,1",1.50,a\n007,9,b\n,,\n';
    expect(await answersTo(clusters, csv, '--keep', 'id,x')).toEqual([
      'id,x,cluster',
      '"a,1",1.50,0.0',
      '007,9,1.0',
      'NA,NA,0.0',
    ]);
  });

  it('--no-header and the flag that PredictCsv has for it', async () => {
    expect(await answersTo(identity, 'x\n1\n', '--no-header')).toEqual(['1.0']);
    expect(await answersTo(identity, 'x\n1\n', '--outputHeader', 'false')).toEqual(['1.0']);
    expect(await answersTo(identity, 'x\n1\n', '--outputHeader', 'true')).toEqual([
      'predict',
      '1.0',
    ]);
  });

  it('--hex', async () => {
    expect(await answersTo(identity, 'x\n0.1\n-3\n', '--hex')).toEqual([
      'predict',
      '0x1.999999999999ap-4',
      '-0x1.8p1',
    ]);
  });

  it('JSON lines are the rows of EasyPredict, with every field that is asked for', async () => {
    const include = ['--include', 'leaf-node-assignment,staged-probabilities'];
    const { status, stdout } = await predict(
      GOLDEN.mojo,
      goldenCsv,
      '--format',
      'jsonl',
      ...include,
      '--on-row-error',
      'report',
    );
    expect(status).toBe(0);
    const rows = linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    const expected = readJsonLines<Record<string, unknown>>(GOLDEN, 'rows.jsonl');
    expect(rows).toHaveLength(expected.length);
    rows.forEach((row, i) => {
      const { error, ...fields } = expected[i];
      if (error !== undefined) {
        expect(row).toMatchObject({ row: i, error: { code: 'INVALID_NUMBER', row: i } });
        return;
      }
      for (const [key, value] of Object.entries(fields)) {
        if (key in row) expectClose(row[key], value, 0, `row ${i}.${key}`);
      }
      expect(Object.keys(row)).toEqual([
        'row',
        'labelIndex',
        'label',
        'classProbabilities',
        'leafNodeAssignments',
        'leafNodeAssignmentIds',
        'stageProbabilities',
      ]);
    });
  });

  it('--include extended has the distances of clusters', async () => {
    const lines = await answersTo(
      clusters,
      'x,colour\n9,b\n',
      '--format',
      'jsonl',
      '--include',
      'extended',
    );
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { row: 0, cluster: 1, distances: [82, 1] },
    ]);
  });

  it('numbers that JSON lacks are texts', async () => {
    expect(await answersTo(identity, 'x\nInfinity\nNaN\n', '--format', 'jsonl')).toEqual([
      '{"row":0,"value":"Infinity"}',
      '{"row":1,"value":"NaN"}',
    ]);
  });

  it('--on-row-error report goes on behind a bad row', async () => {
    const lines = await answersTo(
      identity,
      'x\n1\nfoo\n3\n',
      '--format',
      'jsonl',
      '--on-row-error',
      'report',
    );
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows[0]).toEqual({ row: 0, value: 1 });
    expect(rows[1]).toMatchObject({
      row: 1,
      error: { code: 'INVALID_NUMBER', column: 'x', value: 'foo', row: 1 },
    });
    expect(rows[2]).toEqual({ row: 2, value: 3 });
  });

  it('the format goes by the extension of the output', async () => {
    const output = folder.at('answers.ndjson');
    await predict(identity, write('one.csv', 'x\n1\n'), '--output', output);
    expect(readFileSync(output, 'utf8')).toBe('{"row":0,"value":1}\n');
  });

  it('notes go to stderr, unless --quiet', async () => {
    const input = write('notes.csv', 'x,colour,extra\n1,pink,5\n2,pink,6\n');
    const { status, stderr } = await predict(clusters, input);
    expect(status).toBe(0);
    expect(linesOf(stderr)).toEqual([
      'note: columns of the input that the model does not use: "extra"',
      'note: column "colour": 2 unknown levels became NA, such as "pink"',
    ]);
    expect((await predict(clusters, input, '--quiet')).stderr).toBe('');
  });

  it('--progress draws on stderr only', async () => {
    const input = write('one.csv', 'x\n1\n');
    const { stdout, stderr } = await predict(identity, input, '--progress', '--quiet');
    expect(linesOf(stdout)).toEqual(['predict', '1.0']);
    expect(stderr).toMatch(/1 rows, .* rows\/s/);
  });
});

describe('failures end with status 1 and one line that tells where', () => {
  const expectFailure = (
    { status, stderr }: { status: number | null; stderr: string },
    ...parts: string[]
  ) => {
    expect(status).toBe(1);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toMatch(/^wasmojo: /);
    for (const part of parts) expect(stderr).toContain(part);
  };

  it('a value that is no number', async () => {
    const input = write('bad.csv', 'x\n1\n2\nfoo\n');
    expectFailure(await predict(identity, input), input, 'row 2', 'column "x"', '"foo"');
  });

  it('a value with line breaks stays on the line', async () => {
    const input = write('bad-lines.csv', 'x\n"a\nb\r\nc"\n');
    expectFailure(await predict(identity, input), 'row 0', '"a\\nb');
  });

  it('an unknown level, where they are refused', async () => {
    const input = write('levels.csv', 'x,colour\n1,a\n1,pink\n');
    const flag = '--no-convert-unknown-categorical-levels-to-na';
    expectFailure(await predict(clusters, input, flag), input, 'row 1', '"colour"', '"pink"');
  });

  it('files that are not there', async () => {
    expectFailure(await predict(identity, folder.at('absent.csv')), 'absent.csv');
    expectFailure(await predict(folder.at('absent.zip'), goldenCsv), 'absent.zip');
  });

  it('a CSV without a header', async () => {
    const input = write('empty.csv', '');
    expectFailure(await predict(identity, input), input);
  });

  it('JSON lines that are no objects', async () => {
    const input = write('list.jsonl', '{"x": 1}\n[1]\n');
    expectFailure(await predict(identity, input), input, 'row 1', 'expected a JSON object');
  });

  it('a column to keep that is not there', async () => {
    const input = write('one.csv', 'x\n1\n');
    expectFailure(await predict(identity, input, '--keep', 'id'), '"id"', '--keep');
  });

  it('a kind of answer that the model lacks', async () => {
    const input = write('one.csv', 'x\n1\n');
    const output = folder.at('none.csv');
    const run = await predict(identity, input, '--leaf-node-assignment', '--output', output);
    expectFailure(run, 'leaf node assignment', 'Generalized Linear Model');
    expect(existsSync(output)).toBe(false);
  });

  it('broken gzip', async () => {
    const bytes = gzipSync('x\n1\n2\n');
    const input = write('cut.csv.gz', bytes.subarray(0, bytes.length - 6));
    expectFailure(await predict(identity, input), input);
  });
});

describe('wrong usage ends with status 2', () => {
  it.each([
    ['an unknown flag', ['--fast']],
    ['an unknown format', ['--format', 'xml']],
    ['an unknown input format', ['--input-format', 'xml']],
    ['an unknown back end', ['--backend', 'gpu']],
    ['an unknown precision', ['--precision', 'half']],
    ['an unknown leaf type', ['--leaf-node-assignment', 'depth']],
    ['two kinds of answer', ['--leaf-node-assignment', '--staged-probabilities']],
    ['a field that does not exist', ['--format', 'jsonl', '--include', 'constructor']],
    ['--include with CSV', ['--include', 'extended']],
    ['--keep with JSON lines', ['--format', 'jsonl', '--keep', 'x']],
    ['--on-row-error report with CSV', ['--on-row-error', 'report']],
    ['--on-row-error with another word', ['--format', 'jsonl', '--on-row-error', 'skip']],
    ['a separator that cannot be one', ['--separator', '"']],
    ['an output that is a folder', ['--output', '.']],
    ['an output in a folder that does not exist', ['--output', 'absent/out.csv']],
  ])('%s', async (_, flags) => {
    const input = write('one.csv', 'x\n1\n');
    const args = ['predict', '--mojo', identity, '--input', input, ...flags];
    const { status, stdout, stderr } = await runCli(args, { cwd: folder.path });
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
    expect(stdout.length).toBe(0);
  });

  it('no model, no command', async () => {
    expect((await runCli(['predict', '--input', 'x.csv'])).status).toBe(2);
    expect((await runCli([])).status).toBe(2);
    expect((await runCli(['score'])).status).toBe(2);
  });

  it('but help and version are not', async () => {
    const help = await runCli(['predict', '--help']);
    expect(help.status).toBe(0);
    expect(help.stdout.toString()).toContain('--leaf-node-assignment [type]');
    expect((await runCli(['--version'])).stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('an output file is complete or absent', () => {
  it('after a failure nothing is left, and what was there before stays', async () => {
    mkdirSync(folder.at('failed'));
    const output = folder.at('failed/out.csv');
    const input = write('late.csv', `x\n${'1\n'.repeat(100_000)}foo\n`);
    expect((await predict(identity, input, '--output', output)).status).toBe(1);
    expect(readdirSync(folder.at('failed'))).toEqual([]);
    writeFileSync(output, 'old');
    expect((await predict(identity, input, '--output', output)).status).toBe(1);
    expect(readdirSync(folder.at('failed'))).toEqual(['out.csv']);
    expect(readFileSync(output, 'utf8')).toBe('old');
    expect((await predict(identity, folder.at('one.csv'), '--output', output)).status).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe('predict\n1.0\n');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('after %s nothing is left', async (signal) => {
    const inside = folder.at(`killed-${signal}`);
    mkdirSync(inside);
    const child = startCli([
      'predict',
      '--mojo',
      identity,
      '--input',
      '-',
      '--output',
      `${inside}/out.csv`,
    ]);
    child.stdin.on('error', () => undefined);
    child.stdin.write(`x\n${'1\n'.repeat(100_000)}`);
    while (readdirSync(inside).length === 0) await sleep(20);
    child.kill(signal);
    const [, by] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    expect(by).toBe(signal);
    expect(readdirSync(inside)).toEqual([]);
  });
});

describe('a reader that stops early', () => {
  it.each(['a file', 'stdin'])('ends the run quietly, from %s', async (from) => {
    const csv = `x\n${'1\n'.repeat(1_000_000)}`;
    const input = from === 'stdin' ? '-' : write('long.csv', csv);
    const child = startCli(['predict', '--mojo', identity, '--input', input]);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.on('error', () => undefined);
    if (from === 'stdin') child.stdin.write(csv);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [status] = (await once(child, 'exit')) as [number | null];
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
