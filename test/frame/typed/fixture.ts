// The files that pyarrow wrote (test/fixtures/arrow/make.py), and what must come out of them.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cell } from '../../../src/frame/column.js';
import type { Frame } from '../../../src/frame/frame.js';
import type { ColumnPlan } from '../../../src/frame/plan.js';

const folder = (format: 'arrow' | 'parquet') =>
  fileURLToPath(new URL(`../../fixtures/${format}/`, import.meta.url));

/** Names of the files of a format. */
export const files = (format: 'arrow' | 'parquet') =>
  readdirSync(folder(format)).filter((name) => !name.endsWith('.py'));

export const path = (format: 'arrow' | 'parquet', name: string) => folder(format) + name;
export const bytesOf = (format: 'arrow' | 'parquet', name: string) =>
  new Uint8Array(readFileSync(path(format, name)));

const cents = [1.5, -12345.67, null, 0.01];
const small = [1, -2, null, 100];
const unsigned = [1, 2, null, 200];
const days = [1_577_836_800_000, -86_400_000, null, 0];
const seconds = (beforeEpoch: number) => [1_577_836_800_000, beforeEpoch, null, 0];

/** What each column of `types` has when it is read as it is. */
export const AS_THEY_ARE: Readonly<Record<string, readonly (string | number | null)[]>> = {
  int8: small,
  int16: small,
  int32: small,
  int64: small,
  uint8: unsigned,
  uint16: unsigned,
  uint32: unsigned,
  uint64: unsigned,
  int64_big: [2 ** 53, -(2 ** 63), null, 2 ** 63],
  uint64_big: [2 ** 64, 2 ** 53, null, 0],
  float16: [1.5, -1.7881393432617188e-7, null, Infinity],
  float32: [1.5, Math.fround(0.1), null, null],
  float64: [1.5, 0.1, null, -1e300],
  decimal32: cents,
  decimal64: cents,
  decimal128: cents,
  decimal256: cents,
  bool: ['True', 'False', null, 'True'],
  utf8: ['a', 'b c', null, 'ä€😀'],
  large_utf8: ['a', '', null, 'ä€😀'],
  utf8_view: ['a', 'longer than twelve bytes', null, 'ä€😀ä€😀ä€😀'],
  date32: days,
  date64: days,
  timestamp_s: seconds(-1000),
  timestamp_ms: seconds(-1),
  timestamp_us: seconds(-1),
  timestamp_ns: seconds(-1),
  timestamp_zone: [1_577_836_800_500, -1, null, 0],
  null: [null, null, null, null],
  dictionary: ['y', 'x', null, 'y'],
  dictionary_int: [20, 10, null, 20],
  full: [1, 0.1, 3, -1e300],
};

const texts = (values: readonly (string | number | null)[]) =>
  values.map((value) => (value === null ? null : String(value)));
const centTexts = ['1.50', '-12345.67', null, '0.01'];

/** The same as levels. */
export const AS_LEVELS: Readonly<Record<string, readonly unknown[]>> = {
  ...Object.fromEntries(Object.entries(AS_THEY_ARE).map(([name, values]) => [name, texts(values)])),
  int64_big: ['9007199254740993', '-9223372036854775808', null, '9223372036854775807'],
  uint64_big: ['18446744073709551615', '9007199254740993', null, '0'],
  float16: ['1.5', '-1.7881393E-7', null, 'Infinity'],
  float32: ['1.5', '0.1', null, null],
  float64: ['1.5', '0.1', null, '-1.0E300'],
  full: ['1', '0.1', '3', '-1.0E300'],
  decimal32: centTexts,
  decimal64: centTexts,
  decimal128: centTexts,
  decimal256: centTexts,
};

/** Columns that no model can have. */
export const OTHERS = ['union', 'list', 'struct', 'binary'];

/** All columns but the others, as they are or as levels. */
export const planOf =
  (kind: 'any' | 'categorical', besides: readonly string[] = OTHERS) =>
  (names: readonly string[]): ColumnPlan => ({
    columns: names
      .filter((name) => !besides.includes(name))
      .map((name) => (kind === 'any' ? { name, kind } : { name, kind, domain: [] })),
  });

/** Cells by column. */
export const cellsOf = (frame: Frame): Record<string, unknown[]> =>
  Object.fromEntries(
    frame.columns.map((column) => [
      column.name,
      Array.from({ length: frame.rowCount }, (_, row) => cell(column, row)),
    ]),
  );

/** Row k of the files named `rows`. */
export const rowOf = (k: number) => ({
  i: Math.floor(k / 7),
  x: (k % 50) / 8,
  s: `level ${k % 30}`,
});

/** All frames of a reader. */
export async function collect(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const all: Frame[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}
