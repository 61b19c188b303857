// Files that are odd, rows that are none, names that are missing: what the command line tells of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { mojoFiles, tinyGlm, tinyKMeans, type TinyMojo } from '../algos/tiny-models.js';
import { zipOf } from '../mojo/small-mojo.js';
import { linesOf, runCli, temporaryFolder, type CliResult } from './run-cli.js';

const folder = temporaryFolder();
let identity: string;
let clusters: string;

beforeAll(async () => {
  const save = async (name: string, mojo: TinyMojo) => write(name, await zipOf(mojoFiles(mojo)));
  identity = await save('identity.zip', tinyGlm());
  clusters = await save('clusters.zip', tinyKMeans());
});

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(folder.at(name), content);
  return folder.at(name);
}

const predict = (mojo: string, input: string, ...flags: string[]) =>
  runCli(['predict', '--mojo', mojo, '--input', input, ...flags]);

/** Status 1, nothing on stdout, one line that has these parts. */
function expectFailure({ status, stdout, stderr }: CliResult, ...parts: string[]): void {
  expect(linesOf(stderr)).toHaveLength(1);
  for (const part of parts) expect(stderr).toContain(part);
  expect(stderr).not.toMatch(/\b(EISDIR|ENOENT|ENOTDIR|EACCES|EEXIST)\b/);
  expect(status).toBe(1);
  expect(stdout.toString()).toBe('');
}

describe('an odd CSV is read as PredictCsv reads it, with a note', () => {
  it('of short and long rows, names that come twice, an open quote', async () => {
    const csv = 'x,colour,x\n1,a,\n2\n3,b,3,4\n7,"a,8\n9,b,9\n';
    const { status, stdout, stderr } = await predict(clusters, write('odd.csv', csv));
    expect(status).toBe(0);
    expect(linesOf(stdout)).toEqual(['cluster', '0.0', '0.0', '0.0', '1.0']);
    expect(linesOf(stderr)).toEqual([
      'note: names that stand several times in the header, the last cell that is not NA counts: "x"',
      'note: 2 rows have fewer cells than the header, the others are NA; the first is row 1',
      'note: 1 rows have more cells than the header, those beyond are ignored; the first is row 2',
      'note: row 3, column "colour": a quote is opened and never closed: the cell is lost, ' +
        'and with it the 1 lines behind it',
    ]);
  });
});

describe('an input with none of the columns', () => {
  it('is refused, in performance too', async () => {
    const input = write('other.csv', 'X;Colour\n1;a\n');
    const parts = [input, 'column "x" is missing', '"colour"', 'the input has "X;Colour"'];
    expectFailure(await predict(clusters, input), ...parts);
    expectFailure(await predict(clusters, input, '--keep', 'X;Colour'), ...parts);
    const performance = ['performance', '--mojo', identity, '--input', input];
    expectFailure(await runCli(performance), input, 'column "x" is missing');
  });

  it('one of them is enough', async () => {
    const input = write('one-of-two.csv', 'colour,z\nb,1\n');
    const { status, stdout } = await predict(clusters, input, '--quiet');
    expect(status).toBe(0);
    expect(linesOf(stdout)).toEqual(['cluster', '1.0']);
  });
});

describe('files that cannot be read', () => {
  it('are named with what to do', async () => {
    mkdirSync(folder.at('rows'));
    expectFailure(await predict(identity, folder.at('rows')), folder.at('rows'), 'is a folder');
    const absent = folder.at('absent.csv');
    expectFailure(await predict(identity, absent), absent, 'there is no such file');
    const below = `${identity}/rows.csv`;
    expectFailure(await predict(identity, below), below, 'a file stands where a folder');
    expectFailure(
      await runCli(['performance', '--mojo', identity, '--input', absent]),
      absent,
      'there is no such file',
    );
  });

  it('of folders of models and of exports, too', async () => {
    const absent = folder.at('no-models');
    expectFailure(await runCli(['models', 'list', absent]), absent, 'there is no such');
    expectFailure(await runCli(['models', 'load', identity]), identity, 'a file stands where');
    const args = ['export', '--mojo', identity, '--output', clusters];
    expectFailure(await runCli(args), clusters, 'there is something of that name already');
  });

  it('a header on stdout comes after the input is open', async () => {
    expectFailure(await predict(identity, folder.at('absent.csv'), '--output', '-'), 'absent.csv');
    expectFailure(await predict(identity, write('empty.csv', '')), 'the CSV is empty');
    expectFailure(await predict(identity, write('open.csv', 'x,"y\n1,2\n')), 'never closed');
  });
});

describe('JSON lines', () => {
  const TEXT = '{"x": 1}\nnothing\n\n[1]\n{"x": true}\n{"x": 5}\n';

  it('that are no objects become error rows with --on-row-error report', async () => {
    const input = write('rows.jsonl', TEXT);
    const flags = ['--format', 'jsonl', '--on-row-error', 'report'];
    const { status, stdout, stderr } = await predict(identity, input, ...flags);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const rows = linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toMatchObject([
      { row: 0, value: 1 },
      { row: 1, error: { code: 'INPUT_FORMAT', row: 1, line: 2 } },
      { row: 2, error: { code: 'INPUT_FORMAT', row: 2, line: 4 } },
      { row: 3, error: { code: 'VALUE_TYPE', column: 'x', value: true, row: 3 } },
      { row: 4, value: 5 },
    ]);
  });

  it('end the run without it, with the number of the line', async () => {
    const input = write('rows.jsonl', TEXT);
    const { status, stdout, stderr } = await predict(identity, input, '--format', 'jsonl');
    expect(status).toBe(1);
    expect(linesOf(stdout)).toEqual(['{"row":0,"value":1}']);
    expect(stderr).toContain(`${input}: row 1: line 2 is not JSON`);
  });

  it('--na-strings apply to their text', async () => {
    const input = write('na.jsonl', '{"x": "?"}\n{"x": "2"}\n');
    const refused = await predict(identity, input);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('row 0, column "x": "?"');
    const { stdout } = await predict(identity, input, '--na-strings', '?');
    expect(linesOf(stdout)).toEqual(['predict', 'NA', '2.0']);
  });
});

describe('an output whose name ends with .gz', () => {
  it.each([
    ['out.csv.gz', 'predict\n1.0\n2.0\n'],
    ['out.jsonl.gz', '{"row":0,"value":1}\n{"row":1,"value":2}\n'],
    ['out.NDJSON.GZ', '{"row":0,"value":1}\n{"row":1,"value":2}\n'],
  ])('is gzipped: %s', async (name, expected) => {
    const input = write('two.csv', 'x\n1\n2\n');
    const { status, stderr } = await predict(identity, input, '--output', folder.at(name));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(gunzipSync(readFileSync(folder.at(name))).toString()).toBe(expected);
  });

  it('holds everything of a long run, and can be read as input again', async () => {
    const input = write('long.csv', `x\n${'12.5\n'.repeat(300_000)}`);
    const output = folder.at('long-out.csv.gz');
    expect((await predict(identity, input, '--output', output)).status).toBe(0);
    const text = gunzipSync(readFileSync(output)).toString();
    expect(text).toBe(`predict\n${'12.5\n'.repeat(300_000)}`);
  });
});

describe('wasmojo models save', () => {
  it('says why an id has no /', async () => {
    const args = ['models', 'save', folder.at('saved'), '--mojo', `../m=${identity}`];
    const { status, stderr } = await runCli(args);
    expect(status).toBe(2);
    expect(stderr).toContain('"../m" is no id: ids become names of files');
  });
});
