// Every error a user can meet. Each has a stable `code` and carries the facts as fields, so that a
// program can act on it; the message says what was expected, what was found and what to do next.

/** Where in the input a value stands: row counts from 0, the first data row. */
export interface Place {
  readonly row?: number | undefined;
  readonly column?: string | undefined;
}

/** Base of all errors that wasmojo throws on purpose. */
export abstract class WasmojoError extends Error {
  /** Stable, upper-case name of the kind of error. */
  abstract readonly code: string;
  /** The name of the class, from its code: class names do not survive every minifier. */
  override get name(): string {
    return `${this.code.toLowerCase().replace(/(?:^|_)(.)/g, (_, first: string) => first.toUpperCase())}Error`;
  }
  /** The fields that belong in a machine-readable report; undefined ones are left out. */
  facts(): Record<string, unknown> {
    const own = Object.entries(this).filter(
      ([key, value]) => value !== undefined && key !== 'cause' && key !== 'code',
    );
    return Object.fromEntries(own);
  }
}

/** The MOJO itself is damaged or not a MOJO. */
export class MojoFormatError extends WasmojoError {
  readonly code = 'MOJO_FORMAT';
  readonly file: string | undefined;
  readonly key: string | undefined;
  readonly value: string | undefined;
  readonly offset: number | undefined;
  constructor(
    message: string,
    facts: { file?: string; key?: string; value?: string; offset?: number; cause?: unknown } = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.file = facts.file;
    this.key = facts.key;
    this.value = facts.value;
    this.offset = facts.offset;
  }
}

/** A sound MOJO of an algorithm, a version or an option that wasmojo does not score. */
export class UnsupportedMojoError extends WasmojoError {
  readonly code = 'UNSUPPORTED_MOJO';
  readonly algorithm: string;
  readonly mojoVersion: string | undefined;
  readonly supported: string | undefined;
  constructor(
    message: string,
    facts: { algorithm: string; mojoVersion?: string; supported?: string },
  ) {
    super(message);
    this.algorithm = facts.algorithm;
    this.mojoVersion = facts.mojoVersion;
    this.supported = facts.supported;
  }
}

/** A categorical value that the model never saw, where unknown levels are refused. */
export class UnknownCategoricalLevelError extends WasmojoError {
  readonly code = 'UNKNOWN_CATEGORICAL_LEVEL';
  readonly column: string;
  readonly level: string;
  readonly row: number | undefined;
  constructor(column: string, level: string, row?: number) {
    super(
      `${at({ row, column })}: unknown level ${quote(level)}; ` +
        'convert unknown levels to NA (convertUnknownCategoricalLevelsToNa) or correct the value',
    );
    this.column = column;
    this.level = level;
    this.row = row;
  }
}

/** Text that is no number by Java's Double.parseDouble, where invalid numbers are refused. */
export class InvalidNumberError extends WasmojoError {
  readonly code = 'INVALID_NUMBER';
  readonly column: string;
  readonly value: string;
  readonly row: number | undefined;
  constructor(column: string, value: string, row?: number) {
    super(
      `${at({ row, column })}: ${quote(value)} is not a number; ` +
        'convert invalid numbers to NA (convertInvalidNumbersToNa, --set-conv-invalid-number) or correct the value',
    );
    this.column = column;
    this.value = value;
    this.row = row;
  }
}

/** The description of a pipeline is not one: a key, a type, a name or a file that does not fit. */
export class PipelineError extends WasmojoError {
  readonly code = 'PIPELINE';
  readonly file: string;
  /** The way to the value, such as `features[2].from.model`; undefined: the file as a whole. */
  readonly key: string | undefined;
  /** Where it stands in the file, both from 1; undefined where that is not known (JSON, objects). */
  readonly line: number | undefined;
  readonly column: number | undefined;
  constructor(
    file: string,
    message: string,
    facts: { key?: string; line?: number; column?: number; cause?: unknown } = {},
  ) {
    const { key, line, column, cause } = facts;
    const place = line === undefined ? file : `${file}:${line}:${column}`;
    super(`${place}: ${key === undefined ? '' : `${key}: `}${message}`, { cause });
    this.file = file;
    this.key = key;
    this.line = line;
    this.column = column;
  }
}

/** A value of a type that the column cannot take, such as a number for a categorical column. */
export class ValueTypeError extends WasmojoError {
  readonly code = 'VALUE_TYPE';
  readonly column: string;
  /** The value itself; of what is no plain value (and of a bigint, which JSON lacks) what it is, in words. */
  readonly value: string | number | boolean;
  readonly row: number | undefined;
  constructor(column: string, expected: string, value: unknown, row?: number) {
    super(`${at({ row, column })}: expected ${expected}, got ${describe(value)}`);
    this.column = column;
    this.value = isPlain(value) ? value : describe(value);
    this.row = row;
  }
}

/** A column that must be in the input is not there. */
export class MissingColumnError extends WasmojoError {
  readonly code = 'MISSING_COLUMN';
  readonly column: string;
  readonly columns: readonly string[];
  /** `columns` are those that are there. */
  constructor(column: string, why: string, columns: readonly string[] = []) {
    super(`column ${quote(column)} is missing: ${why}`);
    this.column = column;
    this.columns = columns;
  }
  /** None of the columns that the model reads is there. */
  static ofAll(wanted: readonly string[], found: readonly string[]): MissingColumnError {
    const [first, ...others] = wanted;
    const all = others.length === 0 ? '' : `so are all others of the model (${quoteAll(others)}); `;
    const why = `${all}the input has ${quoteAll(found)}; check its header and the separator`;
    return new MissingColumnError(first, why, found);
  }
}

/** The model cannot give this kind of answer. */
export class ModelCategoryError extends WasmojoError {
  readonly code = 'MODEL_CATEGORY';
  readonly needs: string;
  readonly has: string;
  constructor(message: string, needs: string, has: string) {
    super(message);
    this.needs = needs;
    this.has = has;
  }
}

/** The model has no answer for this row, where H2O's scorer throws as well. */
export class ScoringError extends WasmojoError {
  readonly code = 'SCORING';
  readonly row: number | undefined;
  readonly column: string | undefined;
  readonly reason: string;
  constructor(reason: string, place: Place = {}) {
    super(`${at(place)}: ${reason}`);
    this.reason = reason;
    this.row = place.row;
    this.column = place.column;
  }
}

/** Rows that H2O has no metrics for, or refuses to measure. */
export class MetricsError extends WasmojoError {
  readonly code = 'METRICS';
  readonly reason: string;
  readonly row: number | undefined;
  readonly column: string | undefined;
  constructor(reason: string, place: Place = {}) {
    const isPlaced = place.row !== undefined || place.column !== undefined;
    super(`no metrics: ${isPlaced ? `${at(place)}: ` : ''}${reason}`);
    this.reason = reason;
    this.row = place.row;
    this.column = place.column;
  }
}

/** Input rows that cannot be read: malformed JSON lines, a CSV without a header, a broken gzip stream. `line` counts from 1. */
export class InputFormatError extends WasmojoError {
  readonly code = 'INPUT_FORMAT';
  readonly file: string | undefined;
  readonly row: number | undefined;
  readonly line: number | undefined;
  constructor(
    message: string,
    facts: { file?: string | undefined; row?: number; line?: number; cause?: unknown } = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.file = facts.file;
    this.row = facts.row;
    this.line = facts.line;
  }
}

/** A file or folder that the system does not let us read or write. `reason` is the system's code, such as ENOENT. */
export class FileError extends WasmojoError {
  readonly code = 'FILE';
  readonly path: string;
  readonly reason: string;
  constructor(path: string, message: string, reason: string, cause?: unknown) {
    super(`${quote(path)}: ${message}`, { cause });
    this.path = path;
    this.reason = reason;
  }
}

/** An optional package that this input or output needs is not installed. */
export class MissingPackageError extends WasmojoError {
  readonly code = 'MISSING_PACKAGE';
  readonly package: string;
  constructor(name: string, purpose: string, cause?: unknown) {
    super(`${purpose} needs the package ${name}; install it: npm install ${name}`, { cause });
    this.package = name;
  }
}

/** A worker that was scoring has ended; on one thread (`threads: 1`) nothing can. */
export class ThreadError extends WasmojoError {
  readonly code = 'THREAD';
  readonly reason: string;
  constructor(reason: string) {
    super(
      `a worker thread ended in the middle of its work: ${reason}; call again, or with threads: 1`,
    );
    this.reason = reason;
  }
}

/** A limit that protects memory or time was reached. */
export class LimitError extends WasmojoError {
  readonly code = 'LIMIT';
  readonly limit: string;
  readonly allowed: number;
  readonly actual: number;
  /** `advice`: what to do about it, of a limit that cannot be configured. */
  constructor(
    what: string,
    limit: string,
    allowed: number,
    actual: number,
    advice = 'raise the limit if you trust the file',
  ) {
    super(`${what}: ${actual} is over the limit ${limit} = ${allowed}; ${advice}`);
    this.limit = limit;
    this.allowed = allowed;
    this.actual = actual;
  }
}

/** An argument of the wrong kind: the message names it, what was expected and what came. */
export class ArgumentError extends WasmojoError {
  readonly code = 'ARGUMENT';
  readonly argument: string;
  constructor(argument: string, expected: string, got: unknown) {
    super(`expected ${expected} for ${argument}, got ${describe(got)}`);
    this.argument = argument;
  }
}

/** A value in words, short enough for one line. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `text ${quote(value)}`;
    case 'number':
    case 'boolean':
    case 'bigint':
      return `${typeof value} ${String(value)}`;
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `an array of ${value.length}`;
      return value.constructor?.name ?? 'an object';
    default:
      return typeof value;
  }
}

/** JSON quoting, cut at 80 characters: a bad cell may be a megabyte long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

/** The first few names, quoted, and how many more there are. */
export function quoteAll(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map(quote).join(', ');
  const rest = names.length - MAX_NAMES;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

const MAX_NAMES = 10;

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function at({ row, column }: Place): string {
  const parts = [];
  if (row !== undefined) parts.push(`row ${row}`);
  if (column !== undefined) parts.push(`column ${quote(column)}`);
  return parts.join(', ') || 'row';
}
