// Double.parseDouble straight from the bytes of a file: the hot path of reading CSV. Most cells are
// converted without making a string; the rest goes to the string parser, with the same result.

import { parseJavaDouble } from './parse-text.js';

// 10^0 .. 10^22 are the powers of ten that a double holds exactly.
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const SPLITTER = 2 ** 27 + 1;

let failed = false;

/** Whether the last call of `parseJavaDoubleBytes` found text that Java refuses. */
export function lastParseFailed(): boolean {
  return failed;
}

/**
 * `parseJavaDouble` of the UTF-8 text in `bytes[start, end)`, with no allocation for decimals of up to
 * 19 digits and moderate exponent. NaN both for NaN and for refused text: ask `lastParseFailed()`
 * when the answer is NaN, before the next call.
 */
export function parseJavaDoubleBytes(bytes: Uint8Array, start: number, end: number): number {
  failed = false;
  let at = start;
  while (at < end && bytes[at] <= 0x20) at++;
  while (end > at && bytes[end - 1] <= 0x20) end--;
  const first = at;
  if (at === end) return refuse();

  let negative = false;
  let byte = bytes[at];
  if (byte === 0x2d || byte === 0x2b) {
    negative = byte === 0x2d;
    at++;
  }

  // The digits are kept as high * 10^lowDigits + low, each part an exact integer.
  let high = 0;
  let low = 0;
  let lowDigits = 0;
  let digits = 0; // significant digits taken so far
  let seen = 0; // digits of any kind
  let fraction = 0; // digits after the point
  let point = false;
  for (; at < end; at++) {
    byte = bytes[at];
    if (byte === 0x2e) {
      if (point) return refuse();
      point = true;
      continue;
    }
    const digit = byte - 0x30;
    if (digit < 0 || digit > 9) break;
    seen++;
    if (point) fraction++;
    if (digits === 0 && digit === 0) continue;
    digits++;
    if (digits <= 15) {
      high = high * 10 + digit;
    } else {
      low = low * 10 + digit;
      lowDigits++;
    }
  }
  if (seen === 0 || digits > 19) return slow(bytes, first, end);

  let exponent = 0;
  if (at < end && (bytes[at] | 0x20) === 0x65) {
    at++;
    const minus = at < end && bytes[at] === 0x2d;
    if (minus || (at < end && bytes[at] === 0x2b)) at++;
    const from = at;
    for (; at < end; at++) {
      const digit = bytes[at] - 0x30;
      if (digit < 0 || digit > 9) break;
      exponent = exponent * 10 + digit;
    }
    if (at === from) return refuse();
    if (minus) exponent = -exponent;
  }
  if (at < end) return slow(bytes, first, end); // a suffix, or no number

  if (digits === 0) return negative ? -0 : 0;
  const power = exponent - fraction;
  if (power < -22 || power > 22) return slow(bytes, first, end);
  let size: number;
  if (lowDigits === 0) {
    size = power < 0 ? high / POWERS[-power] : high * POWERS[power];
  } else {
    size = longMantissa(high * POWERS[lowDigits], high, POWERS[lowDigits], low, power);
    if (size < 0) return slow(bytes, first, end);
  }
  return negative ? -size : size;
}

/**
 * (high * factor + low) * 10^power from 16 to 19 digits, where `product` is the rounded high * factor;
 * -1 when the result is too near a rounding boundary to be sure.
 */
function longMantissa(
  product: number,
  high: number,
  factor: number,
  low: number,
  power: number,
): number {
  // The exact integer as an unevaluated sum head + tail.
  const rest = productError(high, factor, product) + low;
  const head = product + rest;
  const tail = rest - (head - product);
  let result: number;
  let error: number;
  if (power <= 0) {
    const divisor = POWERS[-power];
    result = head / divisor;
    const back = result * divisor;
    error = (head - back - productError(result, divisor, back) + tail) / divisor;
  } else {
    const multiplier = POWERS[power];
    result = head * multiplier;
    error = productError(head, multiplier, result) + tail * multiplier;
  }
  // `error` is off by less than 2^-100 of the result: if moving it by more than that does not change
  // the sum, the sum is the correctly rounded value.
  const slack = result * 2 ** -98;
  const one = result + (error - slack);
  return one === result + (error + slack) ? one : -1;
}

/** The exact a * b - product, by Dekker's splitting (there is no fused multiply-add in JavaScript). */
function productError(a: number, b: number, product: number): number {
  const scaledA = a * SPLITTER;
  const highA = scaledA - (scaledA - a);
  const lowA = a - highA;
  const scaledB = b * SPLITTER;
  const highB = scaledB - (scaledB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function slow(bytes: Uint8Array, start: number, end: number): number {
  let text = '';
  for (let at = start; at < end; at++) {
    // No number holds a character outside ASCII.
    if (bytes[at] > 0x7f) return refuse();
    text += String.fromCharCode(bytes[at]);
  }
  return parseJavaDouble(text) ?? refuse();
}

function refuse(): number {
  failed = true;
  return NaN;
}
