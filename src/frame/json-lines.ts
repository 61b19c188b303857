import { InputFormatError, LimitError } from '../errors.js';
import type { ByteSource } from './csv/index.js';
import { Frame } from './frame.js';
import type { Row } from './row-converter.js';

export interface JsonLinesOptions {
  /** Most rows of a frame [1000]. */
  readonly blockRows?: number;
  /** Longest line in characters [16 Mi]. */
  readonly maxLineLength?: number;
  /** Name of the input, for error messages. */
  readonly file?: string;
}

const DEFAULT_BLOCK_ROWS = 1000;
const DEFAULT_MAX_LINE_LENGTH = 2 ** 24;

/**
 * One JSON object a line, as frames; empty lines are skipped. Throws InputFormatError with the row for a line that is no
 * object, LimitError for one that is too long. Memory: a block of rows.
 */
export async function* readJsonLines(
  source: ByteSource,
  options: JsonLinesOptions = {},
): AsyncGenerator<Frame> {
  const blockRows = options.blockRows ?? DEFAULT_BLOCK_ROWS;
  let rows: Row[] = [];
  let rowCount = 0;
  for await (const line of lines(source, options)) {
    if (line.trim() === '') continue;
    let row: Row;
    try {
      row = parseRow(line, rowCount++, options.file);
    } catch (error) {
      // The rows before it are sound.
      if (rows.length > 0) yield Frame.fromRows(rows);
      throw error;
    }
    rows.push(row);
    if (rows.length < blockRows) continue;
    yield Frame.fromRows(rows);
    rows = [];
  }
  if (rows.length > 0 || rowCount === 0) yield Frame.fromRows(rows);
}

function parseRow(line: string, row: number, file: string | undefined): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new InputFormatError(`row ${row}: the line is not JSON: ${(cause as Error).message}`, {
      row,
      ...(file && { file }),
      cause,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputFormatError(`row ${row}: expected a JSON object, got ${line.slice(0, 40)}`, {
      row,
      ...(file && { file }),
    });
  }
  return value as Row;
}

async function* lines(source: ByteSource, options: JsonLinesOptions): AsyncGenerator<string> {
  const limit = options.maxLineLength ?? DEFAULT_MAX_LINE_LENGTH;
  const decoder = new TextDecoder();
  let rest: string[] = [];
  let length = 0;
  for await (const chunk of source) {
    const parts = decoder.decode(chunk, { stream: true }).split('\n');
    const last = parts.length - 1;
    for (const [i, part] of parts.entries()) {
      length += part.length;
      if (length > limit) {
        throw new LimitError('length of a JSON line', 'maxLineLength', limit, length);
      }
      rest.push(part);
      if (i === last) break;
      yield rest.join('');
      rest = [];
      length = 0;
    }
  }
  yield rest.join('') + decoder.decode();
}
