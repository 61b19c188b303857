import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isJavaInt,
  javaTrim,
  lastParseFailed,
  parseJavaDouble,
  parseJavaDoubleBytes,
  parseJavaInt,
} from '../../src/java/parse-double.js';

const ZEROS = '0'.repeat(400);

const ACCEPTED: [text: string, value: number][] = [
  ['NaN', NaN],
  ['+NaN', NaN],
  ['-NaN', NaN],
  ['Infinity', Infinity],
  ['+Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['1.', 1],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['+5', 5],
  ['00012', 12],
  ['-0', -0],
  ['1d', 1],
  ['1F', 1],
  ['1e5f', 1e5],
  ['1.1f', 1.1],
  ['1e400', Infinity],
  ['-1e400', -Infinity],
  ['1e-400', 0],
  ['1e99999999999', Infinity],
  ['0e99999999999', 0],
  [`0.${ZEROS}1e402`, 10],
  [`1${ZEROS}e-400`, 1],
  [' \t\u00001.5\u001f\r\n', 1.5],
  ['9007199254740993', 9007199254740992],
  ['9007199254740993.00000000000000000000000001', 9007199254740994],
  ['2.4703282292062327e-324', 0],
  ['2.4703282292062328e-324', 5e-324],
  ['0x1p3', 8],
  ['0X.8P-2d', 0.125],
  ['0x1.p3', 8],
  ['-0x1.8p0f', -1.5],
  ['0x1p-1074', 5e-324],
  ['0x1p-1075', 0],
  ['0x1.00000001p-1075', 5e-324],
  ['0x3p-1076', 5e-324],
  ['0x1.00000000000008p0', 1],
  ['0x1.00000000000018p0', 1 + 2 ** -51],
  ['0x1.000000000000080000001p0', 1 + 2 ** -52],
  ['0x1.fffffffffffff7fp1023', Number.MAX_VALUE],
  ['0x1.fffffffffffff8p1023', Infinity],
  ['0x0p99999999999', 0],
  ['-0x1p-99999999999', -0],
  [`0x.${ZEROS}1p1604`, 1],
  [`0x1${ZEROS}p-1600`, 1],
];

const REFUSED = [
  ...['', '  ', 'NA', 'nan', 'NAN', 'inf', 'infinity', 'Infinityf', 'NaNd', '- 5', '+-5', '+', '-'],
  ...['0x10', '0x1.8', '0x.p1', '0x1p', '1L', '1_000', '1,000', '1e', '1e+', 'e5', '1..', '1.2.3'],
  ...['.', '.e1', 'd', 'true', '1ef', '1 d', '\uff11', '\u0661', '\u00a01', '1\u2003', '1.5é'],
];

/** The byte parser's answer, in the form of the string parser's. */
function viaBytes(text: string): number | undefined {
  const bytes = new TextEncoder().encode(`1${text}2`);
  const value = parseJavaDoubleBytes(bytes, 1, bytes.length - 1);
  return lastParseFailed() ? undefined : value;
}

describe.each([
  ['parseJavaDouble', parseJavaDouble],
  ['parseJavaDoubleBytes', viaBytes],
])('%s', (_, parse) => {
  it.each(ACCEPTED)('reads %j', (text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each(REFUSED)('refuses %j', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('reads back every double that JavaScript prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(parse(x.toString())).toBe(x === 0 ? 0 : x); // -0 prints as 0
        expect(parse(x.toExponential())).toBe(x === 0 ? 0 : x);
      }),
    );
  });

  it('rounds decimals of any length as JavaScript does', () => {
    const digits = fc.string({
      unit: fc.integer({ min: 0, max: 9 }).map(String),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(digits, digits, fc.integer({ min: -330, max: 310 }), (whole, fraction, power) => {
        const text = `${whole}.${fraction}e${power}`;
        expect(parse(text)).toBe(Number(text));
        expect(parse(`${whole}.${fraction}`)).toBe(Number(`${whole}.${fraction}`));
      }),
      { numRuns: 2000 },
    );
  });

  it('rounds halves between two doubles to even', () => {
    fc.assert(
      fc.property(
        fc.bigInt(2n ** 52n, 2n ** 53n - 1n),
        fc.integer({ min: 1, max: 9 }),
        (odd, shift) => {
          const half = ((odd * 2n + 1n) << BigInt(shift)).toString();
          expect(parse(half)).toBe(Number(half));
          expect(parse(`${half}.0001`)).toBe(Number(`${half}.0001`));
        },
      ),
    );
  });
});

describe('parseJavaDoubleBytes', () => {
  it('tells NaN from refused text', () => {
    const bytes = new TextEncoder().encode('NaN,NA');
    expect(parseJavaDoubleBytes(bytes, 0, 3)).toBeNaN();
    expect(lastParseFailed()).toBe(false);
    expect(parseJavaDoubleBytes(bytes, 4, 6)).toBeNaN();
    expect(lastParseFailed()).toBe(true);
  });
});

describe('javaTrim', () => {
  it('drops control characters and blanks, but no other white space', () => {
    expect(javaTrim('\u0000\t a b \u001f')).toBe('a b');
    expect(javaTrim('\u00a0a\u2003')).toBe('\u00a0a\u2003');
    expect(javaTrim(' \n')).toBe('');
  });
});

describe('parseJavaInt', () => {
  it.each([
    ['+5', 5],
    ['-0', 0],
    ['0000000000000000000012', 12],
    ['2147483647', 2147483647],
    ['-2147483648', -2147483648],
    ['\uff11\uff12', 12],
    ['\u0663\u0664', 34],
    ['-\u0ae9', -3],
  ])('reads %j', (text, value) => {
    expect(parseJavaInt(text)).toBe(value);
    expect(isJavaInt(text)).toBe(true);
  });

  it.each([
    '',
    '+',
    '-',
    '--1',
    ' 1',
    '1 ',
    '1.0',
    '1e3',
    '2147483648',
    '-2147483649',
    '\ud835\udfce',
  ])('refuses %j', (text) => {
    expect(parseJavaInt(text)).toBeUndefined();
    expect(isJavaInt(text)).toBe(false);
  });
});
