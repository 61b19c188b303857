import type {
  ConversionCounter,
  LoadOptions,
  Row,
  WasmojoError,
  loadMojo,
  readCsv,
} from '../../../src/node.js';

/** What `answersOf` uses of an entry. */
interface Entry {
  readonly loadMojo: typeof loadMojo;
  readonly readCsv: typeof readCsv;
  readonly ConversionCounter: typeof ConversionCounter;
  readonly WasmojoError: typeof WasmojoError;
}

/** What is asked: a MOJO and a CSV from any source that the entry takes, and rows for easyPredict. */
export interface Question {
  readonly mojo: Parameters<typeof loadMojo>[0];
  readonly table: Parameters<typeof readCsv>[0];
  readonly rows: readonly Row[];
  readonly options: LoadOptions;
}

/** Every number as its bits, every text marked as such; safe to send as JSON. */
export interface Answers {
  readonly model: Readonly<Record<string, unknown>>;
  readonly input: readonly unknown[];
  readonly prediction: Readonly<Record<string, unknown>>;
  readonly stream: readonly StreamedAnswer[];
  readonly leaves: unknown;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface StreamedAnswer {
  readonly columns: readonly Readonly<Record<string, unknown>>[];
  /** Numbers of the rows without an answer. */
  readonly failed: readonly string[];
}

export function answersOf(wasmojo: Entry, question: Question): Promise<Answers>;
