// One function per encoder of hex.genmodel.easy. `encode(level, cell)` is what the encoder writes to a cell; level -1 is NA.
import type { CategoricalInput } from '../../frame/input-plan.js';
import { parseJavaInt } from '../../java/parse-double.js';

/** A categorical column of the user: its name, its first cell of the row, its levels. */
export interface EncodedColumn {
  readonly name: string;
  readonly target: number;
  readonly domain: readonly string[];
}

/** EnumEncoder: the number of the level; a domain may also hold `column.level`. */
export function enumerated(column: EncodedColumn): CategoricalInput {
  const levels = numbered(column.domain);
  return {
    ...inOneCell(column, levelNumber),
    lookup: (text) => levels.get(text) ?? levels.get(`${column.name}.${text}`) ?? -1,
  };
}

/** OneHotEncoder: a cell per level and a last one for NA. */
export function oneHot(column: EncodedColumn): CategoricalInput {
  const missing = numbered(column.domain).size;
  return inCells(column, missing + 1, (level, cell) =>
    cell === (level < 0 ? missing : level) ? 1 : 0,
  );
}

/** BinaryEncoder: the bits of level + 1, lowest first; NA is 0. */
export function binary(column: EncodedColumn): CategoricalInput {
  const width = 32 - Math.clz32(Math.max(1, column.domain.length));
  return inCells(column, width, (level, cell) => ((level + 1) >>> cell) & 1);
}

/** EigenEncoder: the projection of the level, cast to float. */
export function eigen(column: EncodedColumn, projection: Float64Array): CategoricalInput {
  return inOneCell(column, (level) => (level < 0 ? NaN : Math.fround(projection[level])));
}

/** EnumLimitedEncoder: levels that were not kept go to `other`, a text that H2O itself never takes as a level. */
export function enumLimited(column: EncodedColumn, kept: readonly string[]): CategoricalInput {
  const levels = numbered(kept);
  const other = levels.get('other');
  if (other !== undefined) {
    for (const level of column.domain) if (!levels.has(level)) levels.set(level, other);
    levels.delete('other');
  }
  return {
    ...inOneCell(column, levelNumber),
    lookup: (text) => levels.get(text) ?? levels.get(`${column.name}.top_${text}_levels`) ?? -1,
  };
}

/** LabelEncoder: a level whose text is an integer gives that integer, any other its number. */
export function labelEncoded(column: EncodedColumn): CategoricalInput {
  const values = Float64Array.from(column.domain, (text, i) => parseJavaInt(text) ?? i);
  return inOneCell(column, (level) => (level < 0 ? NaN : values[level]));
}

function levelNumber(level: number): number {
  return level < 0 ? NaN : level;
}

function inOneCell(column: EncodedColumn, encode: (level: number) => number): CategoricalInput {
  return inCells(column, 1, encode);
}

function inCells(
  { name, target, domain }: EncodedColumn,
  width: number,
  encode: CategoricalInput['encode'],
): CategoricalInput {
  const levels = numbered(domain);
  const lookup = (text: string) => levels.get(text) ?? -1;
  return { kind: 'categorical', name, target, width, levels: domain, lookup, encode };
}

/** Level to number; of equal levels the last counts, as in a Java HashMap that is filled in order. */
function numbered(domain: readonly string[]): Map<string, number> {
  return new Map(domain.map((level, i) => [level, i]));
}
