// How answers are compared with those of h2o-genmodel: the tolerances that the corpus states.
import { expect } from 'vitest';
import type { Case } from '../support/cases.js';

/**
 * Relative difference allowed. The answers were recorded on x86-64, whose exp is ours to the bit, so that all algorithms but one need
 * none; the corpus would allow 1e-14 for trees, 1e-12 and 1e-10 elsewhere.
 */
export function toleranceOf({ name }: Case): number {
  // pow and log are not always Java's in the last place.
  if (name.startsWith('extendedisolationforest/')) return 1e-14;
  return 0;
}

/** Java writes NaN and infinities as texts. */
export type JavaNumber = number | 'NaN' | 'Infinity' | '-Infinity';

export function isClose(actual: number, expected: JavaNumber, tolerance: number): boolean {
  const wanted = Number(expected);
  if (Object.is(actual, wanted) || actual === wanted) return true;
  if (!Number.isFinite(actual) || !Number.isFinite(wanted)) return false;
  return Math.abs(actual - wanted) <= tolerance * Math.max(Math.abs(actual), Math.abs(wanted));
}

/** A copy with all numbers rounded to float: what Java printed as floats. */
export function asFloats<T>(value: T): T {
  if (typeof value === 'number') return Math.fround(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => asFloats(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, asFloats(v)])) as T;
}

/** Fields of autoencoders that genmodel does not have; test/answers/reconstruction.test.ts checks them. */
const OWN_FIELDS = [
  'reconstructionErrors',
  'averageReconstructionError',
  'normalizedReconstructionErrors',
];

/** The fields of a prediction that genmodel's have, too. */
export function javaFields(prediction: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(prediction).filter(([name]) => !OWN_FIELDS.includes(name)),
  );
}

/** Compares values of any shape: numbers by the tolerance, everything else exactly. */
export function expectClose(
  actual: unknown,
  expected: unknown,
  tolerance: number,
  where: string,
): void {
  if (Array.isArray(expected)) {
    expect(Array.isArray(actual) && actual.length, `${where}: length`).toBe(expected.length);
    expected.forEach((value, i) => {
      expectClose((actual as unknown[])[i], value, tolerance, `${where}[${i}]`);
    });
  } else if (typeof expected === 'object' && expected !== null) {
    expect(Object.keys(actual as object).sort(), `${where}: fields`).toEqual(
      Object.keys(expected).sort(),
    );
    for (const [key, value] of Object.entries(expected)) {
      expectClose((actual as Record<string, unknown>)[key], value, tolerance, `${where}.${key}`);
    }
  } else if (typeof actual === 'number') {
    if (!isClose(actual, expected as JavaNumber, tolerance)) {
      expect.fail(`${where}: expected ${String(expected)}, got ${actual}`);
    }
  } else expect(actual, where).toBe(expected);
}
