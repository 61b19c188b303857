import { nearest } from '../../check-options.js';
import { describe, PipelineError, quote } from '../../errors.js';
import type { ParsedText, ValuePath } from './syntax.js';

/** Values of a description with their names. */
export type Entries<Key extends string> = Readonly<Partial<Record<Key, Entry>>>;

/**
 * A value of a description, asked for what it should be. All methods throw PipelineError, with the way to the value, where it is something
 * else.
 */
export class Entry {
  readonly value: unknown;
  readonly #path: ValuePath;
  readonly #file: string;
  readonly #place: ParsedText['place'];

  private constructor(value: unknown, path: ValuePath, file: string, place: ParsedText['place']) {
    this.value = value;
    this.#path = path;
    this.#file = file;
    this.#place = place;
  }

  /** The description as a whole. */
  static root({ value, place }: ParsedText, file: string): Entry {
    return new Entry(value, [], file, place);
  }

  /** A map that has these keys only; those without a value count as absent. */
  map<Key extends string>(known: readonly Key[]): Entries<Key> {
    const entries = this.pairs(`a map of ${known.join(', ')}`);
    for (const [name, entry] of entries) {
      if ((known as readonly string[]).includes(name)) continue;
      const hint = nearest(name, known);
      const meant = hint === undefined ? '' : `did you mean ${hint}? `;
      throw entry.#error(`unknown key (${meant}there are ${known.join(', ')})`, true);
    }
    const given = [...entries].filter(([, { value }]) => value !== null && value !== undefined);
    return Object.fromEntries(given) as Entries<Key>;
  }

  /** A map of any names, in the order of the text. */
  pairs(expected: string): ReadonlyMap<string, Entry> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.wrong(expected);
    }
    return new Map(Object.entries(value).map(([name, inner]) => [name, this.#inner(name, inner)]));
  }

  /** A list of `least` items at least. */
  list(expected: string, least = 1): readonly Entry[] {
    const { value } = this;
    if (!Array.isArray(value) || value.length < least) throw this.wrong(expected);
    return value.map((item: unknown, i) => this.#inner(i, item));
  }

  /** A text that is not empty, without control characters. */
  text(expected: string): string {
    const { value } = this;
    if (typeof value !== 'string' || value === '' || /[\0-\x1f\x7f]/.test(value)) {
      throw this.wrong(expected);
    }
    return value;
  }

  /** A whole number from `least` on. */
  whole(least: number): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
      throw this.wrong(`a whole number from ${least}`);
    }
    return value;
  }

  oneOf<V extends string>(values: readonly V[]): V {
    const found = values.find((value) => value === this.value);
    if (found === undefined) throw this.wrong(`one of ${values.join(', ')}`);
    return found;
  }

  /** The error of a value that is not what was expected. */
  wrong(expected: string): PipelineError {
    return this.#error(`expected ${expected}, got ${describe(this.value)}`);
  }

  /** The error of a value that is of the right kind, and cannot be; `why` goes on behind it. */
  refuse(why: string): PipelineError {
    const { value } = this;
    return this.#error(`${typeof value === 'string' ? quote(value) : describe(value)} ${why}`);
  }

  /** Any other error about a value. */
  fault(what: string): PipelineError {
    return this.#error(what);
  }

  /** The error of a map that lacks a key. */
  lacks(key: string, why: string): PipelineError {
    return this.#error(`${key} is missing: ${why}`);
  }

  /** What stands there; an entry without value where nothing does. */
  at(path: ValuePath): Entry {
    return path.reduce<Entry>((entry, step) => {
      const inner = (entry.value as Record<string | number, unknown> | null | undefined)?.[step];
      return entry.#inner(step, inner);
    }, this);
  }

  #inner(step: string | number, value: unknown): Entry {
    return new Entry(value, [...this.#path, step], this.#file, this.#place);
  }

  #error(message: string, atKey = false): PipelineError {
    const key = this.#path.reduce<string>(
      (way, step) =>
        typeof step === 'number' ? `${way}[${step}]` : way === '' ? step : `${way}.${step}`,
      '',
    );
    const facts = { ...(key !== '' && { key }), ...this.#place(this.#path, atKey) };
    return new PipelineError(this.#file, message, facts);
  }
}
