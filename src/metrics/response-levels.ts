import { MetricsError, quoteAll } from '../errors.js';
import type { Column } from '../frame/column.js';
import { parseJavaDouble } from '../java/parse-double.js';
import { textsIn } from './columns.js';

/**
 * Levels of a response: those of the model, then others that the rows have, numbered as they are met. A number written otherwise
 * than the model's level is the same level, as H2O reads a column of numbers: `1.0` is `1`.
 */
export class ResponseLevels {
  /** How many levels the model has: lower codes are its own. */
  readonly known: number;
  readonly #domain: readonly string[];
  readonly #codes: Map<string, number>;
  readonly #numbers = new Map<number, number>();
  readonly #name: string;
  #count: number;
  #knownSeen = false;

  /** `name`: of the response, for errors. */
  constructor(name: string, domain: readonly string[]) {
    this.#name = name;
    this.#domain = domain;
    this.known = this.#count = domain.length;
    this.#codes = new Map(domain.map((level, code) => [level, code]));
    domain.forEach((level, code) => {
      const number = parseJavaDouble(level);
      if (number !== undefined && Number.isFinite(number)) this.#numbers.set(number, code);
    });
  }

  /** One code a row, -1 for NA. */
  codesOf(column: Column): Int32Array {
    return Int32Array.from(textsIn(column), (text) => (text === null ? -1 : this.#code(text)));
  }

  #code(text: string): number {
    const code = this.#codes.get(text) ?? this.#sameNumber(text) ?? this.#count++;
    this.#codes.set(text, code);
    this.#knownSeen ||= code < this.known;
    return code;
  }

  #sameNumber(text: string): number | undefined {
    const number = parseJavaDouble(text);
    return number === undefined ? undefined : this.#numbers.get(number);
  }

  /**
   * All levels by name and the code of each: the model's, then the others in alphabetical order, as H2O appends them. Throws
   * MetricsError where there are levels and the model knows none of them (hex.Model.adaptTestForTrain).
   */
  inOrder(): readonly { readonly level: string; readonly code: number }[] {
    const known = this.#domain.map((level, code) => ({ level, code }));
    const added = [...this.#codes]
      .map(([level, code]) => ({ level, code }))
      .filter(({ code }) => code >= this.known)
      .sort((a, b) => (a.level < b.level ? -1 : 1));
    if (added.length > 0 && !this.#knownSeen) {
      const theirs = quoteAll(added.map(({ level }) => level));
      throw new MetricsError(
        `the levels ${theirs} have none in common with the model (${quoteAll(this.#domain)})`,
        { column: this.#name },
      );
    }
    return [...known, ...added];
  }
}
