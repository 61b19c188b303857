// What the CSV reader tells of odd files, and how it comes into the report.
import { describe, expect, it } from 'vitest';
import { adapt } from '../../../src/frame/adapt.js';
import { ConversionCounter } from '../../../src/frame/conversion-report.js';
import { readCsvBlocks, readCsvFrame, type CsvReadOptions } from '../../../src/frame/csv/index.js';
import { LENIENT, PLAN } from '../plans.js';

/** The rows, and the notes of all blocks together. */
async function read(csv: string, options: CsvReadOptions = {}) {
  const counter = new ConversionCounter();
  const rows = [];
  for await (const frame of readCsvBlocks([Buffer.from(csv)], options)) {
    adapt(frame, PLAN, LENIENT, counter);
    rows.push(...frame.toRows());
  }
  const { repeatedColumns, shortRows, longRows, unclosedQuote } = counter.report();
  return { rows, repeatedColumns, shortRows, longRows, unclosedQuote };
}

describe('notes of the CSV reader', () => {
  it('a plain file has none', async () => {
    const frame = await readCsvFrame([Buffer.from('x,y\n1,2\n3,4\n')]);
    expect(frame.origin.notes).toBeUndefined();
  });

  it('short and long rows are counted over all blocks, with the first of each', async () => {
    const csv = 'x,y\n1,2\n1\n1,2,3\n\n1,2\n1,2,\n';
    for (const blockRows of [1, 2, 100]) {
      const { rows, shortRows, longRows } = await read(csv, { blockRows });
      expect(rows).toHaveLength(6);
      expect(shortRows).toEqual({ count: 2, first: 1 });
      expect(longRows).toEqual({ count: 2, first: 2 });
    }
  });

  it('without a header the first row decides', async () => {
    const { longRows } = await read('1\n1,2\n', { header: false });
    expect(longRows).toEqual({ count: 1, first: 1 });
  });

  it('names that come twice', async () => {
    const { rows, repeatedColumns } = await read('x,y,x,x,y,z\n1,2,3,,,\n');
    expect(repeatedColumns).toEqual(['x', 'y']);
    expect(rows).toEqual([{ x: '3', y: '2', z: null }]);
  });

  it('a quote that is never closed: where it stands and how much it takes', async () => {
    const lost = await read('x,y\n1,2\n3,"4\n5,6\n7,8\n');
    expect(lost.rows).toEqual([
      { x: '1', y: '2' },
      { x: '3', y: null },
    ]);
    expect(lost.unclosedQuote).toEqual({ row: 1, column: 'y', lines: 2 });
  });

  it('it is told of even where no row is left for it', async () => {
    for (const blockRows of [1, 2, 100]) {
      const { rows, unclosedQuote } = await read('x,y\n1,2\n"3,4\n5,6', { blockRows });
      expect(rows).toEqual([{ x: '1', y: '2' }]);
      expect(unclosedQuote).toEqual({ row: 1, column: 'x', lines: 1 });
    }
  });

  it('a quote that is closed on a later line is a cell of several lines', async () => {
    const { rows, unclosedQuote } = await read('x,y\n1,"2\n3"\n');
    expect(rows).toEqual([{ x: '1', y: '2\n3' }]);
    expect(unclosedQuote).toBeUndefined();
  });

  it.each(['"x,y\n1,2\n', 'x,"y\n1,2\n'])(
    'a header with an open quote is refused: %j',
    async (csv) => {
      await expect(read(csv, { file: 'a.csv' })).rejects.toMatchObject({
        code: 'INPUT_FORMAT',
        file: 'a.csv',
        message: 'a quote in the first line of the CSV is never closed',
      });
    },
  );
});
