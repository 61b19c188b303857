import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { bytesAccess, ParquetWriter, readParquetBlocks } from '../../../src/frame/parquet/index.js';
import { concatFrames } from '../../../src/frame/concat-frames.js';
import { Frame } from '../../../src/frame/frame.js';
import { writtenColumns } from '../../../src/frame/typed/written-column.js';
import { frames as anyFrames, sameCells } from '../typed/any-frame.js';
import { collect } from '../typed/fixture.js';

async function write(frames: readonly Frame[], groupRows?: number): Promise<Buffer> {
  const writer = await ParquetWriter.create(writtenColumns(frames[0].columns), { groupRows });
  const pieces: Uint8Array[] = [];
  for (const frame of frames) pieces.push(...(await writer.rows(frame)));
  pieces.push(...(await writer.end()));
  return Buffer.concat(pieces);
}

const numbers = (...values: readonly number[]) =>
  new Frame([{ kind: 'number', name: 'x', values: Float64Array.from(values) }]);

describe('ParquetWriter', () => {
  it('any frames come back as they were', async () => {
    const property = fc.asyncProperty(
      anyFrames,
      fc.integer({ min: 1, max: 30 }),
      async (frames, groupRows) => {
        const bytes = await write(frames, groupRows);
        const back = await collect(readParquetBlocks(bytesAccess(bytes)));
        const rows = frames.flatMap((frame) => frame.toRows());
        expect(back.flatMap((frame) => frame.toRows())).toEqual(rows);
        if (rows.length > 0) sameCells(concatFrames(back), concatFrames(frames));
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it('hyparquet reads the same', async () => {
    const bytes = await write([numbers(1.5, NaN, -0.1), numbers(3)]);
    const file = new Uint8Array(bytes).buffer;
    expect(await parquetReadObjects({ file })).toEqual([
      { x: 1.5 },
      { x: null },
      { x: -0.1 },
      { x: 3 },
    ]);
  });

  it('gathers rows for a row group', async () => {
    const bytes = await write([numbers(1, 2), numbers(3), numbers(4), numbers(5)], 3);
    const back = await collect(readParquetBlocks(bytesAccess(bytes)));
    expect(back.map(({ rowCount }) => rowCount)).toEqual([3, 2]);
  });

  it('writes a file without rows', async () => {
    const back = await collect(readParquetBlocks(bytesAccess(await write([numbers()]))));
    expect(back.map(({ rowCount, names }) => [rowCount, names])).toEqual([[0, ['x']]]);
  });
});
