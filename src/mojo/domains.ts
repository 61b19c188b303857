import { MojoFormatError } from '../errors.js';
import { javaTrim } from '../java/parse-double.js';
import type { Archive } from './archive.js';
import { unescapeNewlines } from './escape.js';

/** The levels of one categorical column, in the order of their numbers. */
export type Domain = readonly string[];

/**
 * A file of `domains/`: one level a line, not trimmed (ModelMojoReader.parseModelDomains). Throws
 * MojoFormatError unless there are exactly `size` lines; they are counted before any text is made
 * of them.
 */
export function readDomain(archive: Archive, path: string, size: number, escaped: boolean): Domain {
  const lines = readExactly(archive, path, size);
  return escaped ? lines.map(unescapeNewlines) : lines;
}

/**
 * A text file of `size` strings, one a line, escapes undone and then trimmed
 * (ModelMojoReader.readStringArray). Throws MojoFormatError for another number of lines; Java
 * leaves nulls where there are fewer.
 */
export function readStringArray(archive: Archive, path: string, size: number): string[] {
  return readExactly(archive, path, size).map((line) => javaTrim(unescapeNewlines(line)));
}

function readExactly(archive: Archive, path: string, size: number): string[] {
  const count = countLines(archive.bytes(path));
  if (count !== size) {
    const file = archive.fullPath(path);
    throw new MojoFormatError(`${file}: expected ${size} lines, got ${count}`, {
      file,
      value: String(count),
    });
  }
  return archive.lines(path);
}

/** Lines as Archive.lines makes them, at the cost of one pass over the bytes. */
function countLines(bytes: Uint8Array): number {
  const LF = 0x0a;
  const CR = 0x0d;
  let count = 0;
  let start = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== LF && bytes[i] !== CR) continue;
    if (bytes[i] === CR && bytes[i + 1] === LF) i++;
    count++;
    start = i + 1;
  }
  return start < bytes.length ? count + 1 : count;
}
