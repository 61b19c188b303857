// Makes readers of rows as generated code available to this process. For Node only: imported by its entry, for what importing it does.
import type { Row } from './row.js';
import { isPlain, provideReaders, type ReadColumn, type RowReader } from './row-reader.js';

/** Columns of a function: V8 optimizes none that is too long. */
const COLUMNS_AT_ONCE = 128;
const MOST_COLUMNS = 2048;
/** Names come from MOJOs and may be of any length. */
const MOST_CHARACTERS = 2 ** 16;

/** Makes the reader of some of the columns; levels[i]: the cells of column i. */
type MakePart = (levels: Levels, isPlain: (row: Row) => boolean) => RowReader;
type Levels = readonly ReadColumn['cells'][];

provideReaders((columns) => {
  const characters = columns.reduce((sum, { name }) => sum + name.length, 0);
  if (columns.length > MOST_COLUMNS || characters > MOST_CHARACTERS) return undefined;
  try {
    return readerOf(columns);
  } catch (error) {
    // Node may be told to make no code from text (--disallow-code-generation-from-strings).
    if (error instanceof EvalError) return undefined;
    throw error;
  }
});

function readerOf(columns: readonly ReadColumn[]): RowReader {
  const parts: RowReader[] = [];
  for (let from = 0; from < columns.length; from += COLUMNS_AT_ONCE) {
    parts.push(partOf(columns.slice(from, from + COLUMNS_AT_ONCE)));
  }
  if (parts.length === 1) return parts[0];
  return (row, cells, stride) => {
    for (const part of parts) if (!part(row, cells, stride)) return false;
    return true;
  };
}

function partOf(columns: readonly ReadColumn[]): RowReader {
  // Behind the first property V8 knows which kind of object the row is, and has its prototype for nothing, but only before anything is called.
  const lines = columns.flatMap(({ name, cell, cells }, i) => [
    `v = row[${JSON.stringify(name)}];`,
    i === 0 ? 'if (!isPlain(row)) return false;' : '',
    cells === undefined ? numberLine(cell) : levelLine(cell, i),
  ]);
  const body = `'use strict'; return (row, cells, stride) => { let v, x;\nif (row === undefined || row === null) return false;\n${lines.join('\n')}\nreturn true; };`;
  // Of the model there is nothing in the text but names, as literals of JSON, which are literals of JavaScript, too, and numbers of cells.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function('levels', 'isPlain', body) as MakePart;
  return make(
    columns.map(({ cells }) => cells),
    isPlain,
  );
}

function numberLine(cell: number): string {
  const to = `cells[${cell} * stride]`;
  return (
    `if (typeof v === 'number') ${to} = v; ` +
    `else if (v === undefined || v === null) ${to} = NaN; else return false;`
  );
}

function levelLine(cell: number, i: number): string {
  const to = `cells[${cell} * stride]`;
  return (
    `if (v === undefined || v === null) ${to} = NaN; ` +
    `else { x = levels[${i}].get(v); if (x === undefined) return false; ${to} = x; }`
  );
}
