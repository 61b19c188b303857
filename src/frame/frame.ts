import { ArgumentError } from '../errors.js';
import { cell, columnLength, type Column } from './column.js';
import { matrixColumns, NamedMatrix, type NumberMatrix } from './number-matrix.js';
import type { FrameOrigin } from './reading-notes.js';

/**
 * Rows in columns, each a typed array; or rows of numbers as one matrix, of which columns are made when they are asked for. Immutable by
 * convention: columns may be shared between frames.
 */
export class Frame {
  /** Number of rows. */
  readonly rowCount: number;
  /** What its reader has to tell of the file. */
  readonly origin: FrameOrigin;
  /**
   * The rows as one matrix, where they were made of one (`fromMatrix`) or by a network (deep features, reconstructions): nothing is
   * copied. Undefined for frames made of columns.
   */
  readonly matrix: NumberMatrix | undefined;
  readonly #rows: NamedMatrix | undefined;
  readonly #names: readonly string[];
  #columns: readonly Column[] | undefined;
  #byName: ReadonlyMap<string, number> | undefined;

  /** Columns must be equally long and have different names. The data is not copied. */
  constructor(
    columns: readonly Column[] | NamedMatrix,
    rowCount?: number,
    origin: FrameOrigin = {},
  ) {
    if (columns instanceof NamedMatrix) {
      this.#rows = columns;
      this.matrix = columns.matrix;
      this.rowCount = columns.rowCount;
      this.#names = columns.names;
    } else {
      const rows = rowCount ?? (columns[0] === undefined ? 0 : columnLength(columns[0]));
      for (const column of columns) {
        if (columnLength(column) !== rows)
          throw new ArgumentError(`column ${column.name}`, `${rows} rows`, columnLength(column));
      }
      this.rowCount = rows;
      this.#names = columns.map(({ name }) => name);
      this.#columns = columns;
    }
    const distinct = new Set(this.#names);
    if (distinct.size < this.#names.length) {
      const twice = this.#names.find((name) => !distinct.delete(name));
      throw new ArgumentError('columns', 'different names', twice);
    }
    this.origin = origin;
  }

  /**
   * A frame of rows that lie one after another, as images and tensors do: row r has `values[r * names.length]` and up, NaN is NA.
   * Networks whose inputs are all numbers read the rows as they are. Nothing is copied; others make columns of them first.
   * Throws ArgumentError for names that are not different, or values that are no whole rows.
   */
  static fromMatrix(values: NumberMatrix['values'], names: readonly string[]): Frame {
    return new Frame(new NamedMatrix(values, names));
  }

  /** Of a frame of rows they are made at first use, in as much memory again. */
  get columns(): readonly Column[] {
    this.#columns ??= this.#rows ? matrixColumns(this.#rows) : [];
    return this.#columns;
  }

  /** Names of the columns, in order. */
  get names(): string[] {
    return [...this.#names];
  }

  /** The column of that name; throws ArgumentError when there is none. */
  column(name: string): Column {
    const column = this.find(name);
    if (column === undefined)
      throw new ArgumentError('column', `one of ${this.names.slice(0, 20).join(', ')}`, name);
    return column;
  }

  /** The column of that name, or undefined. */
  find(name: string): Column | undefined {
    this.#byName ??= new Map(this.#names.map((one, c) => [one, c]));
    const at = this.#byName.get(name);
    return at === undefined ? undefined : this.columns[at];
  }

  /** One object per row; NA is null. Cost: an object a row, meant for looking, not for scoring. */
  toRows(): Record<string, unknown>[] {
    return Array.from({ length: this.rowCount }, (_, row) => this.row(row));
  }

  /** One row as an object; NA is null. */
  row(row: number): Record<string, unknown> {
    return Object.fromEntries(this.columns.map((column) => [column.name, cell(column, row)]));
  }

  /**
   * A frame from row objects. A column whose values are all numbers (or NA) becomes a number column, all
   * text a categorical one, anything else a mixed one, whose cells are judged when a model reads them.
   * NaN, null, undefined and absent are NA. Throws ArgumentError for a row that is no object.
   */
  static fromRows(
    rows: readonly Readonly<Record<string, unknown>>[],
    origin: FrameOrigin = {},
  ): Frame {
    const given: unknown = rows;
    if (!Array.isArray(given)) throw new ArgumentError('rows', 'an array of objects', rows);
    const names = new Set<string>();
    for (const [i, row] of rows.entries()) {
      requireRow(row, `rows[${i}]`);
      for (const name of Object.keys(row)) names.add(name);
    }
    return new Frame(
      [...names].map((name) => columnOf(name, rows)),
      rows.length,
      origin,
    );
  }
}

/** Throws ArgumentError unless the value is an object that can hold values by column name. */
export function requireRow(row: unknown, argument: string): void {
  if (typeof row === 'object' && row !== null && !Array.isArray(row) && !(row instanceof Map))
    return;
  throw new ArgumentError(argument, 'an object of values by column name', row);
}

function columnOf(name: string, rows: readonly Readonly<Record<string, unknown>>[]): Column {
  const cells = rows.map((row) => (Object.hasOwn(row, name) ? (row[name] ?? null) : null));
  if (cells.every((value) => value === null || typeof value === 'number')) {
    return {
      kind: 'number',
      name,
      values: Float64Array.from(cells, (value) => value ?? NaN),
    };
  }
  if (cells.every((value) => value === null || typeof value === 'string')) {
    return encodeLevels(name, cells);
  }
  // NaN is NA whatever stands in the other rows.
  return { kind: 'mixed', name, cells: cells.map((value) => (Number.isNaN(value) ? null : value)) };
}

/** A categorical column from texts; levels are numbered by first appearance. */
export function encodeLevels(name: string, texts: readonly (string | null)[]): Column {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1;
    let code = codeOf.get(text);
    if (code === undefined) codeOf.set(text, (code = codeOf.size));
    return code;
  });
  return { kind: 'categorical', name, codes, domain: [...codeOf.keys()] };
}
