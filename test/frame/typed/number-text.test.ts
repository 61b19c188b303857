import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decimalText,
  halfToNumber,
  levelText,
  toMilliseconds,
} from '../../../src/frame/typed/number-text.js';

it('whole numbers have no point as levels, others are as Java prints them', () => {
  const texts = [0, -0, 3, -12, 2 ** 53, 1e20, 1e21, 0.5, 1e-5, Infinity].map((x) =>
    levelText(x, false),
  );
  expect(texts).toEqual([
    '0',
    '0',
    '3',
    '-12',
    '9007199254740992',
    '100000000000000000000',
    '1.0E21',
    '0.5',
    '1.0E-5',
    'Infinity',
  ]);
  expect(levelText(Math.fround(0.1), true)).toBe('0.1');
});

it('decimals keep their digits', () => {
  expect([5n, -5n, 150n, 0n].map((value) => decimalText(value, 2))).toEqual([
    '0.05',
    '-0.05',
    '1.50',
    '0.00',
  ]);
  expect(decimalText(15n, 0)).toBe('15');
  expect(decimalText(-15n, -3)).toBe('-15000');
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat(12), (value, scale) => {
      expect(Number(decimalText(value, scale))).toBe(Number(`${value}e-${scale}`));
    }),
  );
});

it('times are cut to milliseconds towards the past', () => {
  expect(toMilliseconds(-3n, 1)).toBe(-3000);
  expect(toMilliseconds(-3n, 1000)).toBe(-3);
  expect([1999n, -1n, -1000n, -1001n].map((time) => toMilliseconds(time, 1_000_000))).toEqual([
    1, -1, -1, -2,
  ]);
  expect(toMilliseconds(1_577_836_800_123_999_999n, 1_000_000_000)).toBe(1_577_836_800_123);
});

it('numbers of 16 bits', () => {
  expect(
    [0x3c00, 0xc000, 0x0001, 0x03ff, 0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x8000].map(halfToNumber),
  ).toEqual([1, -2, 2 ** -24, 1023 * 2 ** -24, 65504, Infinity, -Infinity, NaN, -0]);
});
