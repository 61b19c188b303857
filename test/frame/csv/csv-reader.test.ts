import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArgumentError, InputFormatError, LimitError } from '../../../src/errors.js';
import {
  CsvReader,
  readCsvBlocks,
  readCsvFrame,
  type CsvReadOptions,
} from '../../../src/frame/csv/index.js';
import type { Frame } from '../../../src/frame/frame.js';
import type { ColumnPlan } from '../../../src/frame/plan.js';
import { chunksOf } from './chunks.js';
import { recordsByRule } from './opencsv-rules.js';

const PLAN: ColumnPlan = {
  columns: [
    { name: 'x', kind: 'number' },
    { name: 'c', kind: 'categorical', domain: ['red', 'green'] },
  ],
};

const frameOf = (text: string, options?: CsvReadOptions) => readCsvFrame(chunksOf(text), options);

async function blocksOf(text: string, options?: CsvReadOptions): Promise<Frame[]> {
  const blocks = [];
  for await (const block of readCsvBlocks(chunksOf(text), options)) blocks.push(block);
  return blocks;
}

describe('columns', () => {
  test('planned columns come in the order of the plan, others are skipped', async () => {
    const frame = await frameOf('c,other,x\nred,1,2.5\nblue,2,-1e3\n', { plan: PLAN });
    expect(frame.columns).toEqual([
      { kind: 'number', name: 'x', values: Float64Array.of(2.5, -1000) },
      {
        kind: 'categorical',
        name: 'c',
        codes: Int32Array.of(0, 2),
        domain: ['red', 'green', 'blue'],
      },
    ]);
  });

  test('planned columns that the header lacks are left out', async () => {
    expect((await frameOf('c\nred', { plan: PLAN })).names).toEqual(['c']);
    const none = await frameOf('y\n1\n2', { plan: PLAN });
    expect([none.names, none.rowCount]).toEqual([[], 2]);
  });

  test('without a plan every column holds levels, numbers too', async () => {
    const frame = await frameOf('a,b\n1,x\n01,x\n1,y');
    expect(frame.columns).toEqual([
      { kind: 'categorical', name: 'a', codes: Int32Array.of(0, 1, 0), domain: ['1', '01'] },
      { kind: 'categorical', name: 'b', codes: Int32Array.of(0, 0, 1), domain: ['x', 'y'] },
    ]);
  });

  test('the plan can be made from the header', async () => {
    const plan = (header: readonly string[]): ColumnPlan => ({
      columns: header.map((name) => ({ name, kind: 'number' })),
    });
    expect((await frameOf('p,q\n1,2', { plan })).row(0)).toEqual({ p: 1, q: 2 });
  });

  test('without a header columns are named by number and the first record is data', async () => {
    const frame = await frameOf('a,"b,c"\nd', { header: false });
    expect(frame.toRows()).toEqual([
      { C1: 'a', C2: 'b,c' },
      { C1: 'd', C2: null },
    ]);
  });

  test('of columns with one name the last cell that is not NA counts', async () => {
    const frame = await frameOf('x,x,c,c\n1,2,red,green\n1,NA,red,\n,4,,blue\n', { plan: PLAN });
    expect(frame.toRows()).toEqual([
      { x: 2, c: 'green' },
      { x: 1, c: 'red' },
      { x: 4, c: 'blue' },
    ]);
  });

  test('an invalid number that a later cell of that name replaces is forgotten', async () => {
    const frame = await frameOf('x,x\nbad,2\nbad,worse\n3,bad', { plan: PLAN });
    expect(frame.column('x')).toMatchObject({
      values: Float64Array.of(2, NaN, NaN),
      invalid: { rows: [1, 2], texts: ['worse', 'bad'] },
    });
  });
});

describe('cells', () => {
  test('empty, NA, N/A and - are NA, other text is taken as it stands', async () => {
    const frame = await frameOf('c,d\n,\nNA,0\nN/A,0\n-,0\n"NA",0\n na,0\nN,0\n--,0');
    expect(frame.toRows().map(({ c }) => c)).toEqual([
      null,
      null,
      null,
      null,
      null,
      ' na',
      'N',
      '--',
    ]);
  });

  test('other texts can be NA instead', async () => {
    const frame = await frameOf('c\nnull\nNA\n\n?', { naStrings: ['null', '?'] });
    expect(frame.toRows().map(({ c }) => c)).toEqual([null, 'NA', null, null]);
  });

  test('numbers are read as Java reads them, other text is reported with row and text', async () => {
    const text = 'x\n 1.5 \n7\n1f\n0x1p3\nNaN\n-Infinity\n1_0\né\n9007199254740993\n:\n';
    expect((await frameOf(text, { plan: PLAN })).column('x')).toEqual({
      kind: 'number',
      name: 'x',
      values: Float64Array.of(1.5, 7, 1, 8, NaN, -Infinity, NaN, NaN, 9007199254740992, NaN),
      invalid: { rows: [6, 7, 9], texts: ['1_0', 'é', ':'] },
      nanRows: [4],
    });
  });

  test('cells beyond the header are ignored and short records filled with NA', async () => {
    const frame = await frameOf('x,c\n1,red,3,4\n2\n\n4,green', { plan: PLAN });
    expect(frame.toRows()).toEqual([
      { x: 1, c: 'red' },
      { x: 2, c: null },
      { x: null, c: null },
      { x: 4, c: 'green' },
    ]);
  });

  test('a byte order mark at the start is dropped, elsewhere it is text', async () => {
    const frame = await frameOf('\ufeffa\n\ufeffb');
    expect(frame.names).toEqual(['a']);
    expect(frame.row(0)).toEqual({ a: '\ufeffb' });
  });

  test('another separator can be given', async () => {
    expect((await frameOf('a;b\n1,5;2', { separator: ';' })).row(0)).toEqual({ a: '1,5', b: '2' });
  });
});

describe('blocks', () => {
  test('a frame has at most blockRows rows and levels met before do not come back', async () => {
    const blocks = await blocksOf('c\nred\nx\ny\ny\ngreen', { plan: PLAN, blockRows: 2 });
    expect(blocks.map((block) => block.columns[0])).toEqual([
      { kind: 'categorical', name: 'c', codes: Int32Array.of(0, 2), domain: ['red', 'green', 'x'] },
      { kind: 'categorical', name: 'c', codes: Int32Array.of(2, 2), domain: ['red', 'green', 'y'] },
      { kind: 'categorical', name: 'c', codes: Int32Array.of(1), domain: ['red', 'green'] },
    ]);
  });

  test('rows of invalid numbers count within their frame', async () => {
    const blocks = await blocksOf('x\n1\n2\n3\nbad', { plan: PLAN, blockRows: 3 });
    expect(blocks[1]?.columns[0]).toMatchObject({ invalid: { rows: [0], texts: ['bad'] } });
  });

  test('a block ends early when it keeps much text', async () => {
    const level = 'l'.repeat(2 ** 20);
    const text = `c\n${Array.from({ length: 10 }, (_, k) => `${k}${level}`).join('\n')}`;
    const blocks = await blocksOf(text, { blockRows: 1000 });
    expect(blocks.map((block) => block.rowCount)).toEqual([8, 2]);
  });

  test('a CSV without data rows gives one frame without rows', async () => {
    const blocks = await blocksOf('x,c\n', { plan: PLAN });
    expect(blocks.map((block) => [block.names, block.rowCount])).toEqual([[['x', 'c'], 0]]);
  });

  test('header and row count are known while reading', () => {
    const reader = new CsvReader({ blockRows: 2 });
    expect(reader.header).toBeUndefined();
    expect(reader.push(new TextEncoder().encode('a,a\n1,2\n3'))).toEqual([]);
    expect([reader.header, reader.rowCount]).toEqual([['a', 'a'], 1]);
    expect(reader.end().map((frame) => frame.rowCount)).toEqual([2]);
    expect(() => reader.push(new Uint8Array(1))).toThrow(ArgumentError);
  });
});

describe('errors', () => {
  test.each(['', '\ufeff', '"unfinished'])(
    'no record in %j is an InputFormatError',
    async (text) => {
      const reading = frameOf(text, { file: 'rows.csv' });
      await expect(reading).rejects.toThrow(InputFormatError);
      await expect(reading).rejects.toMatchObject({ file: 'rows.csv' });
    },
  );

  test.each([
    ['maxCellBytes', 'a\nb\nccccccccccc'],
    ['maxCellBytes', `a\nb\n"${'c'.repeat(600)}"`],
    ['maxCellBytes', `a\nb\n"${'c\n'.repeat(600)}`],
    ['maxLineBytes', `a\nb\n${'c,'.repeat(400)}`],
    ['maxColumns', 'a,b,c,d,e'],
  ])('%s is kept', async (limit, text) => {
    const options = { maxCellBytes: 10, maxLineBytes: 700, maxColumns: 4 };
    await expect(frameOf(text, options)).rejects.toMatchObject({ name: 'LimitError', limit });
  });

  test('a cell that is too long is named by row', async () => {
    const reading = frameOf('a\nb\nccccccccccc', { maxCellBytes: 10, file: 'rows.csv' });
    await expect(reading).rejects.toThrow(LimitError);
    await expect(reading).rejects.toThrow('rows.csv, row 1');
  });

  test.each(['', '"', '\\', '\n', 'é', '::'])('%j is no separator', (separator) => {
    expect(() => new CsvReader({ separator })).toThrow(ArgumentError);
  });
});

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.double().map(String) },
  fc.constantFrom('', 'NA', '-', 'red', '"a,\r\nb"', '"x""y"', 'é', '😀"z', 'a\\b', ' "q" '),
);
const table = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 30 })
  .map((rows) => ['x,c,x,d', ...rows.map((row) => row.join(','))].join('\r\n'));

describe('for any table', () => {
  test('the frame is what the plain rules say', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (text) => {
        const [header, ...records] = recordsByRule(text);
        const isNa = (value: string) => ['', 'NA', 'N/A', '-'].includes(value);
        const expected = records.map((record) => {
          const row: Record<string, unknown> = { x: null, c: null, d: null };
          for (const [k, value] of record.entries()) {
            if (header[k] !== undefined && !isNa(value)) row[header[k]] = value;
          }
          return row;
        });
        expect((await frameOf(text)).toRows()).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('chunks and blocks do not change rows', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        table,
        sizes,
        fc.integer({ min: 1, max: 7 }),
        async (text, sizes, blockRows) => {
          const rows = [];
          for await (const block of readCsvBlocks(chunksOf(text, sizes), {
            plan: PLAN,
            blockRows,
          })) {
            expect(block.rowCount).toBeLessThanOrEqual(blockRows);
            rows.push(...block.toRows());
          }
          expect(rows).toEqual((await frameOf(text, { plan: PLAN })).toRows());
        },
      ),
      { numRuns: 300 },
    );
  });
});
