import { MojoFormatError, quote } from '../errors.js';
import { parseJavaDouble } from '../java/parse-double.js';
import { spanText } from './ini.js';
import type { Span } from './ini.js';
import { BadItem, parseDoubleList, parseIntBytes, parseIntList } from './number-list.js';

/** The number of items that an array must have. */
export interface LengthCheck {
  readonly length: number;
}

type Fallback<D> = [fallback?: D];
type ListRest<D> = [fallbackOrCheck?: D | LengthCheck, check?: LengthCheck];

/**
 * The `[info]` section of a model.ini through typed getters (ModelMojoReader.readkv,
 * ParseUtils.tryParse). A key that is absent, or whose text is `null`, gives the fallback; without
 * a fallback it is refused, as is text of the wrong type: the MojoFormatError names file, key and
 * value. Numbers are in Java's syntax (`NaN`, `-Infinity`, `1.0E-4`).
 */
export class KeyValues {
  /** The file, for messages. */
  readonly file: string;
  readonly #bytes: Uint8Array;
  readonly #spans: ReadonlyMap<string, Span>;

  constructor(file: string, bytes: Uint8Array, spans: ReadonlyMap<string, Span>) {
    this.file = file;
    this.#bytes = bytes;
    this.#spans = spans;
  }

  /** All keys, in the order of the file. */
  keys(): string[] {
    return [...this.#spans.keys()];
  }

  /** Whether the key is there and not `null`. */
  has(key: string): boolean {
    return this.#span(key) !== undefined;
  }

  string(key: string): string;
  string<D>(key: string, fallback: D): string | D;
  string<D>(key: string, ...rest: Fallback<D>): string | D | undefined {
    return this.#get(key, rest, 'a text', (span) => spanText(this.#bytes, span));
  }

  /** A whole number of 32 bits. */
  int(key: string): number;
  int<D>(key: string, fallback: D): number | D;
  int<D>(key: string, ...rest: Fallback<D>): number | D | undefined {
    return this.#get(key, rest, 'a whole number of 32 bits', ({ start, end }) =>
      parseIntBytes(this.#bytes, start, end),
    );
  }

  /** A whole number of 64 bits, such as the seed of a random generator. */
  long(key: string): bigint;
  long<D>(key: string, fallback: D): bigint | D;
  long<D>(key: string, ...rest: Fallback<D>): bigint | D | undefined {
    return this.#get(key, rest, 'a whole number of 64 bits', (span) => {
      const text = spanText(this.#bytes, span);
      if (!/^[+-]?\d{1,40}$/.test(text)) return undefined;
      const value = BigInt(text.replace('+', ''));
      return BigInt.asIntN(64, value) === value ? value : undefined;
    });
  }

  /** A double. */
  number(key: string): number;
  number<D>(key: string, fallback: D): number | D;
  number<D>(key: string, ...rest: Fallback<D>): number | D | undefined {
    return this.#get(key, rest, 'a number', (span) => parseJavaDouble(spanText(this.#bytes, span)));
  }

  boolean(key: string): boolean;
  boolean<D>(key: string, fallback: D): boolean | D;
  boolean<D>(key: string, ...rest: Fallback<D>): boolean | D | undefined {
    return this.#get(key, rest, 'true or false', (span) => {
      const text = spanText(this.#bytes, span);
      if (text === 'true') return true;
      return text === 'false' ? false : undefined;
    });
  }

  /** One of several texts. */
  oneOf<V extends string>(key: string, values: readonly V[]): V;
  oneOf<V extends string, D>(key: string, values: readonly V[], fallback: D): V | D;
  oneOf<V extends string, D>(
    key: string,
    values: readonly V[],
    ...rest: Fallback<D>
  ): V | D | undefined {
    return this.#get(key, rest, `one of ${values.join(', ')}`, (span) => {
      const text = spanText(this.#bytes, span);
      return values.find((value) => value === text);
    });
  }

  /**
   * An array of whole numbers, `[1, 2]`. Text `[]` gives the fallback where there is one, as in
   * Java.
   */
  ints(key: string, check?: LengthCheck): Int32Array;
  ints<D extends Int32Array | null | undefined>(
    key: string,
    fallback: D,
    check?: LengthCheck,
  ): Int32Array | D;
  ints<D extends Int32Array | null | undefined>(
    key: string,
    ...rest: ListRest<D>
  ): Int32Array | D | undefined {
    return this.#list(key, rest, 'whole numbers', parseIntList);
  }

  /**
   * An array of doubles, `[0.5, 1.0E-4]`, read without a string per number. Text `[]` as in `ints`.
   */
  numbers(key: string, check?: LengthCheck): Float64Array;
  numbers<D extends Float64Array | null | undefined>(
    key: string,
    fallback: D,
    check?: LengthCheck,
  ): Float64Array | D;
  numbers<D extends Float64Array | null | undefined>(
    key: string,
    ...rest: ListRest<D>
  ): Float64Array | D | undefined {
    return this.#list(key, rest, 'numbers', parseDoubleList);
  }

  /**
   * An error about the value of a key; `expected` says what should stand there, `remark` goes to
   * the end of the message.
   */
  wrong(key: string, expected: string, remark = ''): MojoFormatError {
    const span = this.#spans.get(key);
    if (span === undefined) {
      return new MojoFormatError(`${this.file}: ${key} is missing, expected ${expected}`, {
        file: this.file,
        key,
      });
    }
    const value = this.#excerpt(span);
    return new MojoFormatError(
      `${this.file}: expected ${expected} for ${key}, got ${quote(value)}${remark}`,
      {
        file: this.file,
        key,
        value,
      },
    );
  }

  #get<T, D>(
    key: string,
    fallback: Fallback<D>,
    expected: string,
    parse: (span: Span) => T | undefined,
  ): T | D | undefined {
    const span = this.#span(key);
    if (span === undefined && fallback.length > 0) return fallback[0];
    const value = span === undefined ? undefined : parse(span);
    if (value === undefined) throw this.wrong(key, expected);
    return value;
  }

  #list<A extends Float64Array | Int32Array, D>(
    key: string,
    rest: ListRest<D>,
    kind: string,
    parse: (bytes: Uint8Array, span: Span) => A | BadItem,
  ): A | D | undefined {
    const [first, second] = rest;
    const hasFallback = rest.length > 0 && !isLengthCheck(first);
    const check = isLengthCheck(first) ? first : second;
    const span = this.#span(key);
    if (span === undefined) {
      if (hasFallback) return first;
      throw this.wrong(key, `[${kind}]`);
    }
    const values = parse(this.#bytes, span);
    if (values instanceof BadItem) {
      const remark = values.span === span ? '' : `; ${quote(this.#excerpt(values.span))} is none`;
      throw this.wrong(key, `[${kind}]`, remark);
    }
    if (values.length === 0 && hasFallback) return first;
    if (check !== undefined && values.length !== check.length) {
      throw this.wrong(key, `${check.length} ${kind} (there are ${values.length})`);
    }
    return values;
  }

  #span(key: string): Span | undefined {
    const span = this.#spans.get(key);
    return span === undefined || this.#isNull(span) ? undefined : span;
  }

  #isNull(span: Span): boolean {
    return span.end - span.start === 4 && spanText(this.#bytes, span) === 'null';
  }

  /** The beginning of a value: a weight matrix does not belong in a message. */
  #excerpt({ start, end }: Span): string {
    const text = spanText(this.#bytes, { start, end: Math.min(end, start + 200) });
    return end > start + 200 ? `${text}...` : text;
  }
}

function isLengthCheck(value: unknown): value is LengthCheck {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}
