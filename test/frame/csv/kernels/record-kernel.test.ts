import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvReader, type CsvReadOptions } from '../../../../src/frame/csv/index.js';
import type { Frame } from '../../../../src/frame/frame.js';
import type { ColumnPlan } from '../../../../src/frame/plan.js';
import { parseJavaDouble } from '../../../../src/java/parse-double.js';
import { chunksOf } from '../chunks.js';

/** Twice the same level, one that is NA, and some of more than one word. */
const DOMAIN = [
  'red',
  'green',
  'é',
  'l'.repeat(70),
  'red',
  'a,b',
  'NA',
  'exactly8',
  'nine_long',
  '',
  'l'.repeat(71),
];
const PLAN: ColumnPlan = {
  columns: [
    { name: 'x', kind: 'number' },
    { name: 'y', kind: 'number' },
    { name: 'c', kind: 'categorical', domain: DOMAIN },
  ],
};

const ALWAYS = 0;
const NEVER = Infinity;

/** All that a reader answers, or what it throws. */
function reading(
  text: string,
  options: CsvReadOptions,
  kernelBytes: number,
  sizes?: readonly number[],
): unknown {
  const reader = new CsvReader(options, kernelBytes);
  const frames: Frame[] = [];
  try {
    for (const chunk of chunksOf(text, sizes)) frames.push(...reader.push(chunk));
    frames.push(...reader.end());
  } catch (error) {
    return { error: String(error), rowCount: reader.rowCount };
  }
  const { rowCount } = reader;
  return { rowCount, frames: frames.map(({ columns, origin }) => ({ columns, origin })) };
}

function expectSame(text: string, options: CsvReadOptions = {}, sizes?: readonly number[]) {
  expect(reading(text, options, ALWAYS, sizes)).toEqual(reading(text, options, NEVER));
}

/** Text that is a number, or nearly one. */
const numeral = fc.oneof(
  fc.double().map(String),
  fc.integer().map(String),
  fc.float().map(String),
  fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String),
  fc.stringMatching(/^[ +-]?\d{0,20}\.?\d{0,20}([eE][+-]?\d{0,4})?[dDfF ]?$/),
  fc.stringMatching(/^-?0\.0{0,25}\d{1,19}$/),
  fc.constantFrom(
    'NaN',
    '-Infinity',
    '0x1p3',
    '.',
    '-',
    '+',
    '--1',
    '1.2.3',
    '1e',
    '1-',
    '5.',
    '.5',
  ),
);
const text = fc.constantFrom(
  ...[
    '',
    'NA',
    'N/A',
    'red',
    'green',
    'blue',
    '""',
    '"red"',
    '" 1.5 "',
    '"a,b"',
    '"a\nb"',
    '"x""y"',
    'a\\b',
  ],
  ...[
    '"1" ',
    ' "q"',
    'é',
    '"é"',
    '😀"z',
    '"',
    '\\',
    'l'.repeat(70),
    '"-7"',
    'l'.repeat(71),
    'exactly8',
    'exactly9',
    '"nine_long"',
    '"""',
    '""x',
    'x"y"',
  ],
);
const cell = fc.oneof({ arbitrary: numeral, weight: 3 }, text);
const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n');
const record = fc.tuple(fc.array(cell, { minLength: 1, maxLength: 5 }), end);
const table = (separator: string) =>
  fc
    .tuple(fc.constantFrom('x,c,y', 'x,y,x', 'c,z,y', 'x'), fc.array(record, { maxLength: 30 }))
    .map(([header, records]) =>
      [
        header.replaceAll(',', separator) + '\n',
        ...records.map(([cells, end]) => cells.join(separator) + end),
      ].join(''),
    );

describe('with the kernel a CSV gives what it gives without', () => {
  test('for any table, any chunks and any blocks', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
    const blockRows = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
    fc.assert(
      fc.property(table(','), sizes, blockRows, (text, sizes, blockRows) => {
        expectSame(text, { plan: PLAN, blockRows }, sizes);
        expectSame(text, { blockRows }, sizes);
      }),
      { numRuns: 300 },
    );
  });

  test('with any separator, limits, NA texts that are numbers, and no header', () => {
    const options = fc.record({
      separator: fc.constantFrom(',', ';', '\t', ' ', '-', '.', '1', 'e', '+'),
      naStrings: fc.constantFrom(['NA'], ['-999', '1.0', 'x'], ['0', 'NaN', '']),
      header: fc.boolean(),
      maxCellBytes: fc.constantFrom(8, 60, 1000),
    });
    const both = options.chain((options) =>
      fc.tuple(fc.constant(options), table(options.separator)),
    );
    fc.assert(
      fc.property(both, ([options, text]) => {
        const columns = ['x', 'y', 'C1', 'C3'].map((name) => ({ name, kind: 'number' as const }));
        const more = text + ['-999', '1.0', '1.00', '0', '-0'].join(`${options.separator}9\n`);
        expectSame(more, { ...options, plan: { columns } });
        const c = { name: 'c', kind: 'categorical' as const, domain: ['x', 'red', '1.0', 'green'] };
        expectSame(more, { ...options, plan: { columns: [c] } });
        expectSame(more, options);
      }),
      { numRuns: 300 },
    );
  });

  test('over many windows', () => {
    fc.assert(
      fc.property(table(','), fc.nat(), (text, extra) => {
        const body = text.slice(text.indexOf('\n') + 1) + `${extra},1\r\n`;
        const header = 'x,c,y\n';
        expectSame(header + body.repeat(Math.ceil(400_000 / body.length)), { plan: PLAN });
      }),
      { numRuns: 8 },
    );
  });

  test('for a line longer than a window', () => {
    const long = '1,'.repeat(150_000);
    expectSame(`x,y\n1,2\n${long}\n3,4\n`, { plan: PLAN });
    expectSame(`x,y\n1,2\n3,4\n5,${'6'.repeat(200_000)}\r\n7,8`, { plan: PLAN });
  });

  test('where there are more numbers, or more cells of text, than a run has room for', () => {
    const names = Array.from({ length: 9_000 }, (_, k) => `n${k}`);
    const columns = names.map((name) => ({ name, kind: 'number' as const }));
    const csv = `${names.join()}\n${names.map(() => '1.5').join()}\n${names.map(() => 'b').join()}\n`;
    expectSame(csv, { plan: { columns } });
    expectSame(csv);
    expectSame(`c\n${'a\nb\n'.repeat(20_000)}`);
  });

  test('for domains of any size', () => {
    for (const size of [1, 7, 8, 1000, 70_000]) {
      const domain = Array.from({ length: size }, (_, k) => `level ${k * 37}`);
      const rows = Array.from({ length: 3000 }, (_, k) => `level ${(k * 7919) % (size * 40)}`);
      const c = { name: 'c', kind: 'categorical' as const, domain };
      expectSame(`c\n${rows.join('\n')}`, { plan: { columns: [c] } });
    }
  });

  test('where a block ends early because it keeps much text', () => {
    const level = 'l'.repeat(50_000);
    const rows = Array.from({ length: 400 }, (_, k) => `${k},${k}${level},${k}`);
    expectSame(`x,c,y\n${rows.join('\n')}`, { plan: PLAN, blockRows: 1000 });
    const bad = Array.from({ length: 400 }, (_, k) => `${k},c,${k}${level}`);
    expectSame(`x,c,y\n${bad.join('\n')}`, { plan: PLAN, blockRows: 1000 });
  });
});

test('the kernel parses decimals as Java does, halfway cases included', () => {
  const digits = fc.stringMatching(/^[1-9]\d{14,18}$/);
  // Odd numbers of 54 bits times a power of two lie between two doubles.
  const halfway = fc
    .tuple(fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }), fc.integer({ min: -3, max: 9 }))
    .map(([m, k]) => {
      const odd = 2n * m + 1n;
      if (k >= 0) return String(odd << BigInt(k));
      const scaled = (odd * 1000n) >> BigInt(-k);
      return `${scaled / 1000n}.${String(scaled % 1000n).padStart(3, '0')}`;
    });
  const decimal = fc.oneof(
    fc.tuple(digits, fc.integer({ min: -140, max: 140 })).map(([d, e]) => `${d}e${e}`),
    fc.tuple(digits, fc.nat(18)).map(([d, k]) => `${d.slice(0, k)}.${d.slice(k)}`),
    halfway,
    fc.double().map(String),
  );
  fc.assert(
    fc.property(fc.array(decimal, { minLength: 200, maxLength: 200 }), (texts) => {
      const reader = new CsvReader({ plan: PLAN }, ALWAYS);
      const bytes = new TextEncoder().encode(`x\n${texts.join('\n')}\n`);
      const [frame] = [...reader.push(bytes), ...reader.end()];
      expect(frame.columns[0].values).toEqual(
        Float64Array.from(texts, (text) => parseJavaDouble(text) ?? NaN),
      );
    }),
    { numRuns: 200 },
  );
});
