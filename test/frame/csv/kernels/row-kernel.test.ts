import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Column } from '../../../../src/frame/column.js';
import { CsvWriter } from '../../../../src/frame/csv/index.js';
import { encodeLevels, Frame } from '../../../../src/frame/frame.js';

const ROWS = 300;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Many rows at once are the kernel's, single ones are not. */
function expectSame(...columns: Column[]) {
  const frame = new Frame(columns);
  const writer = new CsvWriter();
  const single = Array.from({ length: frame.rowCount }, (_, row) =>
    writer.rows(frame, row, row + 1),
  );
  expect(text(new CsvWriter().rows(frame))).toBe(single.map(text).join(''));
}

const numbers = (values: readonly number[], name = 'x'): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from(values),
});

const fromBits = (bits: bigint) => new Float64Array(BigUint64Array.of(bits).buffer)[0];
/** Of every size for which the kernel has a rule, and beyond. */
const anySize = fc
  .tuple(
    fc.bigInt({ min: 860n, max: 1120n }),
    fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }),
    fc.boolean(),
  )
  .map(
    ([exponent, fraction, negative]) =>
      fromBits((exponent << 52n) | fraction) * (negative ? -1 : 1),
  );
const beside = (base: number, exponents: { min: number; max: number }) =>
  fc
    .tuple(fc.integer(exponents), fc.bigInt({ min: -3n, max: 3n }))
    .map(([e, step]) => fromBits(new BigUint64Array(Float64Array.of(base ** e).buffer)[0] + step));
const number = fc.oneof(
  anySize,
  fc.double(),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.float(),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }).map(Number),
  fc.tuple(fc.integer(), fc.nat(16)).map(([n, k]) => n / 10 ** k),
  beside(2, { min: -130, max: 60 }),
  beside(10, { min: -40, max: 18 }),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1e-3, 1e7, 2e-44, 2 ** -9, 2 ** 53, 5e-324),
);

test('the kernel writes numbers as they are written one by one', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: ROWS, maxLength: ROWS }), (values) => {
      expectSame(numbers(values));
    }),
    { numRuns: 100 },
  );
});

test('the kernel writes columns of all kinds as they are written one by one', () => {
  const level = fc.option(
    fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', '😀'), maxLength: 40 }),
  );
  const row = fc.tuple(number, level, number, level);
  fc.assert(
    fc.property(fc.array(row, { minLength: ROWS, maxLength: ROWS }), (rows) => {
      const floats = Float32Array.from(rows, ([, , x]) => x);
      expectSame(
        encodeLevels(
          'a',
          rows.map(([, level]) => level),
        ),
        numbers(rows.map(([x]) => x)),
        { kind: 'number', name: 'f', values: floats },
        encodeLevels(
          'b',
          rows.map(([, , , level]) => level),
        ),
      );
    }),
    { numRuns: 30 },
  );
});

test('columns that are no work for the kernel are written, too', () => {
  const rows = Array.from({ length: ROWS }, (_, k) => k);
  const values = Float64Array.from(rows);
  expectSame({ kind: 'number', name: 'id', values, integer: true }, numbers(rows, 'y'));
  expectSame(numbers(rows, 'y'), {
    kind: 'mixed',
    name: 'm',
    cells: rows.map((k) => (k % 2 ? k : 'a,b')),
  });
  expectSame(
    encodeLevels(
      'many',
      rows.map((k) => `${'l'.repeat(1000)}${k}`),
    ),
  );
  expectSame(
    encodeLevels(
      'long',
      rows.map((k) => (k % 2 ? 'l'.repeat(100_000) : 'b')),
    ),
  );
  const cells = rows.slice(0, 260);
  expectSame(...Array.from({ length: 4000 }, (_, k) => numbers(cells, `x${k}`)));
});

test('columns of NA, without levels, and frames without columns are written', () => {
  const codes = new Int32Array(ROWS).fill(-1);
  expectSame(
    { kind: 'categorical', name: 'c', codes, domain: [] },
    numbers(Array<number>(ROWS).fill(NaN)),
  );
  expect(text(new CsvWriter().rows(new Frame([], ROWS)))).toBe('\n'.repeat(ROWS));
});

test('many rows are written in batches', () => {
  const rows = Array.from({ length: 30_001 }, (_, k) => Math.sin(k));
  expectSame(
    encodeLevels(
      'c',
      rows.map((x) => (x > 0 ? 'yes' : 'no')),
    ),
    numbers(rows),
  );
});
