import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellLimit } from '../../../src/frame/csv/cell-limit.js';
import { decodeJavaUtf8 } from '../../../src/frame/csv/java-utf8.js';
import { LineBuffer } from '../../../src/frame/csv/line-buffer.js';
import { RecordScanner } from '../../../src/frame/csv/record-scanner.js';
import { chunksOf } from './chunks.js';
import { recordsByRule } from './opencsv-rules.js';

function records(text: string, sizes?: readonly number[], separator = ','): string[][] {
  const all: string[][] = [];
  let record: string[] = [];
  const sink = {
    cell(field: number, bytes: Uint8Array, start: number, end: number) {
      expect(field).toBe(record.length);
      record.push(decodeJavaUtf8(bytes, start, end));
    },
    endRecord() {
      all.push(record);
      record = [];
    },
  };
  const limit = new CellLimit(2 ** 20, () => 'test');
  const scanner = new RecordScanner(sink, separator.charCodeAt(0), limit);
  const lines = new LineBuffer(2 ** 20);
  const read = (bytes: Uint8Array, end: number) => {
    scanner.scan(bytes, 0, end);
  };
  for (const chunk of chunksOf(text, sizes)) lines.push(chunk, read);
  lines.end(read);
  scanner.end(() => undefined);
  return all;
}

// What opencsv 2.3 itself answers, recorded with Java 17.
const RECORDED: [about: string, text: string, records: string[][]][] = [
  [
    'LF at the end adds no record',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['an empty line is a record', 'a\n\nb', [['a'], [''], ['b']]],
  ['an empty line at the end is one too', 'a\n\n', [['a'], ['']]],
  ['CR and CR LF end lines', 'a\r\r\nb', [['a'], [''], ['b']]],
  ['quotes hide a separator', '"a,b",c', [['a,b', 'c']]],
  ['a CR LF within quotes becomes LF', '"a\r\nb",c', [['a\nb', 'c']]],
  ['a CR within quotes becomes LF', '"a\rb"', [['a\nb']]],
  ['a doubled quote is one', '"a""b"', [['a"b']]],
  ['a backslash escapes a quote', '"a\\"b"', [['a"b']]],
  ['a backslash escapes a backslash', '"a\\\\b"', [['a\\b']]],
  ['any other backslash vanishes', '"a\\nb",c\\d,\\', [['anb', 'cd', '']]],
  ['a backslash escapes a quote in an unquoted cell', 'ab\\"c', [['ab"c']]],
  ['but not at the start of the cell', '\\"a"', [['a']]],
  ['quotes near the start of a line vanish', 'ab"c"d', [['abc"d']]],
  ['later ones stay', 'abc"d"e', [['abc"d"e']]],
  ['text after a closing quote goes on', '"a"b,c', [['ab', 'c']]],
  ['the closing quote is kept then', 'abcd,"e"f,g', [['abcd', 'e"f', 'g']]],
  ['blanks before an opening quote vanish', 'x,   "a"', [['x', 'a']]],
  ['blanks after a closing quote keep both', 'x,  "a" ,y', [['x', 'a" ', 'y']]],
  ['an em space is white', 'x,\u2003"a"', [['x', 'a']]],
  ['a no-break space is not', 'x,\u00a0"a"', [['x', '\u00a0"a']]],
  ['an unfinished quote loses its cell', 'x,y,"ab\ncd', [['x', 'y']]],
  ['and the record when that was all', 'x\n"ab\ncd', [['x']]],
  ['"" after a filled cell is a quote', 'x\n"",y', [['x'], ['"', 'y']]],
  [
    '"" after an empty cell is empty',
    'x,\n"",y',
    [
      ['x', ''],
      ['', 'y'],
    ],
  ],
  ['an empty line does not change that', 'x\n\n"",y', [['x'], [''], ['"', 'y']]],
  ['"" within a line is empty', 'abc,"",d', [['abc', '', 'd']]],
  ['"""" is a quote', 'abc,"""",d', [['abc', '"', 'd']]],
  ['characters count, not bytes', 'éé"é"é', [['ééé"é']]],
  ['in UTF-16 units', '😀"é"', [['😀é']]],
  ['four of them are enough', '😀😀"é"é', [['😀😀"é"é']]],
  ['a backslash at the end of a quoted line vanishes', '"b\\\nc"', [['b\nc']]],
];

const nasty = fc.string({
  unit: fc.constantFrom('a', '"', '"', '\\', ',', ',', ';', ' ', '\n', '\r', '\t', 'é', '😀'),
  maxLength: 40,
});
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

describe('records are those of opencsv 2.3', () => {
  test.each(RECORDED)('%s', (_, text, expected) => {
    expect(records(text)).toEqual(expected);
  });

  test('the plain rules in the test say the same of the recorded cases', () => {
    // White space apart: \s takes the no-break space.
    for (const [about, text, expected] of RECORDED) {
      if (!text.includes('\u00a0')) expect(recordsByRule(text), about).toEqual(expected);
    }
  });

  test('they follow the plain rules for any text', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(records(text)).toEqual(recordsByRule(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('so they do with another separator', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(';', '\t', ' '), (text, separator) => {
        expect(records(text, undefined, separator)).toEqual(recordsByRule(text, separator));
      }),
      { numRuns: 1000 },
    );
  });

  test('it does not matter where chunks end', () => {
    fc.assert(
      fc.property(nasty, sizes, (text, sizes) => {
        expect(records(text, sizes)).toEqual(records(text));
      }),
      { numRuns: 2000 },
    );
  });
});
