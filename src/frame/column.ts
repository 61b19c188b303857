// A column of a Frame: one typed array of values. NA is NaN in a number column, -1 in a categorical
// one, null in a mixed one.

/** Numbers. NaN in `values` is NA but for the cells that `invalid` and `nanRows` list. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array | Float32Array;
  /** Whole numbers, such as ids: written without a decimal point. */
  readonly integer?: true;
  /** Cells whose text was no number. */
  readonly invalid?: InvalidCells;
  /** Rows whose text was NaN: to Java a number like others, which offsets and splines tell apart from NA. */
  readonly nanRows?: readonly number[];
}

/** The cells of a number column that held text which is no number, in order of rows. */
export interface InvalidCells {
  readonly rows: readonly number[];
  readonly texts: readonly string[];
}

/** Text values as codes: `domain[codes[row]]` is the level of a row, code -1 is NA. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  readonly codes: Int32Array;
  readonly domain: readonly string[];
  /** Only number columns have values; so `frame.column('p1').values` needs no test of the kind. */
  readonly values?: undefined;
}

/** Text, numbers and NA in one column, as rows of JSON may have them. */
export interface MixedColumn {
  readonly kind: 'mixed';
  readonly name: string;
  readonly cells: readonly unknown[];
  readonly values?: undefined;
}

export type Column = NumberColumn | CategoricalColumn | MixedColumn;

/** Number of rows of a column. */
export function columnLength(column: Column): number {
  switch (column.kind) {
    case 'number':
      return column.values.length;
    case 'categorical':
      return column.codes.length;
    case 'mixed':
      return column.cells.length;
  }
}

/** The value of one cell: a number, a level, or null for NA. */
export function cell(column: Column, row: number): unknown {
  switch (column.kind) {
    case 'number': {
      const value = column.values[row];
      return Number.isNaN(value) ? null : value;
    }
    case 'categorical': {
      const code = column.codes[row];
      return code < 0 ? null : column.domain[code];
    }
    case 'mixed':
      return column.cells[row] ?? null;
  }
}
