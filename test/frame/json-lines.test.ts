import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputFormatError, LimitError } from '../../src/errors.js';
import type { Frame } from '../../src/frame/frame.js';
import { readJsonLines, type JsonLinesOptions } from '../../src/frame/json-lines.js';

async function read(
  source: string | readonly Uint8Array[],
  options: JsonLinesOptions = {},
): Promise<Frame[]> {
  const chunks = typeof source === 'string' ? [Buffer.from(source)] : source;
  const frames: Frame[] = [];
  for await (const frame of readJsonLines(chunks, options)) frames.push(frame);
  return frames;
}

async function rows(source: string | readonly Uint8Array[]): Promise<Record<string, unknown>[]> {
  return (await read(source)).flatMap((frame) => frame.toRows());
}

describe('readJsonLines', () => {
  it('one object a line; empty lines and CRLF do not matter, nor the last line end', async () => {
    expect(await rows('{"a": 1}\r\n\n  \n{"a": "x"}')).toEqual([{ a: 1 }, { a: 'x' }]);
    expect(await rows('{"a": 1}\n{"a": 2}\n')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('a byte order mark at the start is no part of the first line', async () => {
    expect(await rows('\uFEFF{"a": 1}\n')).toEqual([{ a: 1 }]);
  });

  it('no rows are one empty frame', async () => {
    const frames = await read('');
    expect(frames.map(({ rowCount }) => rowCount)).toEqual([0]);
    expect((await read('\n\n')).map(({ rowCount }) => rowCount)).toEqual([0]);
  });

  it('frames have blockRows rows', async () => {
    const text = Array.from({ length: 7 }, (_, i) => `{"i": ${i}}`).join('\n');
    const frames = await read(text, { blockRows: 3 });
    expect(frames.map(({ rowCount }) => rowCount)).toEqual([3, 3, 1]);
    expect((await read(text, { blockRows: 7 })).map(({ rowCount }) => rowCount)).toEqual([7]);
  });

  it('chunks may end anywhere, within characters too', async () => {
    const text = '{"a": "ä€😀", "\u{10FFFF}": 1}\n{"b": "\\ud83d\\ude00"}\r\n{"c": "\u2028"}\n';
    const bytes = Buffer.from(text);
    const whole = await rows(text);
    expect(whole[0]).toMatchObject({ a: 'ä€😀' });
    const property = fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 7 })), async (sizes) => {
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const size of sizes) chunks.push(bytes.subarray(at, (at += size)));
      chunks.push(new Uint8Array(0), bytes.subarray(at));
      expect(await rows(chunks)).toEqual(whole);
    });
    await fc.assert(property, { numRuns: 200 });
    expect(await rows([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('nested values are kept for the model to judge', async () => {
    const [frame] = await read('{"a": {"b": 1}}\n{"a": [1]}\n{"a": true}\n');
    expect(frame.column('a')).toEqual({
      kind: 'mixed',
      name: 'a',
      cells: [{ b: 1 }, [1], true],
    });
  });

  it('__proto__ is a column', async () => {
    const [frame] = await read('{"__proto__": {"x": 1}, "constructor": 2}\n{"x": null}\n');
    expect(frame.names).toEqual(['__proto__', 'constructor', 'x']);
    expect(frame.row(0).x).toBeNull();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    ['[1, 2]', 'row 1: expected a JSON object, got [1, 2]'],
    ['"text"', 'row 1: expected a JSON object, got "text"'],
    ['null', 'row 1: expected a JSON object, got null'],
    ['{"a": 1', 'row 1: line 3 is not JSON'],
    ['{"a": 1} {"b": 2}', 'row 1: line 3 is not JSON'],
  ])('%s is no row', async (line, message) => {
    const reading = read(`{"a": 1}\n\n${line}\n`, { file: 'rows.jsonl' });
    await expect(reading).rejects.toThrow(InputFormatError);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ row: 1, file: 'rows.jsonl' });
  });

  it('a line has a limit, in however many chunks it comes', async () => {
    const line = `{"a": "${'x'.repeat(100)}"}\n`;
    const options = { maxLineLength: 50 };
    await expect(read(line.trimEnd(), options)).rejects.toThrow(LimitError);
    const halves = [Buffer.from(line.slice(0, 40)), Buffer.from(line.slice(40))];
    await expect(read(halves, options)).rejects.toThrow(LimitError);
    await expect(read(line, options)).rejects.toThrow(LimitError);
    expect(await read(line, { maxLineLength: 200 })).toHaveLength(1);
  });
});
