// encoding_map.ini: a section per encoded column, a line per level (and class of the response) with the sums of training.
import { MojoFormatError, quote } from '../../errors.js';
import { javaTrim, parseJavaDouble, parseJavaInt } from '../../java/parse-double.js';
import type { Archive } from '../../mojo/archive.js';
import { ENCODING_MAP, splitKeyValue } from './files.js';

/** Sum of the response and number of rows. */
export interface Sums {
  readonly numerator: number;
  readonly denominator: number;
}

/** By number of a level, in the order of the file: sums per class of the response, under 0 where there is but one target. */
export type LevelSums = ReadonlyMap<number, ReadonlyMap<number, Sums>>;

/** The sections by column. `perClass`: lines end with the number of a class (more than two classes). */
export function readEncodingMap(archive: Archive, perClass: boolean): Map<string, LevelSums> {
  const sections = new Map<string, LevelSums>();
  let levels: Map<number, Map<number, Sums>> | undefined;
  archive.lines(ENCODING_MAP).forEach((untrimmed, number) => {
    const line = javaTrim(untrimmed);
    const section = /\[(.*?)\]/.exec(line);
    if (section) {
      levels = new Map();
      sections.set(section[1], levels);
      return;
    }
    const entry = parseEntry(line, perClass);
    if (levels === undefined || entry === undefined) {
      const file = archive.fullPath(ENCODING_MAP);
      const expected = levels ? 'a line "level = sum count"' : 'a line [column]';
      throw new MojoFormatError(
        `${file}: expected ${expected} at line ${number + 1}, got ${quote(line)}`,
        { file, value: line },
      );
    }
    const classes = levels.get(entry.level) ?? new Map<number, Sums>();
    levels.set(entry.level, classes.set(entry.target, entry));
  });
  return sections;
}

function parseEntry(
  line: string,
  perClass: boolean,
): (Sums & { level: number; target: number }) | undefined {
  const [key, value] = splitKeyValue(line) ?? [];
  if (key === undefined || value === undefined) return undefined;
  const level = parseJavaInt(key);
  const numbers = value.split(' ').map(parseJavaDouble);
  const [numerator, denominator] = numbers;
  const target = perClass ? numbers.at(-1) : 0;
  if (level === undefined || numbers.includes(undefined)) return undefined;
  if (numerator === undefined || denominator === undefined || target === undefined) {
    return undefined;
  }
  return { level, numerator, denominator, target: Math.trunc(target) };
}
