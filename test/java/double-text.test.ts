import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJavaDouble } from '../../src/java/parse-double.js';
import {
  javaDouble,
  javaFloat,
  javaHex,
  MAX_DOUBLE_BYTES,
  writeJavaDouble,
} from '../../src/java/double-text.js';

// Printed by JDK 17.
const DOUBLES: [x: number, text: string, hex: string][] = [
  [6.6332621121664288e16, '6.6332621121664288E16', '0x1.d75255bdf46a4p55'],
  [2e-3, '0.002', '0x1.0624dd2f1a9fcp-9'],
  [2e23, '1.9999999999999998E23', '0x1.52d02c7e14af6p77'],
  [1e23, '9.999999999999999E22', '0x1.52d02c7e14af6p76'],
  [8.41e21, '8.409999999999999E21', '0x1.c7e83209e90b2p72'],
  [2 ** 53, '9.007199254740992E15', '0x1.0p53'],
  [5e-324, '4.9E-324', '0x0.0000000000001p-1022'],
  [2.2250738585072014e-308, '2.2250738585072014E-308', '0x1.0p-1022'],
  [1e-5, '1.0E-5', '0x1.4f8b588e368f1p-17'],
  [2e-44, '2.0E-44', '0x1.c8b8218854567p-146'],
  [2 ** -44, '5.6843418860808015E-14', '0x1.0p-44'],
  [2 ** -30, '9.313225746154785E-10', '0x1.0p-30'],
  [1.1e-5, '1.1E-5', '0x1.711947cfa26a2p-17'],
  [5e-4, '5.0E-4', '0x1.0624dd2f1a9fcp-11'],
  [1e7, '1.0E7', '0x1.312dp23'],
  [12345678, '1.2345678E7', '0x1.78c29cp23'],
  [9999999, '9999999.0', '0x1.312cfep23'],
  [Number.MAX_VALUE, '1.7976931348623157E308', '0x1.fffffffffffffp1023'],
  [2 ** 63, '9.223372036854776E18', '0x1.0p63'],
  [1e-310, '1.0E-310', '0x0.012688b70e62bp-1022'],
  [3e-322, '3.0E-322', '0x0.000000000003dp-1022'],
  [0.001, '0.001', '0x1.0624dd2f1a9fcp-10'],
  [0.00099999, '9.9999E-4', '0x1.06243162a38e4p-10'],
  [123456789012345680, '1.2345678901234568E17', '0x1.b69b4ba630f35p56'],
  [1, '1.0', '0x1.0p0'],
  [-1.5, '-1.5', '-0x1.8p0'],
  [0, '0.0', '0x0.0p0'],
  [-0, '-0.0', '-0x0.0p0'],
  [NaN, 'NaN', 'NaN'],
  [Infinity, 'Infinity', 'Infinity'],
  [-Infinity, '-Infinity', '-Infinity'],
];

describe('javaDouble', () => {
  it.each(DOUBLES)('prints %d as %s', (x, text) => {
    expect(javaDouble(x)).toBe(text);
  });

  it('prints text that reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        expect(parseJavaDouble(javaDouble(x))).toBe(x);
      }),
      { numRuns: 1000 },
    );
  });

  it('prints the digits of a negative number as those of the positive one', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 5e-324 }), (x) => {
        expect(javaDouble(-x)).toBe(`-${javaDouble(x)}`);
      }),
    );
  });
});

describe('writeJavaDouble', () => {
  it('writes the text of javaDouble, never more than the promised bytes', () => {
    const target = new Uint8Array(MAX_DOUBLE_BYTES + 3);
    fc.assert(
      fc.property(fc.double(), (x) => {
        const end = writeJavaDouble(x, target, 3);
        expect(new TextDecoder().decode(target.subarray(3, end))).toBe(javaDouble(x));
        expect(end).toBeLessThanOrEqual(target.length);
      }),
    );
  });
});

describe('javaFloat', () => {
  it.each([
    [1.1, '1.1'],
    [0.1, '0.1'],
    [3.4028234663852886e38, '3.4028235E38'],
    [1.401298464324817e-45, '1.4E-45'],
    [1.1754943508222875e-38, '1.17549435E-38'],
    [16777216, '1.6777216E7'],
    [33554430, '3.355443E7'],
    [1e10, '1.0E10'],
    [1e-5, '1.0E-5'],
    [0.002, '0.002'],
    [123456.79, '123456.79'],
    [8.5899346e9, '8.5899346E9'],
    [9.9999998e-8, '1.0E-7'],
    [0, '0.0'],
    [-0, '-0.0'],
    [-3, '-3.0'],
    [1e39, 'Infinity'],
    [-Infinity, '-Infinity'],
    [NaN, 'NaN'],
  ])('prints %d as %s', (x, text) => {
    expect(javaFloat(x)).toBe(text);
  });

  it('prints text that reads back as the same float', () => {
    fc.assert(
      fc.property(fc.float(), (x) => {
        expect(Math.fround(Number(javaFloat(x)))).toBe(x);
      }),
    );
  });
});

describe('javaHex', () => {
  it.each(DOUBLES)('prints %d exactly', (x, _, hex) => {
    expect(javaHex(x)).toBe(hex);
    expect(parseJavaDouble(hex)).toBe(x);
  });
});
