import fc from 'fast-check';
import { expect } from 'vitest';
import type { Column } from '../../../src/frame/column.js';
import { Frame } from '../../../src/frame/frame.js';

type Kind = 'double' | 'float' | 'integer' | 'levels';

const text = fc.string({ unit: 'binary', maxLength: 8 });
const number: Readonly<Record<Exclude<Kind, 'levels'>, fc.Arbitrary<number>>> = {
  double: fc.double(),
  float: fc.float(),
  integer: fc.oneof(fc.constant(NaN), fc.maxSafeInteger()),
};

/** Frames with the same columns: any kinds, any domains, any number of rows. */
export const frames: fc.Arbitrary<Frame[]> = fc
  .record({
    kinds: fc.array(fc.constantFrom<Kind>('double', 'float', 'integer', 'levels'), {
      minLength: 1,
      maxLength: 4,
    }),
    domain: fc.uniqueArray(text, { minLength: 1, maxLength: 5 }),
    sizes: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
  })
  .chain(({ kinds, domain, sizes }) =>
    fc.tuple(
      ...sizes.map((rows) =>
        fc
          .tuple(...kinds.map((kind, k) => column(kind, `${kind} ${k}`, domain, rows)))
          .map((columns) => new Frame(columns, rows)),
      ),
    ),
  );

function column(
  kind: Kind,
  name: string,
  domain: readonly string[],
  rows: number,
): fc.Arbitrary<Column> {
  const size = { minLength: rows, maxLength: rows };
  if (kind === 'levels') {
    return fc
      .array(fc.integer({ min: -1, max: domain.length - 1 }), size)
      .map((codes) => ({ kind: 'categorical', name, codes: Int32Array.from(codes), domain }));
  }
  return fc.array(number[kind], size).map((numbers) => ({
    kind: 'number',
    name,
    values: kind === 'float' ? Float32Array.from(numbers) : Float64Array.from(numbers),
    ...(kind === 'integer' && { integer: true as const }),
  }));
}

/** The same names, kinds and cells, to the bit. */
export function sameCells(actual: Frame, expected: Frame): void {
  expect(actual.names).toEqual(expected.names);
  for (const column of expected.columns) {
    const other = actual.column(column.name);
    expect(other.kind).toBe(column.kind);
    if (column.kind === 'number' && other.kind === 'number') {
      expect(other.integer).toBe(column.integer);
      expect(other.values.constructor).toBe(column.values.constructor);
    }
  }
  expect(actual.toRows()).toEqual(expected.toRows());
}
