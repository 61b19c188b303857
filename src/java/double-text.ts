// Double.toString, Float.toString and Double.toHexString of JDK 17.

import { doubleBits64, floatBits } from './double-bits.js';
import { javaDigits } from './dragon.js';
import type { DecimalDigits } from './dragon.js';

/** The most bytes that `writeJavaDouble` writes. */
export const MAX_DOUBLE_BYTES = 26;

/** `Double.toString(x)` of JDK 17, for every double. */
export function javaDouble(x: number): string {
  const size = Math.abs(x);
  // Between 1e-3 and 1e7 both languages print the shortest digits without an exponent. (A power of two,
  // where Java's digits can differ, is an integer or a short decimal there.)
  if (size >= 1e-3 && size < 1e7) {
    return Number.isInteger(x) ? `${x}.0` : String(x);
  }
  if (x !== x) return 'NaN';
  if (size === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  if (size === Infinity) return x < 0 ? '-Infinity' : 'Infinity';
  return shortestWithExponent(x, size) ?? withSign(x, layOut(digitsOfDouble(size)));
}

/**
 * Writes `Double.toString(x)` of JDK 17 as ASCII into `target` from `offset`, where at least
 * `MAX_DOUBLE_BYTES` must be free; returns the offset behind it.
 */
export function writeJavaDouble(x: number, target: Uint8Array, offset: number): number {
  const text = javaDouble(x);
  for (let at = 0; at < text.length; at++) target[offset++] = text.charCodeAt(at);
  return offset;
}

/** `Float.toString(x)` of JDK 17; `x` is a number that a float holds (others are rounded to float). */
export function javaFloat(x: number): string {
  const rounded = Math.fround(x);
  const size = Math.abs(rounded);
  if (size < 1e7 && Number.isInteger(rounded)) {
    return Object.is(rounded, -0) ? '-0.0' : `${rounded}.0`;
  }
  if (rounded !== rounded) return 'NaN';
  if (size === Infinity) return rounded < 0 ? '-Infinity' : 'Infinity';
  return withSign(rounded, layOut(digitsOfFloat(size)));
}

/** `Double.toHexString(x)`: exact, such as 0x1.8p1; subnormals start with 0x0. */
export function javaHex(x: number): string {
  if (x !== x) return 'NaN';
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const size = Math.abs(x);
  if (size === Infinity) return `${sign}Infinity`;
  if (size === 0) return `${sign}0x0.0p0`;
  const bits = doubleBits64(size);
  const biased = Number(bits >> 52n);
  const fraction =
    BigInt.asUintN(52, bits).toString(16).padStart(13, '0').replace(/0+$/, '') || '0';
  return biased === 0 ? `${sign}0x0.${fraction}p-1022` : `${sign}0x1.${fraction}p${biased - 1023}`;
}

/**
 * Java's text for numbers in exponent form whose digits are surely the shortest ones, which JavaScript
 * finds quickly; undefined for the others: integers from 2^53 (printed in full), powers of two, a
 * single digit (Java goes on to a second one, not always 0) and subnormals.
 */
function shortestWithExponent(x: number, size: number): string | undefined {
  if (size >= 2 ** 53 || size < 2 ** -1022) return undefined;
  if (size < 1 && isPowerOfTwo(size)) return undefined;
  const text = x.toExponential();
  const mark = text.indexOf('e');
  const exponent = text.charCodeAt(mark + 1) === 0x2b ? text.slice(mark + 2) : text.slice(mark + 1);
  if (text.includes('.')) return `${text.slice(0, mark)}E${exponent}`;
  return size < 1 ? undefined : `${text.slice(0, mark)}.0E${exponent}`;
}

function isPowerOfTwo(size: number): boolean {
  return BigInt.asUintN(52, doubleBits64(size)) === 0n;
}

function digitsOfDouble(size: number): DecimalDigits {
  const bits = doubleBits64(size);
  const biased = Number(bits >> 52n);
  const fraction = BigInt.asUintN(52, bits);
  if (biased === 0) return javaDigits(fraction, -1074, fraction.toString(2).length);
  return javaDigits(fraction | (1n << 52n), biased - 1075, 53);
}

function digitsOfFloat(size: number): DecimalDigits {
  const bits = floatBits(size);
  const biased = bits >> 23;
  const fraction = bits & 0x7fffff;
  if (biased === 0) return javaDigits(BigInt(fraction), -149, fraction.toString(2).length);
  return javaDigits(BigInt(fraction | 0x800000), biased - 150, 24);
}

/** Java's layout: plain from 1e-3 up to 1e7, otherwise with an exponent, always a digit after the point. */
function layOut({ digits, point }: DecimalDigits): string {
  if (point > 0 && point < 8) {
    return `${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point) || '0'}`;
  }
  if (point <= 0 && point > -3) return `0.${'0'.repeat(-point)}${digits}`;
  return `${digits[0]}.${digits.slice(1) || '0'}E${point - 1}`;
}

function withSign(x: number, text: string): string {
  return x < 0 ? `-${text}` : text;
}
