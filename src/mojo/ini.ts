import { MojoFormatError } from '../errors.js';

// The file model.ini, as ModelMojoReader.parseModelInfo reads it. Values stay bytes until somebody
// asks: the weights of a deep learning model are megabytes of text in one line.

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const EQUALS = 0x3d;
const HASH = 0x23;

/** A piece of the file's bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands in a model.ini: `[info]` by key, and the lines of `[columns]` and `[domains]`. */
export interface Ini {
  readonly bytes: Uint8Array;
  readonly info: ReadonlyMap<string, Span>;
  /** Undefined when the file has no such section. */
  readonly columns: readonly string[] | undefined;
  readonly domains: readonly string[] | undefined;
}

/** The text of a piece. */
export function spanText(bytes: Uint8Array, { start, end }: Span): string {
  return UTF8.decode(bytes.subarray(start, end));
}

/**
 * Takes the file apart. Lines end with \n, \r or both and are trimmed; empty ones and those that
 * begin with `#` are left out in every section; of two equal keys the later one holds; lines before
 * the first section are left out. `checkColumns` is called with the keys read so far when
 * `[columns]` begins, and returns the number of lines that may follow. Throws MojoFormatError for a
 * line of `[info]` without `=`. Cost: linear in the bytes.
 */
export function parseIni(
  bytes: Uint8Array,
  file: string,
  checkColumns: (info: ReadonlyMap<string, Span>) => number,
): Ini {
  const info = new Map<string, Span>();
  let columns: string[] | undefined;
  let domains: string[] | undefined;
  let maxColumns = 0;
  let section = '';
  for (const line of lineSpans(bytes)) {
    // Only short lines can be the name of a section; a long one is not decoded to compare it.
    const name = line.end - line.start <= 9 ? spanText(bytes, line) : '';
    if (name === '[info]') {
      section = name;
    } else if (name === '[columns]') {
      if (columns !== undefined)
        throw iniError(file, 'the section [columns] stands there twice', line);
      section = name;
      maxColumns = checkColumns(info);
      columns = [];
    } else if (name === '[domains]') {
      section = name;
      domains ??= [];
    } else if (section === '[info]') {
      const { key, value } = splitAtEquals(bytes, line, file);
      info.set(key, value);
    } else if (section === '[columns]') {
      columns!.push(spanText(bytes, line));
      if (columns!.length > maxColumns) {
        throw iniError(
          file,
          `n_columns = ${maxColumns} is too small for the lines in [columns]`,
          line,
        );
      }
    } else if (section === '[domains]') {
      domains!.push(spanText(bytes, line));
    }
  }
  return { bytes, info, columns, domains };
}

function* lineSpans(bytes: Uint8Array): Generator<Span> {
  const length = bytes.length;
  for (let start = 0; start < length;) {
    let next = start;
    while (next < length && bytes[next] !== 0x0a && bytes[next] !== 0x0d) next++;
    const line = trimSpan(bytes, start, next);
    if (line.start < line.end && bytes[line.start] !== HASH) yield line;
    start = next + 1;
  }
}

/**
 * String.trim of Java on UTF-8: bytes up to 0x20 at both ends go away; they are never part of a
 * longer character.
 */
function trimSpan(bytes: Uint8Array, start: number, end: number): Span {
  while (start < end && bytes[start] <= 0x20) start++;
  while (end > start && bytes[end - 1] <= 0x20) end--;
  return { start, end };
}

/** `key = value`, split at the first `=`. */
function splitAtEquals(bytes: Uint8Array, line: Span, file: string): { key: string; value: Span } {
  let equals = line.start;
  while (equals < line.end && bytes[equals] !== EQUALS) equals++;
  if (equals === line.end) throw iniError(file, 'a line of [info] without "="', line);
  const key = trimSpan(bytes, line.start, equals);
  return { key: spanText(bytes, key), value: trimSpan(bytes, equals + 1, line.end) };
}

function iniError(file: string, what: string, { start }: Span): MojoFormatError {
  return new MojoFormatError(`${file}: ${what} at byte ${start}`, { file, offset: start });
}
