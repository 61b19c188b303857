import { checkOptions } from '../check-options.js';
import { InputFormatError, LimitError } from '../errors.js';
import type { ByteSource } from './csv/index.js';
import { Frame } from './frame.js';
import type { UnreadableRow } from './reading-notes.js';
import type { Row } from './row-converter.js';

export interface JsonLinesOptions {
  /** Most rows of a frame [1000]. */
  readonly blockRows?: number | undefined;
  /** Longest line in characters [16 Mi]. */
  readonly maxLineLength?: number;
  /** Texts that mean NA [none: JSON has null]. */
  readonly naStrings?: readonly string[] | undefined;
  /** Lines that are no JSON object become rows that fail when they are scored, and reading goes on [false]. */
  readonly keepBadLines?: boolean | undefined;
  /** Name of the input, for error messages. */
  readonly file?: string | undefined;
}

/** What readJsonLines takes. */
export const JSON_LINES_OPTIONS: Readonly<Record<keyof JsonLinesOptions, true>> = {
  blockRows: true,
  maxLineLength: true,
  naStrings: true,
  keepBadLines: true,
  file: true,
};

const DEFAULT_BLOCK_ROWS = 1000;
const DEFAULT_MAX_LINE_LENGTH = 2 ** 24;

/**
 * One JSON object a line, as frames; empty lines are skipped. Throws InputFormatError with row and line for a line that is no
 * object, unless `keepBadLines`; LimitError for one that is too long. Memory: a block of rows.
 */
export async function* readJsonLines(
  source: ByteSource,
  options: JsonLinesOptions = {},
): AsyncGenerator<Frame> {
  checkOptions('readJsonLines', options, JSON_LINES_OPTIONS);
  const blockRows = options.blockRows ?? DEFAULT_BLOCK_ROWS;
  const na = new Set(options.naStrings);
  let rows: Row[] = [];
  let unreadable: UnreadableRow[] = [];
  let rowCount = 0;
  let lineCount = 0;
  for await (const line of lines(source, options)) {
    lineCount++;
    if (line.trim() === '') continue;
    const row = parseRow(line, { row: rowCount++, line: lineCount, file: options.file });
    if (row instanceof InputFormatError) {
      if (!options.keepBadLines) {
        // The rows before it are sound.
        if (rows.length > 0) yield Frame.fromRows(rows, { unreadable });
        throw row;
      }
      unreadable.push({ row: rows.length, error: () => row });
      rows.push({});
    } else rows.push(na.size === 0 ? row : withoutNa(row, na));
    if (rows.length < blockRows) continue;
    yield Frame.fromRows(rows, { unreadable });
    rows = [];
    unreadable = [];
  }
  if (rows.length > 0 || rowCount === 0) yield Frame.fromRows(rows, { unreadable });
}

/** The row of a line, or why it is none. */
function parseRow(
  line: string,
  facts: { readonly row: number; readonly line: number; readonly file: string | undefined },
): Row | InputFormatError {
  const { row, line: number } = facts;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    const { message } = cause as Error;
    return new InputFormatError(`row ${row}: line ${number} is not JSON: ${message}`, {
      ...facts,
      cause,
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  const start = line.slice(0, 40);
  return new InputFormatError(
    `row ${row}: expected a JSON object, got ${start} (line ${number})`,
    facts,
  );
}

/** Entries, not assignments: a column may be named `__proto__`. */
function withoutNa(row: Row, na: ReadonlySet<string>): Row {
  const isNa = (value: unknown) => typeof value === 'string' && na.has(value);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isNa(value) ? null : value]),
  );
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
