import { lastParseFailed, parseJavaDoubleBytes } from '../java/parse-bytes.js';
import type { Span } from './ini.js';

// Arrays in model.ini, `[0.5, 1.0E-4, NaN]` (ParseUtils.parseArrayOfDoubles), read from the bytes:
// the weights of a network are hundreds of thousands of numbers, and a string for each would cost
// more than the conversion.

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;

/**
 * Stands for what is wrong with an array: the piece of text that is no number, or the whole without
 * brackets.
 */
export class BadItem {
  constructor(readonly span: Span) {}
}

/** Java doubles between brackets; `[]` is empty. */
export function parseDoubleList(bytes: Uint8Array, span: Span): Float64Array | BadItem {
  return parseList(
    bytes,
    span,
    (count) => new Float64Array(count),
    (start, end) => {
      const value = parseJavaDoubleBytes(bytes, start, end);
      return Number.isNaN(value) && lastParseFailed() ? undefined : value;
    },
  );
}

/** Java ints between brackets; `[]` is empty. */
export function parseIntList(bytes: Uint8Array, span: Span): Int32Array | BadItem {
  return parseList(
    bytes,
    span,
    (count) => new Int32Array(count),
    (start, end) => parseIntBytes(bytes, start, end),
  );
}

/** Integer.parseInt of the trimmed ASCII text in `bytes[start, end)`, or undefined. */
export function parseIntBytes(bytes: Uint8Array, start: number, end: number): number | undefined {
  while (start < end && bytes[start] <= 0x20) start++;
  while (end > start && bytes[end - 1] <= 0x20) end--;
  const negative = bytes[start] === 0x2d;
  if (start < end && (negative || bytes[start] === 0x2b)) start++;
  if (start === end) return undefined;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i] - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
    if (value > 2 ** 31) return undefined;
  }
  if (negative) return value === 0 ? 0 : -value;
  return value < 2 ** 31 ? value : undefined;
}

function parseList<A extends Float64Array | Int32Array>(
  bytes: Uint8Array,
  span: Span,
  allocate: (count: number) => A,
  parse: (start: number, end: number) => number | undefined,
): A | BadItem {
  const { start, end } = span;
  if (end - start < 2 || bytes[start] !== OPEN || bytes[end - 1] !== CLOSE)
    return new BadItem(span);
  if (isBlank(bytes, start + 1, end - 1)) return allocate(0);
  let count = 1;
  for (let i = start + 1; i < end - 1; i++) if (bytes[i] === COMMA) count++;
  const values = allocate(count);
  let from = start + 1;
  for (let i = 0; i < count; i++) {
    let to = from;
    while (to < end - 1 && bytes[to] !== COMMA) to++;
    const value = parse(from, to);
    if (value === undefined) return new BadItem({ start: from, end: to });
    values[i] = value;
    from = to + 1;
  }
  return values;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  while (start < end && bytes[start] <= 0x20) start++;
  return start === end;
}
