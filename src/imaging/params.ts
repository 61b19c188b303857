// Reads an operation's parameters: each by name and kind, and none that the operation does not have.
import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';

/** Largest magnitude of a number among the parameters: far beyond every sensible one, and exact in float32. */
const MAX_MAGNITUDE = 2 ** 24;

export class Params {
  readonly #op: string;
  readonly #values: Readonly<Record<string, unknown>>;

  /** `names`: all that there may be. Throws ArgumentError for others. */
  constructor(op: string, values: unknown, names: readonly string[]) {
    checkOptions(op, values, Object.fromEntries(names.map((name) => [name, true as const])));
    this.#op = op;
    this.#values = values as Readonly<Record<string, unknown>>;
  }

  number(name: string, least = -MAX_MAGNITUDE, most = MAX_MAGNITUDE): number {
    const value = this.#values[name];
    // NaN fails the comparison, too.
    if (typeof value === 'number' && value >= least && value <= most) return value;
    throw new ArgumentError(this.#named(name), `a number from ${least} to ${most}`, value);
  }

  whole(name: string, least: number, most: number): number {
    const value = this.#values[name];
    if (Number.isInteger(value)) return this.number(name, least, most);
    throw new ArgumentError(this.#named(name), `a whole number from ${least} to ${most}`, value);
  }

  flag(name: string): boolean {
    return this.choice(name, [true, false]);
  }

  /** One of a few values; `fallback` where the parameter is absent. */
  choice<T extends string | number | boolean>(
    name: string,
    choices: readonly T[],
    fallback?: T,
  ): T {
    const value = this.#values[name] ?? fallback;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw new ArgumentError(this.#named(name), `one of ${choices.join(', ')}`, value);
  }

  /** A parameter that has parameters itself. */
  group(name: string, names: readonly string[]): Params {
    return new Params(this.#named(name), this.#values[name], names);
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.#values[name];
  }

  #named(name: string): string {
    return `${name} of ${this.#op}`;
  }
}
