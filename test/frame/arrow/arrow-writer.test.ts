import { tableFromArrays, tableFromIPC, tableToIPC } from '@uwdata/flechette';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/errors.js';
import { ArrowWriter, readArrowBlocks } from '../../../src/frame/arrow/index.js';
import type { Column } from '../../../src/frame/column.js';
import { Frame } from '../../../src/frame/frame.js';
import { writtenColumns, type WrittenColumn } from '../../../src/frame/typed/written-column.js';
import { frames as anyFrames, sameCells } from '../typed/any-frame.js';
import { collect } from '../typed/fixture.js';

async function write(
  frames: readonly Frame[],
  format: 'file' | 'stream' = 'file',
): Promise<Buffer> {
  const writer = await ArrowWriter.create(writtenColumns(frames[0].columns), { format });
  const pieces = [writer.start(), ...frames.map((frame) => writer.rows(frame)), writer.end()];
  return Buffer.concat(pieces.flat());
}

const numbers = (values: Float64Array, name = 'x'): Column => ({ kind: 'number', name, values });

describe('ArrowWriter', () => {
  it('any frames come back as they were, batch by batch', async () => {
    const property = fc.asyncProperty(
      anyFrames,
      fc.constantFrom('file' as const, 'stream' as const),
      async (frames, format) => {
        const back = await collect(readArrowBlocks([await write(frames, format)]));
        const expected = frames.filter(({ rowCount }) => rowCount > 0);
        expect(back.length).toBe(Math.max(expected.length, 1));
        for (const [k, frame] of expected.entries()) sameCells(back[k], frame);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it('flechette reads the same', async () => {
    const property = fc.asyncProperty(
      anyFrames,
      fc.constantFrom('file' as const, 'stream' as const),
      async (frames, format) => {
        const table = tableFromIPC(new Uint8Array(await write(frames, format)));
        const rows = frames.flatMap((frame) => frame.toRows());
        expect(table.names).toEqual(frames[0].names);
        expect(table.numRows).toBe(rows.length);
        for (const name of table.names) {
          expect([...table.getChild(name)]).toEqual(rows.map((row) => row[name]));
        }
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it('what flechette writes is read here', async () => {
    const columns = {
      x: Float64Array.of(1.5, -2, NaN),
      text: ['a', null, 'ä€😀'],
      i: Int32Array.of(1, 2, 3),
      flag: [true, false, null],
    };
    for (const format of ['file', 'stream'] as const) {
      const bytes = tableToIPC(tableFromArrays(columns), { format })!;
      const [frame] = await collect(readArrowBlocks([bytes]));
      expect(frame.toRows()).toEqual([
        { x: 1.5, text: 'a', i: 1, flag: 'True' },
        { x: -2, text: null, i: 2, flag: 'False' },
        { x: null, text: 'ä€😀', i: 3, flag: null },
      ]);
    }
  });

  it('does not copy doubles', async () => {
    const values = Float64Array.of(1, 2, 3);
    const writer = await ArrowWriter.create([{ name: 'x', type: 'double' }]);
    writer.start();
    const pieces = writer.rows(new Frame([numbers(values)]));
    expect(pieces.some(({ buffer }) => buffer === values.buffer)).toBe(true);
  });

  it('writes parts of a frame, and nothing for no rows', async () => {
    const frame = new Frame([numbers(Float64Array.of(1, 2, 3, 4))]);
    const writer = await ArrowWriter.create([{ name: 'x', type: 'double' }]);
    const pieces = [
      writer.start(),
      writer.rows(frame, 1, 3),
      writer.rows(frame, 2, 2),
      writer.end(),
    ];
    const back = await collect(readArrowBlocks(pieces.flat()));
    expect(back.map((part) => part.toRows())).toEqual([[{ x: 2 }, { x: 3 }]]);
    expect(() => writer.rows(frame, 3, 5)).toThrow(ArgumentError);
  });

  it('writes every kind of column as text', async () => {
    const columns: Column[] = [
      numbers(Float64Array.of(1, NaN, 1e7), 'x'),
      { kind: 'number', name: 'id', values: Float64Array.of(1, NaN, 1e7), integer: true },
      { kind: 'categorical', name: 'level', codes: Int32Array.of(1, -1, 0), domain: ['a', 'b'] },
      { kind: 'mixed', name: 'mixed', cells: ['a', 0.5, { b: 1 }] },
    ];
    const writer = await ArrowWriter.create(columns.map(({ name }) => ({ name, type: 'text' })));
    const pieces = [writer.start(), writer.rows(new Frame(columns)), writer.end()];
    const [back] = await collect(readArrowBlocks(pieces.flat()));
    expect(back.toRows()).toEqual([
      { x: '1.0', id: '1', level: 'b', mixed: 'a' },
      { x: null, id: null, level: null, mixed: '0.5' },
      { x: '1.0E7', id: '10000000', level: 'a', mixed: '{"b":1}' },
    ]);
  });

  it('levels of another order go by their text; unknown ones are refused', async () => {
    const levels = (domain: readonly string[]): Frame =>
      new Frame([{ kind: 'categorical', name: 'y', codes: Int32Array.of(0, 1, -1), domain }]);
    const writer = await ArrowWriter.create([{ name: 'y', type: 'levels', domain: ['a', 'b'] }]);
    const pieces = [writer.start(), writer.rows(levels(['b', 'a'])), writer.end()];
    const [back] = await collect(readArrowBlocks(pieces.flat()));
    expect(back.toRows()).toEqual([{ y: 'b' }, { y: 'a' }, { y: null }]);
    expect(() => writer.rows(levels(['b', 'c']))).toThrow(ArgumentError);
  });

  it('refuses columns of another kind and fractions in integer columns', async () => {
    const frame = new Frame([numbers(Float64Array.of(1.5))]);
    const rows = async (column: WrittenColumn) => (await ArrowWriter.create([column])).rows(frame);
    await expect(rows({ name: 'x', type: 'integer' })).rejects.toThrow('expected whole numbers');
    await expect(rows({ name: 'y', type: 'double' })).rejects.toThrow(ArgumentError);
    const levels = rows({ name: 'x', type: 'levels', domain: [] });
    await expect(levels).rejects.toThrow('to be written as levels');
  });

  it('writes no batch for rows without columns', async () => {
    const writer = await ArrowWriter.create([]);
    writer.start();
    expect(writer.rows(new Frame([], 3))).toEqual([]);
  });
});
