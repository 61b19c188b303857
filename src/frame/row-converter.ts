import type { WasmojoError } from '../errors.js';
import { hashMapOrder } from '../java/hash-order.js';
import { convertValue, type CellWriter, type ConversionLog } from './cells.js';
import type { Input, InputPlan, InputRules } from './input-plan.js';

/** A row as users write it: text, numbers; null, undefined and absent are NA; other types are refused. */
export type Row = Readonly<Record<string, unknown>>;

type ErrorMaker = (row?: number) => WasmojoError;

const SILENT: ConversionLog = { unknownLevel: () => undefined, invalidNumber: () => undefined };
const NOWHERE: CellWriter = () => undefined;

/**
 * Turns single rows into cells (hex.genmodel.easy.RowToRawDataConverter). Allocates nothing for rows that are plain objects, unless a
 * value is refused.
 */
export class RowConverter {
  readonly plan: InputPlan;
  readonly #rules: InputRules;
  readonly #log: ConversionLog;
  readonly #byName: ReadonlyMap<string, Input>;
  readonly #inputs: readonly Input[];
  /** An input is called like something that every object has: `constructor`. */
  readonly #inherited: boolean;
  #columns: readonly Float64Array[] = [];
  readonly #write: CellWriter = (cell, x) => {
    this.#columns[cell][0] = x;
  };

  constructor(plan: InputPlan, rules: InputRules, log: ConversionLog) {
    this.plan = plan;
    this.#rules = rules;
    this.#log = log;
    this.#byName = new Map(plan.inputs.map((input) => [input.name, input]));
    this.#inputs = [...this.#byName.values()];
    this.#inherited = this.#inputs.some(({ name }) => name in Object.prototype);
  }

  /** Fills columns[cell][0]. Returns an error maker if a value is refused: the one that genmodel would meet first. */
  convert(row: Row, columns: readonly Float64Array[]): ErrorMaker | undefined {
    const { width } = this.plan;
    const inputs = this.#inputs;
    this.#columns = columns;
    for (let cell = 0; cell < width; cell++) columns[cell][0] = NaN;
    const values = this.#ownValues(row);
    let failure: ErrorMaker | undefined;
    let refused = 0;
    for (const input of inputs) {
      const value = values[input.name];
      if (typeof value === 'number' && input.kind === 'number' && input.state === undefined) {
        columns[input.target][0] = value; // by far the most frequent case of convertValue
        continue;
      }
      if (value === null || value === undefined) continue;
      const error = convertValue(input, value, this.#rules, this.#log, this.#write);
      if (error === undefined) continue;
      failure = error;
      refused++;
    }
    return refused > 1 ? this.#firstMet(values) : failure;
  }

  /** A value counts only if it is the row's own: what a class or Object gives to all of its objects is none. */
  #ownValues(row: Row): Row {
    const prototype: unknown = Object.getPrototypeOf(row);
    if (prototype === null || (prototype === Object.prototype && !this.#inherited)) return row;
    return Object.assign(Object.create(null) as Row, row);
  }

  /** genmodel walks a row in the order of a java.util.HashMap of its column names. */
  #firstMet(row: Row): ErrorMaker | undefined {
    const names = Object.keys(row).filter((name) => row[name] !== null && row[name] !== undefined);
    for (const i of hashMapOrder(names)) {
      const input = this.#byName.get(names[i]);
      const error = input && convertValue(input, row[names[i]], this.#rules, SILENT, NOWHERE);
      if (error) return error;
    }
    return undefined;
  }
}
