// Flags that commands on rows have in common, and what they mean.
import { OUTPUT_FORMATS, outputFormatOf, type OutputFormat } from '../files/row-formats.js';
import type { BackendName, Precision } from '../index.js';
import { UsageError } from './errors.js';

/** The library's limit, too. */
const MAX_THREADS = 256;

/** Flags of commands that answer rows with rows. */
export interface RowFlags {
  readonly input: string;
  readonly output: string;
  readonly inputFormat?: string;
  readonly format?: string;
  readonly convertUnknownCategoricalLevelsToNa: boolean;
  readonly setConvInvalidNumber?: true;
  readonly separator?: string;
  readonly naStrings?: string;
  readonly hex?: true;
  readonly keep?: string;
  readonly header: boolean;
  readonly onRowError?: string;
  readonly backend?: string;
  readonly precision?: string;
  readonly threads?: string;
  readonly progress?: boolean;
  readonly quiet?: true;
}

/** Whether a row that fails is reported in its place, and the run goes on. */
export function reportsRowErrors({ onRowError = 'stop' }: RowFlags): boolean {
  if (onRowError === 'stop' || onRowError === 'report') return onRowError === 'report';
  throw new UsageError(`--on-row-error: expected stop or report, got ${onRowError}`);
}

/** Threads as the library takes them: 0 is one per core. */
export function threadsOf(value = '1'): number {
  if (value === 'auto') return 0;
  if (!/^\d{1,3}$/.test(value) || Number(value) > MAX_THREADS) {
    throw new UsageError(
      `--threads: expected auto or a whole number from 0 to ${MAX_THREADS}, got ${value}`,
    );
  }
  return Number(value);
}

export function backendName(value: string | undefined): BackendName {
  const names = ['auto', 'native', 'wasm', 'js'] as const;
  const name = names.find((known) => known === (value ?? 'auto'));
  if (name === undefined)
    throw new UsageError(`--backend: expected ${names.join(', ')}, got ${value}`);
  return name;
}

export function precisionOf({ precision }: Pick<RowFlags, 'precision'>): Precision {
  if (precision === undefined || precision === 'exact' || precision === 'fast') {
    return precision ?? 'exact';
  }
  throw new UsageError(`--precision: expected exact or fast, got ${precision}`);
}

/** The format that was asked for, or that of the output's extension (before `.gz`), else CSV. */
export function outputFormat({ format, output }: RowFlags): OutputFormat {
  const known = OUTPUT_FORMATS.find((name) => name === format);
  if (format !== undefined && known === undefined) {
    throw new UsageError(`--format: expected ${OUTPUT_FORMATS.join(', ')}, got ${format}`);
  }
  return known ?? outputFormatOf(output);
}

/** PredictCsv takes the last character of the separator that it is given; so `\t` from a shell needs a word of its own. */
export function separatorOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === '\\t' || value === 'tab') return '\t';
  const separator = value.at(-1) ?? '';
  if (!/^[\t\x20-\x7e]$/.test(separator) || separator === '"' || separator === '\\') {
    throw new UsageError(
      `--separator: expected one ASCII character other than quote and backslash, got ${JSON.stringify(value)}`,
    );
  }
  return separator;
}

/** `a,b` to a and b. */
export function splitList(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : text.split(',');
}
