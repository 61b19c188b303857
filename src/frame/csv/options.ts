// Options of the CSV reader with their defaults, checked once.

import { checkOptions } from '../../check-options.js';
import { ArgumentError } from '../../errors.js';
import type { ColumnPlan } from '../plan.js';

/** Texts that mean NA, besides the empty cell, as in H2O's PredictCsv. */
export const DEFAULT_NA_STRINGS: readonly string[] = ['NA', 'N/A', '-'];

/** How a CSV is read; every option has a default, given in brackets. */
export interface CsvReadOptions {
  /**
   * Columns to keep and their types, or a function that says so when the header is known; other columns
   * are skipped. [all columns, as levels: types are never guessed]
   */
  readonly plan?: ColumnPlan | ((header: readonly string[]) => ColumnPlan) | undefined;
  /** One ASCII character, neither quote, backslash nor line end. [','] */
  readonly separator?: string | undefined;
  /** Cells that mean NA; the empty cell always does. In place of the default. [DEFAULT_NA_STRINGS] */
  readonly naStrings?: readonly string[] | undefined;
  /** Whether the first record names the columns; if not they are C1, C2, ... by its width. [true] */
  readonly header?: boolean | undefined;
  /** Most rows of a frame. [as many as make about 2 MiB of typed arrays, 16 to 65536] */
  readonly blockRows?: number | undefined;
  /** Longest cell in bytes. [16 MiB] */
  readonly maxCellBytes?: number | undefined;
  /** Longest line in bytes; lines end at CR or LF, within quotes too. [256 MiB] */
  readonly maxLineBytes?: number | undefined;
  /** Most columns of the header. [200,000] */
  readonly maxColumns?: number | undefined;
  /** Name of the input, for error messages. */
  readonly file?: string | undefined;
}

/** What a CSV reader takes. */
export const CSV_READ_OPTIONS: Readonly<Record<keyof CsvReadOptions, true>> = {
  plan: true,
  separator: true,
  naStrings: true,
  header: true,
  blockRows: true,
  maxCellBytes: true,
  maxLineBytes: true,
  maxColumns: true,
  file: true,
};

/** The options with defaults filled in; `blockRows` 0 means by the width of the columns. */
export interface CsvSettings {
  readonly plan: CsvReadOptions['plan'];
  readonly separator: number;
  readonly naStrings: readonly string[];
  readonly header: boolean;
  readonly blockRows: number;
  readonly maxCellBytes: number;
  readonly maxLineBytes: number;
  readonly maxColumns: number;
  readonly file: string | undefined;
}

/** Checks the options and fills in the defaults; throws ArgumentError. */
export function resolveOptions(options: CsvReadOptions): CsvSettings {
  checkOptions('the CSV reader', options, CSV_READ_OPTIONS);
  return {
    plan: options.plan,
    separator: separatorByte(options.separator ?? ','),
    naStrings: options.naStrings ?? DEFAULT_NA_STRINGS,
    header: options.header ?? true,
    blockRows: options.blockRows === undefined ? 0 : positive('blockRows', options.blockRows),
    maxCellBytes: positive('maxCellBytes', options.maxCellBytes ?? 2 ** 24),
    maxLineBytes: positive('maxLineBytes', options.maxLineBytes ?? 2 ** 28),
    maxColumns: positive('maxColumns', options.maxColumns ?? 200_000),
    file: options.file,
  };
}

function separatorByte(separator: string): number {
  const byte = separator.charCodeAt(0);
  if (separator.length !== 1 || byte === 0 || byte > 0x7f || '"\\\r\n'.includes(separator)) {
    throw new ArgumentError(
      'separator',
      'one ASCII character other than quote, backslash, CR and LF',
      separator,
    );
  }
  return byte;
}

function positive(name: string, value: number): number {
  if (!(value >= 1)) throw new ArgumentError(name, 'a number of at least 1', value);
  return Math.floor(value);
}
