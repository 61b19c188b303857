import type { WasmojoError } from '../errors.js';
import { hashMapOrder } from '../java/hash-order.js';
import { convertValue, type CellWriter, type ConversionLog } from './cells.js';
import type { Input, InputPlan, InputRules } from './input-plan.js';

/** A row as users write it: text, numbers; null, undefined and absent are NA; other types are refused. */
export type Row = Readonly<Record<string, unknown>>;

type ErrorMaker = (row?: number) => WasmojoError;

const SILENT: ConversionLog = { unknownLevel: () => undefined, invalidNumber: () => undefined };
const NOWHERE: CellWriter = () => undefined;

/** An input, and of one whose levels go to one cell: what it holds for the texts of known levels that have been met. */
interface Place {
  readonly input: Input;
  readonly cells: Map<string, number> | undefined;
}

/**
 * Turns single rows into cells (hex.genmodel.easy.RowToRawDataConverter). Allocates nothing for rows that are plain objects, unless a
 * value is refused. Quickest when the columns of all rows come in the same order.
 */
export class RowConverter {
  readonly plan: InputPlan;
  readonly #rules: InputRules;
  readonly #log: ConversionLog;
  readonly #byName: ReadonlyMap<string, Place>;
  /** The first names of the row before, and what they stand for: comparing is less work than looking up. */
  readonly #names: string[] = [];
  readonly #places: (Place | undefined)[] = [];
  readonly #mostNames: number;
  #columns: readonly Float64Array[] = [];
  readonly #write: CellWriter = (cell, x) => {
    this.#columns[cell][0] = x;
  };

  constructor(plan: InputPlan, rules: InputRules, log: ConversionLog) {
    this.plan = plan;
    this.#rules = rules;
    this.#log = log;
    this.#byName = new Map(plan.inputs.map((input) => [input.name, placeOf(input)]));
    this.#mostNames = 2 * plan.inputs.length + 16;
  }

  /** Fills columns[cell][0]. Returns an error maker if a value is refused: the one that genmodel would meet first. */
  convert(row: Row, columns: readonly Float64Array[]): ErrorMaker | undefined {
    const { width } = this.plan;
    const names = this.#names;
    const places = this.#places;
    const values = ownValues(row);
    this.#columns = columns;
    for (let cell = 0; cell < width; cell++) columns[cell][0] = NaN;
    let failure: ErrorMaker | undefined;
    let refused = 0;
    let at = 0;
    for (const name in values) {
      const value = values[name];
      const place = names[at] === name ? places[at] : this.#placeOf(name, at);
      at++;
      if (place === undefined) continue;
      const { input, cells } = place;
      if (typeof value === 'number' && input.kind === 'number' && input.state === undefined) {
        columns[input.target][0] = value; // by far the most frequent case of convertValue
        continue;
      }
      if (value === null || value === undefined) continue;
      const known = typeof value === 'string' ? cells?.get(value) : undefined;
      if (known !== undefined) {
        columns[input.target][0] = known;
        continue;
      }
      const error = convertValue(input, value, this.#rules, this.#log, this.#write);
      if (error === undefined) remember(place, value);
      else {
        failure = error;
        refused++;
      }
    }
    return refused > 1 ? this.#firstMet(values) : failure;
  }

  /** What the row's name number `at` stands for; most likely the next row has it there, too. */
  #placeOf(name: string, at: number): Place | undefined {
    const place = this.#byName.get(name);
    if (at < this.#mostNames) {
      this.#names[at] = name;
      this.#places[at] = place;
    }
    return place;
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
  const inOneCell = input.kind === 'categorical' && input.width === 1 && !input.overflows;
  return { input, cells: inOneCell ? new Map() : undefined };
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
