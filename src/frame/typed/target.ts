// From the columns of formats that have types (Arrow, Parquet) to those of a plan. The rules:
//
//   the file has          for a numeric column             for a categorical column (levels)
//   numbers               the number                       its text: whole numbers without a point, others as Java prints them
//   bool                  1 and 0                          True and False, or as the model's levels spell them
//   dates, timestamps     milliseconds since 1970          the text of that number
//   text                  parsed when a model reads it     the text
//   null, NaN             NA                               NA
//
// Booleans, dates and decimals as H2O's own Parquet parser has them (water.parser.parquet.ChunkConverter).
import { InputFormatError, quote } from '../../errors.js';
import type { Column } from '../column.js';
import { LevelDictionary } from '../csv/level-dictionary.js';
import { NaTexts } from '../csv/na-texts.js';
import { Frame } from '../frame.js';
import { requireAny, type ColumnPlan } from '../plan.js';

/** What the readers of typed formats have in common. */
export interface TypedReadOptions {
  /** Columns to keep and their types, or a function that says so when the names are known. [all columns, with the file's types] */
  readonly plan?: ColumnPlan | ((names: readonly string[]) => ColumnPlan) | undefined;
  /** Texts that mean NA, besides null. [none] */
  readonly naStrings?: readonly string[] | undefined;
  /** Most rows of a frame: larger parts of the file are handed out in views of themselves. [as many as a part has] */
  readonly blockRows?: number | undefined;
  /** Name of the input, for error messages. */
  readonly file?: string | undefined;
}

/** A column to be filled. `any` is as the file has it. */
export class Target {
  readonly name: string;
  readonly kind: 'number' | 'categorical' | 'any';
  readonly #levels: LevelDictionary;
  readonly #domain: readonly string[];
  readonly #na: NaTexts | undefined;
  readonly #bools: readonly [string, string];

  constructor(
    name: string,
    kind: Target['kind'],
    domain: readonly string[],
    naStrings: readonly string[] | undefined,
  ) {
    this.name = name;
    this.kind = kind;
    this.#domain = domain;
    this.#levels = new LevelDictionary(domain);
    this.#na = naStrings && new NaTexts(naStrings);
    this.#bools = BOOLS.find((pair) => pair.some((text) => domain.includes(text))) ?? BOOLS[0];
  }

  /** The code of the text `bytes[start, end)`, -1 for NA. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    if (this.#na?.has(bytes, start, end)) return -1;
    return this.#levels.codeOf(bytes, start, end);
  }

  /** The code of a text that is made here, so never NA. */
  codeOfText(text: string): number {
    const bytes = encoder.encode(text);
    return this.#levels.codeOf(bytes, 0, bytes.length);
  }

  /** A column of codes that `codeOf` gave. They stay valid for further calls until `forget`. */
  textColumn(codes: Int32Array): Column {
    const levels = this.#levels.levels();
    const domain = levels === this.#domain ? levels : [...levels];
    return { kind: 'categorical', name: this.name, codes, domain };
  }

  /** Forgets the levels that the plan does not have. */
  forget(): void {
    this.#levels.reset();
  }

  /** A column of numbers, NaN where there is none; `textOf` answers the text of a row that has one. */
  numberColumn(
    values: Float64Array | Float32Array,
    integer: boolean,
    textOf: (row: number) => string,
  ): Column {
    if (this.kind !== 'categorical') {
      return { kind: 'number', name: this.name, values, ...(integer && { integer }) };
    }
    const known = new Map<number, number>();
    const codes = new Int32Array(values.length);
    for (let row = 0; row < values.length; row++) {
      const value = values[row];
      let code = Number.isNaN(value) ? -1 : known.get(value);
      if (code === undefined) {
        code = this.codeOfText(textOf(row));
        // Beyond 2^53 different whole numbers are one double.
        if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) known.set(value, code);
      }
      codes[row] = code;
    }
    return this.textColumn(codes);
  }

  /** A column of booleans: 1, 0, or -1 where there is none. */
  boolColumn(bools: Int8Array): Column {
    if (this.kind === 'number') {
      const values = Float64Array.from(bools, (bool) => (bool < 0 ? NaN : bool));
      return { kind: 'number', name: this.name, values, integer: true };
    }
    const codes = this.#bools.map((text) => this.codeOfText(text));
    return this.textColumn(Int32Array.from(bools, (bool) => (bool < 0 ? -1 : codes[1 - bool])));
  }
}

const encoder = new TextEncoder();

/** Spellings of true and false; the first is that of H2O's Parquet parser, the others those of CSV and of asfactor. */
const BOOLS = [
  ['True', 'False'],
  ['true', 'false'],
  ['TRUE', 'FALSE'],
  ['1', '0'],
] as const;

/**
 * What to fill from each column of the file; undefined for those to be skipped. Throws MissingColumnError, and InputFormatError
 * for a column that is wanted and there twice.
 */
export function targetsOf(
  names: readonly string[],
  { plan, naStrings, file }: TypedReadOptions,
): (Target | undefined)[] {
  const resolved = typeof plan === 'function' ? plan(names) : plan;
  requireAny(resolved?.anyOf ?? [], names);
  const planned = new Map(resolved?.columns.map((column) => [column.name, column]));
  const rest = resolved === undefined ? 'any' : resolved.others && 'categorical';
  const seen = new Set<string>();
  return names.map((name) => {
    const column = planned.get(name);
    const kind = column?.kind ?? rest;
    if (kind === undefined) return undefined;
    if (seen.has(name)) {
      throw new InputFormatError(`column ${quote(name)} is there twice`, { file });
    }
    seen.add(name);
    return new Target(name, kind, column?.kind === 'categorical' ? column.domain : [], naStrings);
  });
}

/** A wanted column has a type that no column of a model can have. */
export function typeError(name: string, type: string, file?: string): InputFormatError {
  const why = 'which no column of a model can be; write it as numbers or text';
  return new InputFormatError(`column ${quote(name)} is of type ${type}, ${why}`, { file });
}

/** No rows: the columns have the kinds that the plan says, and where it says nothing, text. */
export function emptyFrame(targets: readonly (Target | undefined)[]): Frame {
  const columns = targets.flatMap((target) => {
    if (target === undefined) return [];
    if (target.kind !== 'number') return [target.textColumn(new Int32Array(0))];
    return [target.numberColumn(new Float64Array(0), false, String)];
  });
  return new Frame(columns, 0);
}
