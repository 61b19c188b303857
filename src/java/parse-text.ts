// Java's Double.parseDouble for strings. Number() of JavaScript rounds correctly as Java does, but takes
// another language (hexadecimal integers, blank text, no suffixes), so the text is checked first.

import { parseJavaHex } from './parse-hex.js';

// `\d` without the `v` or `u` flag is ASCII only, as in Java: full-width digits are refused.
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$/;
const NAMED = /^([+-]?)(NaN|Infinity)$/;

/**
 * `Double.parseDouble(text.trim())` of Java, or undefined where Java throws NumberFormatException.
 * NaN is the answer for "NaN", "+NaN" and "-NaN" only.
 */
export function parseJavaDouble(text: string): number | undefined {
  const trimmed = javaTrim(text);
  if (DECIMAL.test(trimmed)) return Number(withoutSuffix(trimmed));
  const named = NAMED.exec(trimmed);
  if (named !== null) {
    if (named[2] === 'NaN') return NaN;
    return named[1] === '-' ? -Infinity : Infinity;
  }
  return parseJavaHex(trimmed);
}

/** `String.trim` of Java: drops characters up to U+0020 at both ends, and no other white space. */
export function javaTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function withoutSuffix(text: string): string {
  const last = text.charCodeAt(text.length - 1) | 0x20;
  return last === 0x64 || last === 0x66 ? text.slice(0, -1) : text;
}
