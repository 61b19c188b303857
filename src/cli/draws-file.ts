// Draws as JSON lines, an image of the result each.
import { chunksOf, gunzip, InputFormatError } from '../node.js';
import type { DrawRecord } from '../imaging/node.js';

/** The next `count` lines. */
export function drawLines(records: Iterator<DrawRecord>, count: number): string {
  let lines = '';
  for (let i = 0; i < count; i++) lines += `${JSON.stringify(records.next().value)}\n`;
  return lines;
}

/** All draws of a file (also gzipped); they are judged when they are applied. Throws InputFormatError, FileError. Memory: all of them. */
export async function readDraws(path: string): Promise<DrawRecord[]> {
  const decoder = new TextDecoder();
  const records: DrawRecord[] = [];
  let rest = '';
  for await (const chunk of gunzip(chunksOf(path), { file: path })) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) records.push(recordOf(line, records.length, path));
  }
  rest += decoder.decode();
  if (rest.trim() !== '') records.push(recordOf(rest, records.length, path));
  return records;
}

function recordOf(line: string, row: number, file: string): DrawRecord {
  const facts = { file, row, line: row + 1 };
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch (cause) {
    throw new InputFormatError(`line ${row + 1} is not JSON`, { ...facts, cause });
  }
  if (typeof record === 'object' && record !== null) return record as DrawRecord;
  throw new InputFormatError(`line ${row + 1} is no JSON object`, facts);
}
