// Arrow and Parquet on the command line: the same answers as from CSV, files that others can read.
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { tableFromIPC } from '@uwdata/flechette';
import {
  ArrowWriter,
  Frame,
  ParquetWriter,
  readArrow,
  readCsv,
  readParquet,
  type Column,
  type WrittenColumn,
} from '../../src/node.js';
import { CASES, readText } from '../support/cases.js';
import { linesOf, runCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();
const NAMES = [
  'drf/binomial_single',
  'kmeans/mixed_std',
  'glm/binomial_logit',
  'gbm/multinomial_mixed',
  'gbm/bernoulli_mixed',
];
const GOLDEN = CASES.filter(({ name }) => NAMES.includes(name));

const predict = (mojo: string, input: string, ...flags: string[]) =>
  runCli(['predict', '--mojo', mojo, '--input', input, '--quiet', ...flags]);

/** A column of text as a typed one: numbers where all texts are plain ones. */
function typed(column: Column): { column: Column; written: WrittenColumn } {
  const { name } = column;
  if (column.kind !== 'categorical') throw new Error('expected text');
  const isPlain = column.domain.every((text) => /^-?\d{1,9}(\.\d{1,5})?$/.test(text));
  if (!isPlain) return { column, written: { name, type: 'text' } };
  const numbers = column.domain.map(Number);
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? NaN : numbers[code]));
  return { column: { kind: 'number', name, values }, written: { name, type: 'double' } };
}

/** Writes the rows of a CSV as Arrow (several batches) and Parquet (several row groups). */
async function write(csv: string, name: string): Promise<{ arrow: string; parquet: string }> {
  const columns = (await readCsv(Buffer.from(csv))).columns.map(typed);
  const frame = new Frame(columns.map(({ column }) => column));
  const written = columns.map(({ written: column }) => column);
  const arrow = await ArrowWriter.create(written);
  const half = frame.rowCount >> 1;
  const pieces = [arrow.start(), arrow.rows(frame, 0, half), arrow.rows(frame, half), arrow.end()];
  writeFileSync(folder.at(`${name}.arrow`), Buffer.concat(pieces.flat()));
  const parquet = await ParquetWriter.create(written, { groupRows: 20 });
  const parts = [await parquet.rows(frame), await parquet.end()];
  writeFileSync(folder.at(`${name}.parquet`), Buffer.concat(parts.flat()));
  return { arrow: folder.at(`${name}.arrow`), parquet: folder.at(`${name}.parquet`) };
}

it('the cases are there', () => {
  expect(GOLDEN.length).toBeGreaterThan(1);
});

describe.each(GOLDEN)('$name', (golden) => {
  it('has the answers of PredictCsv from Arrow and Parquet', async () => {
    const csv = readText(golden, 'input.csv')!;
    const fromCsv = folder.at('input.csv');
    writeFileSync(fromCsv, csv);
    const paths = await write(csv, golden.name.replace('/', '-'));
    const expected = await predict(golden.mojo, fromCsv, '--set-conv-invalid-number');
    expect(expected.status).toBe(0);
    for (const path of [paths.arrow, paths.parquet]) {
      const { status, stdout, stderr } = await predict(
        golden.mojo,
        path,
        '--set-conv-invalid-number',
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(linesOf(stdout)).toEqual(linesOf(expected.stdout));
    }
  });
});

describe('predict', () => {
  const golden = GOLDEN[0];
  let input: string;
  let answers: Record<string, unknown>[];
  const flags = ['--set-conv-invalid-number'];

  beforeAll(async () => {
    input = folder.at('rows.csv');
    writeFileSync(input, readText(golden, 'input.csv')!);
    const { stdout } = await predict(golden.mojo, input, ...flags);
    const text = await readCsv(stdout);
    answers = text
      .toRows()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            name === 'predict' || value === null ? value : Number(value),
          ]),
        ),
      );
  });

  it.each(['out.arrow', 'out.feather', 'out.arrows', 'out.parquet'])('writes %s', async (name) => {
    const output = folder.at(name);
    const { status, stderr } = await predict(golden.mojo, input, ...flags, '--output', output);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const read = name.endsWith('.parquet') ? readParquet : readArrow;
    expect((await read(output)).toRows()).toEqual(answers);
    const isFile = readFileSync(output).subarray(0, 6).toString() === 'ARROW1';
    expect(isFile).toBe(name === 'out.arrow' || name === 'out.feather');
  });

  it('writes to stdout, and reads stdin, when the format is named', async () => {
    for (const [format, read] of [
      ['arrow', readArrow],
      ['parquet', readParquet],
    ] as const) {
      const { stdout } = await predict(golden.mojo, input, ...flags, '--format', format);
      expect((await read(stdout)).toRows()).toEqual(answers);
      const keep = ['predict', '--mojo', golden.mojo, '--input', '-', '--quiet', ...flags];
      const paths = await write(readFileSync(input, 'utf8'), 'stdin');
      const again = await runCli([...keep, '--input-format', format, '--format', 'arrow'], {
        input: readFileSync(paths[format]),
      });
      expect((await readArrow(again.stdout)).toRows()).toEqual(answers);
    }
  });

  it('keeps numbers as numbers and text as text', async () => {
    const output = folder.at('kept-out.arrow');
    const keep = ['--keep', 'n,t', '--output', output];
    // A file without any column of the model would be refused.
    const [feature] = (await readCsv(input)).names;
    const csv = `${feature},n,t\n,1.5,a\n,,\n,-3,b\n`;
    const typedInput = await write(csv, 'kept-in');
    const { status, stderr } = await predict(golden.mojo, typedInput.arrow, ...keep);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const table = tableFromIPC(new Uint8Array(readFileSync(output)));
    expect(table.names.slice(0, 3)).toEqual(['n', 't', 'predict']);
    expect([...table.getChild('n')]).toEqual([1.5, null, -3]);
    expect([...table.getChild('t')]).toEqual(['a', null, 'b']);
  });

  it('measures as from CSV', async () => {
    const name = fileOf('performance/multi_iris');
    const paths = await write(readFileSync(`${name}data.csv`, 'utf8'), 'iris');
    const measure = async (path: string) =>
      (
        await runCli([
          'performance',
          '--mojo',
          `${name}model.zip`,
          '--input',
          path,
          '--json',
          '--quiet',
        ])
      ).stdout.toString();
    const expected = await measure(`${name}data.csv`);
    expect(JSON.parse(expected)).toHaveProperty('logloss');
    expect(await measure(paths.arrow)).toBe(expected);
    expect(await measure(paths.parquet)).toBe(expected);
  });

  it('says in one line what is wrong', async () => {
    const cut = folder.at('cut.arrow');
    const { arrow } = await write(readFileSync(input, 'utf8'), 'whole');
    writeFileSync(cut, readFileSync(arrow).subarray(0, -100));
    const output = folder.at('never.arrow');
    const broken = await predict(golden.mojo, cut, ...flags, '--output', output);
    expect(broken.status).toBe(1);
    expect(broken.stderr).toBe(`wasmojo: ${cut}: the Arrow data is damaged: it is cut off\n`);
    expect(() => readFileSync(output)).toThrow('ENOENT');
    for (const wrong of [['--hex'], ['--no-header'], ['--include', 'extended']]) {
      const { status, stderr } = await predict(golden.mojo, input, '--format', 'parquet', ...wrong);
      expect(status).toBe(2);
      expect(stderr).toContain(`${wrong[0]} does not go with --format parquet`);
    }
    const unknown = await predict(golden.mojo, input, '--format', 'xlsx');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('expected csv, jsonl, arrow, parquet, got xlsx');
  });
});

function fileOf(name: string): string {
  return new URL(`../fixtures/${name}/`, import.meta.url).pathname;
}
