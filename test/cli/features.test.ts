// `wasmojo features`: the library's stacks as files.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { readArrow, readParquet, type Frame } from '../../src/node.js';
import { CASES } from '../support/cases.js';
import { answersOf, SMALL_DIGITS } from '../support/mnist.js';
import { parsePlainCsv } from '../support/plain-csv.js';
import { linesOf, runCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();
const mojo = (name: string) => SMALL_DIGITS.mojo(name);
const STACKED = answersOf(SMALL_DIGITS, 'stacked.60.npy');
const NAMES = JSON.parse(readFileSync(SMALL_DIGITS.answers('names.json'), 'utf8')) as Record<
  string,
  string[]
>;
/** The flags of the stacked frame. */
const STACK = ['--mojo', mojo('AE16'), '--chain', `${mojo('AE24')},${mojo('AE8')}`];

let input: string;
let digits: Frame;

beforeAll(() => {
  digits = SMALL_DIGITS.digits(60);
  const lines = digits.toRows().map((row) => Object.values(row).join(','));
  input = folder.at('digits.csv');
  writeFileSync(input, `${digits.names.join(',')}\n${lines.join('\n')}\n`);
});

const features = (...flags: string[]) => runCli(['features', '--input', input, ...flags]);

/** Recorded row `row`, as text of JavaScript. */
const recorded = (row: number) => [
  ...STACKED.values.subarray(row * STACKED.columns, (row + 1) * STACKED.columns),
];

describe('features', () => {
  it('stands side by side, with the columns to keep behind', async () => {
    const { status, stdout, stderr } = await features(...STACK, '--keep', 'answer');
    expect([status, stderr]).toEqual([0, '']);
    const [header, ...rows] = parsePlainCsv(stdout.toString());
    expect(header).toEqual(NAMES.stacked);
    expect(rows).toHaveLength(60);
    rows.forEach((row, r) => {
      expect(row.slice(0, -1).map(Number)).toEqual(recorded(r));
    });
    expect(rows.map((row) => row.at(-1)).join('')).toBe(
      [...readFileSync(SMALL_DIGITS.answers('labels.60.u8'))].join(''),
    );
  });

  it('is what the models that were trained on it read', async () => {
    const stacked = folder.at('stacked.csv.gz');
    expect((await features(...STACK, '--output', stacked, '--quiet')).status).toBe(0);
    const { stdout, stderr } = await runCli(['predict', '--mojo', mojo('DL1'), '--input', stacked]);
    expect(stderr).toBe('');
    const probabilities = answersOf(SMALL_DIGITS, 'DL1.probs.60.npy').values;
    const rows = parsePlainCsv(stdout.toString()).slice(1);
    expect(rows.flatMap((row) => row.slice(1).map(Number))).toEqual([...probabilities]);
  });

  it.each(['arrow', 'parquet'])('is written as %s, and read back from it', async (format) => {
    const path = folder.at(`stacked.${format}`);
    const flags = [...STACK, '--keep', 'answer,C100', '--output', path, '--quiet'];
    expect((await features(...flags)).status).toBe(0);
    const frame = await (format === 'arrow' ? readArrow(path) : readParquet(path));
    expect(frame.names).toEqual([...NAMES.stacked, 'C100']);
    const row = Object.values(frame.row(59));
    expect(row.slice(0, 24)).toEqual(recorded(59));
    // Columns to keep are copied as they were written.
    expect(row.slice(24).map(String)).toEqual(
      Object.values(digits.row(59))
        .slice(-1)
        .concat(String(digits.row(59).C100)),
    );
    const again = await runCli([...['predict', '--mojo', mojo('GBM'), '--input', path, '--quiet']]);
    const probabilities = answersOf(SMALL_DIGITS, 'GBM.probs.60.npy').values;
    const [, first] = parsePlainCsv(again.stdout.toString());
    expect(first.slice(1).map(Number)).toEqual([...probabilities.subarray(0, 10)]);
  });

  it('is written as JSON lines, the columns to keep included', async () => {
    const flags = ['--format', 'jsonl', '--keep', 'answer', '--quiet'];
    const { stdout } = await features(...STACK, ...flags);
    const rows = linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(Object.keys(rows[7])).toEqual(['row', ...NAMES.stacked]);
    expect(Object.values(rows[7])).toEqual([7, ...recorded(7), digits.row(7).answer]);
  });

  it.each(['js', 'wasm'])('has the same bytes on %s and on several threads', async (backend) => {
    // Enough rows for all threads.
    const [header, ...lines] = readFileSync(input, 'utf8').trim().split('\n');
    const many = folder.at('many.csv');
    writeFileSync(many, [header, ...new Array<string[]>(40).fill(lines).flat()].join('\n'));
    const flags = ['features', '--input', many, ...STACK, '--keep', 'answer'];
    const auto = await runCli(flags);
    const one = await runCli([...flags, '--backend', backend]);
    const three = await runCli([...flags, '--backend', backend, '--threads', '3']);
    expect(linesOf(auto.stdout)).toHaveLength(2401);
    expect(one.stdout.equals(auto.stdout)).toBe(true);
    expect(three.stdout.equals(auto.stdout)).toBe(true);
  });

  it('reads stdin, gzip and JSON lines', async () => {
    const csv = await features(...STACK, '--quiet');
    const args = ['features', '--input', '-', ...STACK, '--quiet'];
    const zipped = await runCli(args, { input: gzipSync(readFileSync(input)) });
    expect(zipped.stdout.equals(csv.stdout)).toBe(true);
    const lines = digits.toRows().map((row) => JSON.stringify(row));
    const json = await runCli([...args, '--input-format', 'jsonl'], { input: lines.join('\n') });
    expect(json.stdout.equals(csv.stdout)).toBe(true);
  });

  it('shows progress when asked, and the number of rows at its end', async () => {
    const { stderr } = await features(
      ...STACK,
      '--progress',
      '--quiet',
      '--output',
      folder.at('p.csv'),
    );
    expect(stderr).toMatch(/100 %.*60 rows/);
  });
});

describe('names', () => {
  const header = async (...flags: string[]) =>
    linesOf((await features(...flags, '--quiet')).stdout)[0]?.split(',') ?? [];

  it('have the name of the file in front, what --prefix says, or nothing', async () => {
    expect((await header('--mojo', mojo('AE24')))[0]).toBe('AE24.DF.L1.C1');
    const both = ['--mojo', mojo('AE16'), '--mojo', mojo('AE24')];
    const named = await header(...both, '--prefix', 'a_,');
    expect([named[0], named[16]]).toEqual(['a_DF.L1.C1', 'DF.L1.C1']);
    expect((await header('--mojo', mojo('AE16'), '--no-prefix'))[15]).toBe('DF.L1.C16');
  });

  it('come in the order in which models and chains are named', async () => {
    const chain = ['--chain', `${mojo('AE24')},${mojo('AE8')}`, '--unit-names', 'units'];
    const names = await header(...chain, '--mojo', mojo('AE16'));
    expect([names[0], names[7], names[8]]).toEqual([
      'AE8.DF.L1.C1',
      'AE8.DF.L1.C8',
      'AE16.DF.L1.C1',
    ]);
  });

  it('take a layer for all models, or one each', async () => {
    const deep = CASES.find(({ name }) => name === 'autoencoder/numeric')!;
    const one = await features('--mojo', mojo('AE16'), '--layer', '1', '--quiet');
    const flags = ['--chain', `${mojo('AE24')},${mojo('AE8')}`, '--mojo', mojo('AE16')];
    const each = await features(...flags, '--layer', '1,1,1', '--quiet');
    expect([one.status, each.status]).toEqual([0, 0]);
    const none = await features('--mojo', mojo('AE16'), '--layer', '2');
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('a hidden layer from 1 to 1');
    expect((await features('--mojo', deep.mojo)).status).toBe(1);
  });
});

describe('wrong usage, status 2', () => {
  it.each([
    ['no model', [], 'name at least one model'],
    ['a chain of one', ['--chain', 'a.zip'], '--chain'],
    ['a layer that is no number', ['--mojo', 'a.zip', '--layer', 'x'], '--layer'],
    ['too few layers', ['--mojo', 'a.zip', '--chain', 'b.zip,c.zip', '--layer', '1,1'], '3 models'],
    ['too many prefixes', ['--mojo', 'a.zip', '--prefix', 'a,b'], '--prefix'],
    ['other unit names', ['--mojo', 'a.zip', '--unit-names', 'x'], '--unit-names'],
    ['reports of rows in CSV', ['--mojo', 'a.zip', '--on-row-error', 'report'], '--on-row-error'],
    ['--hex in JSON lines', ['--mojo', 'a.zip', '--format', 'jsonl', '--hex'], '--hex'],
    ['an unknown back end', ['--mojo', 'a.zip', '--backend', 'x'], '--backend'],
  ])('%s', async (_, flags, text) => {
    const { status, stderr, stdout } = await features(...flags);
    expect([status, stdout.length]).toEqual([2, 0]);
    expect(stderr).toContain(text);
  });

  it('columns of one name', async () => {
    const both = ['--mojo', mojo('AE16'), '--mojo', mojo('AE24'), '--no-prefix'];
    const { status, stderr } = await features(...both);
    expect([status, stderr]).toEqual([2, expect.stringContaining('DF.L1.C1')]);
  });
});

describe('the input or a model is at fault, status 1', () => {
  it('names the models of a chain that do not fit, and writes nothing', async () => {
    const output = folder.at('never.csv');
    const chain = ['--chain', `${mojo('AE16')},${mojo('AE8')}`];
    const { status, stderr } = await features(...chain, '--output', output);
    expect(status).toBe(1);
    expect(stderr).toMatch(/column "DF\.L1\.C17" is missing: .*AE8\.zip reads it.*AE16\.zip gives/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(output)).toBe(false);
  });

  it('names row, column and value', async () => {
    const output = folder.at('never.csv');
    const csv = `C1,C2\n1,2\n3,far\n`;
    const args = ['features', ...STACK, '--input', '-'];
    const failed = await runCli([...args, '--output', output], { input: csv });
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('stdin: row 1, column "C2": "far" is not a number');
    expect(existsSync(output)).toBe(false);
    const report = ['--format', 'jsonl', '--on-row-error', 'report', '--quiet'];
    const { status, stdout } = await runCli([...args, ...report], { input: csv });
    expect(status).toBe(0);
    const [first, second] = linesOf(stdout).map((line) => JSON.parse(line) as object);
    expect(Object.keys(first)).toHaveLength(25);
    expect(second).toMatchObject({ row: 1, error: { code: 'INVALID_NUMBER', column: 'C2' } });
  });

  it('notes what was missing and converted, once', async () => {
    const args = ['features', ...STACK, '--input', '-', '--set-conv-invalid-number'];
    const { stderr } = await runCli(args, { input: 'C1,C2,extra\n1,far,x\n' });
    const notes = stderr.trim().split('\n');
    expect(notes).toHaveLength(3);
    expect(notes[1]).toContain('does not use: "extra"');
    expect(notes[2]).toContain('column "C2": 1 values that are no numbers');
  });

  it.each([
    ['a column to keep that is not there', ['--keep', 'nothing'], '"nothing"'],
    ['a model without hidden layers', ['--mojo', mojo('GBM')], 'deep learning model'],
    ['a model that is not there', ['--mojo', 'nowhere.zip'], 'nowhere.zip'],
  ])('%s', async (_, flags, text) => {
    const { status, stderr } = await features(...STACK, ...flags);
    expect(status).toBe(1);
    expect(stderr).toContain(text);
  });

  it('an output that is one of the models', async () => {
    const copy = folder.at('AE16.zip');
    writeFileSync(copy, readFileSync(mojo('AE16')));
    const { status } = await features('--mojo', copy, '--output', copy);
    expect(status).toBe(2);
    expect(readFileSync(copy).equals(readFileSync(mojo('AE16')))).toBe(true);
  });
});
