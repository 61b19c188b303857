import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArgumentError } from '../../../src/errors.js';
import { CsvWriter, readCsvFrame } from '../../../src/frame/csv/index.js';
import { encodeLevels, Frame } from '../../../src/frame/frame.js';
import type { Column } from '../../../src/frame/column.js';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const numbers = (name: string, ...values: number[]): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from(values),
});

test('numbers are written in Java text and NaN as NA', () => {
  const frame = new Frame([numbers('x', 1, -0, 1e-5, 1e7, NaN, Infinity, 0.1)]);
  expect(text(new CsvWriter().rows(frame))).toBe('1.0\n-0.0\n1.0E-5\n1.0E7\nNA\nInfinity\n0.1\n');
});

test('floats are written as the doubles they are equal to', () => {
  const frame = new Frame([{ kind: 'number', name: 'x', values: Float32Array.of(0.1) }]);
  expect(text(new CsvWriter().rows(frame))).toBe('0.10000000149011612\n');
});

test('hex numbers are those of Double.toHexString', () => {
  const frame = new Frame([numbers('x', 1, 0.1, NaN)]);
  expect(text(new CsvWriter({ hex: true }).rows(frame))).toBe(
    '0x1.0p0\n0x1.999999999999ap-4\nNA\n',
  );
});

test('levels are text, quoted only where a comma, quote, CR or LF asks for it', () => {
  const frame = new Frame([
    encodeLevels('c', ['a', 'b,c', 'd"e', 'f\ng', 'h\ri', ' j;k ', null, 'é😀', '']),
    numbers('n', 1, 2, 3, 4, 5, 6, 7, 8, 9),
  ]);
  expect(text(new CsvWriter().rows(frame))).toBe(
    'a,1.0\n"b,c",2.0\n"d""e",3.0\n"f\ng",4.0\n"h\ri",5.0\n j;k ,6.0\nNA,7.0\né😀,8.0\n,9.0\n',
  );
});

test('mixed cells are written by what they are', () => {
  const frame = new Frame([{ kind: 'mixed', name: 'm', cells: [1, 'a,b', null, true, undefined] }]);
  expect(text(new CsvWriter().rows(frame))).toBe('1.0\n"a,b"\nNA\ntrue\nNA\n');
});

test('the header quotes names by the same rule', () => {
  expect(text(new CsvWriter().header(['predict', 'p0', 'a,b']))).toBe('predict,p0,"a,b"\n');
});

test('a range of rows can be written, and chunks stay valid after the next call', () => {
  const frame = new Frame([numbers('x', 1, 2, 3)]);
  const writer = new CsvWriter();
  const first = writer.rows(frame, 0, 1);
  expect(text(writer.rows(frame, 1, 3))).toBe('2.0\n3.0\n');
  expect(text(first)).toBe('1.0\n');
  expect(text(writer.rows(frame, 3))).toBe('');
  expect(() => writer.rows(frame, 2, 4)).toThrow(ArgumentError);
});

test('more bytes than the first buffer are written', () => {
  const level = 'é'.repeat(50_000);
  const frame = new Frame([encodeLevels('c', [level, 'b', level])]);
  expect(text(new CsvWriter().rows(frame))).toBe(`${level}\nb\n${level}\n`);
});

// opencsv drops backslashes and turns CR within quotes into LF, whatever was written.
const level = fc
  .string({ unit: fc.constantFrom('a', 'N', '"', ',', '\n', ' ', 'é', '😀', '-'), maxLength: 8 })
  .filter((value) => !['', '-', 'NA'].includes(value));

test('what was written is read again', async () => {
  const row = fc.tuple(fc.double(), fc.option(level), fc.double());
  await fc.assert(
    fc.asyncProperty(fc.array(row), async (rows) => {
      const frame = new Frame([
        numbers('x', ...rows.map(([x]) => x)),
        encodeLevels(
          'c',
          rows.map(([, c]) => c),
        ),
        numbers('y', ...rows.map(([, , y]) => y)),
      ]);
      for (const hex of [false, true]) {
        const writer = new CsvWriter({ hex });
        const back = await readCsvFrame([writer.header(frame.names), writer.rows(frame)], {
          plan: {
            columns: [
              { name: 'x', kind: 'number' },
              { name: 'c', kind: 'categorical', domain: [] },
              { name: 'y', kind: 'number' },
            ],
          },
        });
        expect(back.columns).toEqual(frame.columns);
      }
    }),
    { numRuns: 500 },
  );
});
