import type { WasmojoError } from '../errors.js';
import { hashMapOrder } from '../java/hash-order.js';
import { convertValue, type ConversionLog } from './cells.js';
import type { Input, InputPlan, InputRules } from './input-plan.js';

/** A row as users write it: text, numbers; null, undefined and absent are NA; other types are refused. */
export type Row = Readonly<Record<string, unknown>>;

/** Turns single rows into cells (hex.genmodel.easy.RowToRawDataConverter). */
export class RowConverter {
  readonly plan: InputPlan;
  readonly #rules: InputRules;
  readonly #log: ConversionLog;
  readonly #inputs: ReadonlyMap<string, Input>;

  constructor(plan: InputPlan, rules: InputRules, log: ConversionLog) {
    this.plan = plan;
    this.#rules = rules;
    this.#log = log;
    this.#inputs = new Map(plan.inputs.map((input) => [input.name, input]));
  }

  /** Fills columns[cell][0]. Returns an error maker if a value is refused: the one that genmodel would meet first. */
  convert(
    row: Row,
    columns: readonly Float64Array[],
  ): ((row?: number) => WasmojoError) | undefined {
    for (let cell = 0; cell < this.plan.width; cell++) columns[cell][0] = NaN;
    let failure: ((row?: number) => WasmojoError) | undefined;
    const refused: string[] = [];
    for (const name of Object.keys(row)) {
      const input = this.#inputs.get(name);
      const value = row[name];
      if (input === undefined || value === null || value === undefined) continue;
      const error = convertValue(input, value, this.#rules, this.#log, (cell, x) => {
        columns[cell][0] = x;
      });
      if (!error) continue;
      failure = error;
      refused.push(name);
    }
    return refused.length > 1 ? this.#firstMet(row, refused) : failure;
  }

  /** genmodel walks a row in the order of a java.util.HashMap of its column names. */
  #firstMet(row: Row, refused: readonly string[]): ((row?: number) => WasmojoError) | undefined {
    const names = Object.keys(row).filter((name) => row[name] !== null && row[name] !== undefined);
    const first = hashMapOrder(names)
      .map((i) => names[i])
      .find((name) => refused.includes(name));
    const input = this.#inputs.get(first!)!;
    const silent: ConversionLog = { unknownLevel: () => undefined, invalidNumber: () => undefined };
    return convertValue(input, row[first!], this.#rules, silent, () => undefined);
  }
}
