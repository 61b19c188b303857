import type { WasmojoError } from '../errors.js';
import { hashMapOrder } from '../java/hash-order.js';
import { convertValue, type CellWriter, type ConversionLog } from './cells.js';
import type { Input, InputPlan, InputRules } from './input-plan.js';
import type { Row } from './row.js';
import { rowReader, type ReadColumn, type RowReader } from './row-reader.js';

export type { Row } from './row.js';

/** Rows of the same names after which code to read them is made, which takes about a microsecond a column. */
const ROWS_BEFORE_READER = 256;
/** Rows whose names keep changing are not worth one each time. */
const MOST_READERS = 16;

type ErrorMaker = (row?: number) => WasmojoError;

const SILENT: ConversionLog = { unknownLevel: () => undefined, invalidNumber: () => undefined };
const NOWHERE: CellWriter = () => undefined;

/** What a row's value of some name goes to. */
interface Place {
  readonly input: Input;
  /** The only cell of a number or a level; -1 where there are more, or none that may be written. */
  readonly cell: number;
  /** Of levels that go to one cell: what it holds for the texts of known ones that have been met. */
  readonly cells: Map<string, number> | undefined;
}

/**
 * Turns single rows into cells (hex.genmodel.easy.RowToRawDataConverter). Allocates nothing for rows that are plain objects, unless a
 * value is refused. Quickest when all rows have the same columns in the same order.
 */
export class RowConverter {
  readonly plan: InputPlan;
  readonly #rules: InputRules;
  readonly #log: ConversionLog;
  readonly #byName: ReadonlyMap<string, Place>;
  /** The names of the row before, and what they stand for: comparing is less work than looking up. */
  readonly #names: string[] = [];
  readonly #places: (Place | undefined)[] = [];
  readonly #mostNames: number;
  /** Whether rows of just these names fill all cells, one each. */
  #whole = false;
  readonly #mayBeWhole: boolean;
  /** Rows of these names, and what reads them once they are many. */
  #wholeRows = 0;
  #reader: RowReader | undefined;
  #readersMade = 0;
  #columns: readonly Float64Array[] = [];
  readonly #write: CellWriter = (cell, x) => {
    this.#columns[cell][0] = x;
  };

  constructor(plan: InputPlan, rules: InputRules, log: ConversionLog) {
    this.plan = plan;
    this.#rules = rules;
    this.#log = log;
    const places = plan.inputs.map(placeOf);
    this.#byName = new Map(places.map((place) => [place.input.name, place]));
    this.#mostNames = 2 * plan.inputs.length + 16;
    const filled = new Set(places.map(({ cell }) => cell)).add(-1).size - 1;
    this.#mayBeWhole = filled === plan.width && this.#byName.size === plan.width;
  }

  /** Fills columns[cell][0]. Returns an error maker if a value is refused: the one that genmodel would meet first. */
  convert(row: Row, columns: readonly Float64Array[]): ErrorMaker | undefined {
    const values = ownValues(row);
    if (this.#whole && this.#convertWhole(values, columns)) return undefined;
    return this.#convertAny(values, columns);
  }

  /** `convert` of a row with the names of the one before and nothing in it that needs a rule; false: it is not like that. */
  #convertWhole(values: Row, columns: readonly Float64Array[]): boolean {
    if (this.#reader !== undefined) return this.#sameNames(values) && this.#reader(values, columns);
    const names = this.#names;
    const places = this.#places;
    let at = 0;
    for (const name in values) {
      if (at === names.length || names[at] !== name) return false;
      const value = values[name];
      const place = places[at++];
      if (place === undefined) continue;
      const { cell, cells } = place;
      if (typeof value === 'number' && cells === undefined) columns[cell][0] = value;
      else if (value === null || value === undefined) columns[cell][0] = NaN;
      else {
        const known = typeof value === 'string' ? cells?.get(value) : undefined;
        if (known === undefined) return false;
        columns[cell][0] = known;
      }
    }
    if (at !== names.length) return false;
    if (++this.#wholeRows === ROWS_BEFORE_READER && this.#readersMade++ < MOST_READERS) {
      this.#reader = rowReader(this.#readColumns());
    }
    return true;
  }

  #sameNames(values: Row): boolean {
    const names = this.#names;
    let at = 0;
    for (const name in values) {
      if (at === names.length || names[at] !== name) return false;
      at++;
    }
    return at === names.length;
  }

  #readColumns(): ReadColumn[] {
    return this.#places
      .filter((place) => place !== undefined)
      .map(({ input, cell, cells }) => ({ name: input.name, cell, cells }));
  }

  #convertAny(values: Row, columns: readonly Float64Array[]): ErrorMaker | undefined {
    const { width } = this.plan;
    const names = this.#names;
    this.#columns = columns;
    for (let cell = 0; cell < width; cell++) columns[cell][0] = NaN;
    let failure: ErrorMaker | undefined;
    let refused = 0;
    let met = 0;
    let at = 0;
    for (const name in values) {
      const value = values[name];
      const place = names[at] === name ? this.#places[at] : this.#placeOf(name, at);
      at++;
      if (place === undefined) continue;
      met++;
      if (value === null || value === undefined) continue;
      const known = typeof value === 'string' ? place.cells?.get(value) : undefined;
      if (known !== undefined) {
        columns[place.cell][0] = known;
        continue;
      }
      const error = convertValue(place.input, value, this.#rules, this.#log, this.#write);
      if (error === undefined) remember(place, value);
      else {
        failure = error;
        refused++;
      }
    }
    if (at < names.length) {
      names.length = this.#places.length = at;
      this.#forgetReader();
    }
    this.#whole = this.#mayBeWhole && met === width && at === names.length;
    return refused > 1 ? this.#firstMet(values) : failure;
  }

  /** What the row's name number `at` stands for; most likely the next row has it there, too. */
  #placeOf(name: string, at: number): Place | undefined {
    const place = this.#byName.get(name);
    if (at < this.#mostNames) {
      this.#names[at] = name;
      this.#places[at] = place;
      this.#forgetReader();
    }
    return place;
  }

  #forgetReader(): void {
    this.#reader = undefined;
    this.#wholeRows = 0;
  }

  /** genmodel walks a row in the order of a java.util.HashMap of its column names. */
  #firstMet(row: Row): ErrorMaker | undefined {
    const names = Object.keys(row).filter((name) => row[name] !== null && row[name] !== undefined);
    for (const i of hashMapOrder(names)) {
      const place = this.#byName.get(names[i]);
      const error = place && convertValue(place.input, row[names[i]], this.#rules, SILENT, NOWHERE);
      if (error) return error;
    }
    return undefined;
  }
}

function placeOf(input: Input): Place {
  const { target } = input;
  if (input.kind === 'number') {
    return { input, cell: input.state === undefined ? target : -1, cells: undefined };
  }
  const inOneCell = input.width === 1 && !input.overflows;
  return { input, cell: inOneCell ? target : -1, cells: inOneCell ? new Map() : undefined };
}

/** Keeps the cell of a level's text: of no more texts than there are levels. Unknown ones are converted, and noted, each time. */
function remember({ input, cells }: Place, value: unknown): void {
  if (cells === undefined || input.kind !== 'categorical' || typeof value !== 'string') return;
  if (cells.size >= input.levels.length) return;
  const level = input.lookup(value);
  if (level >= 0) cells.set(value, input.encode(level, 0));
}

/** A row of which `for in` finds its own values only. */
function ownValues(row: Row): Row {
  const prototype: unknown = Object.getPrototypeOf(row);
  if (prototype === Object.prototype || prototype === null) return row;
  return Object.assign(Object.create(null) as Row, row);
}
