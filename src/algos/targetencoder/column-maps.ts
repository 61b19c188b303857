// The files that say which columns are encoded, and into which: sections [from], [to] and [to_domain] of one line per name.
import { MojoFormatError } from '../../errors.js';
import { javaTrim } from '../../java/parse-double.js';
import type { Archive } from '../../mojo/archive.js';

/** Columns of the input, and what becomes of them. */
export interface ColumnMap {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Levels of a combination of columns, as numbers in text. */
  readonly toDomain: readonly string[] | undefined;
}

/** The entries of a file that old MOJOs do not have. An entry without [to] is left out, as in Java. */
export function readColumnMaps(archive: Archive, path: string): ColumnMap[] {
  if (!archive.has(path)) return [];
  const entries: { from: string[]; to?: string[]; toDomain?: string[] }[] = [];
  for (const untrimmed of archive.lines(path)) {
    const line = javaTrim(untrimmed);
    if (line === '[from]') {
      entries.push({ from: [] });
      continue;
    }
    const entry = entries.at(-1);
    if (entry === undefined) {
      const file = archive.fullPath(path);
      throw new MojoFormatError(`${file}: expected [from] in the first line`, {
        file,
        value: line,
      });
    }
    if (line === '[to]') entry.to = [];
    else if (line === '[to_domain]') entry.toDomain = [];
    else (entry.toDomain ?? entry.to ?? entry.from).push(line);
  }
  return entries.flatMap(({ from, to, toDomain }) => (to ? [{ from, to, toDomain }] : []));
}
