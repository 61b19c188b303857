import { MojoFormatError } from '../errors.js';

// JSON as H2O writes it. Java's writers put NaN and Infinity down as bare words, some as text, and
// 64-bit numbers with all their digits; JSON.parse refuses the first and rounds the last.

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Deeper JSON than any H2O writes would overflow the stack of whoever walks through it. */
const MAX_DEPTH = 64;
// A string | a bracket | a bare word | a number of 16 characters or more, which may be more than a
// double holds.
const TOKENS = /"[^"\\]*(?:\\[^][^"\\]*)*"|[[\]{}]|-?\b(?:NaN|Infinity)\b|-?\d[\d.eE+-]{15,}/g;

/**
 * Parses JSON. Bare `NaN`, `Infinity` and `-Infinity` become texts, as H2O's other writers give
 * them (see `jsonNumber`), and so do whole numbers that a double cannot hold: no digit of a seed is
 * lost. Throws MojoFormatError. Cost: linear in the text.
 */
export function parseJson(text: string, file: string): Json {
  let depth = 0;
  let deepest = 0;
  const plain = text.replace(TOKENS, (token) => {
    const first = token[0];
    if (first === '"') return token;
    if (first === '[' || first === '{') deepest = Math.max(deepest, ++depth);
    else if (first === ']' || first === '}') depth--;
    else if (!isExact(token)) return `"${token}"`;
    return token;
  });
  if (deepest > MAX_DEPTH) {
    throw new MojoFormatError(
      `${file}: JSON nested ${deepest} deep, at most ${MAX_DEPTH} is read`,
      { file },
    );
  }
  try {
    return JSON.parse(plain) as Json;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MojoFormatError(`${file}: not JSON: ${reason}`, { file, cause });
  }
}

/**
 * Of the tokens that are no string and no bracket: whether JSON.parse can take them without loss.
 */
function isExact(token: string): boolean {
  return /[.eE]/.test(token) || Number.isSafeInteger(Number(token));
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The number for the texts `NaN`, `Infinity` and `-Infinity`; every other value as it is. */
export function jsonNumber<T extends Json | undefined>(value: T): T | number {
  if (value === 'NaN') return NaN;
  if (value === 'Infinity') return Infinity;
  return value === '-Infinity' ? -Infinity : value;
}
