// What a reader of rows has to know of a model: which columns to keep and of what type they are.
// Plain data, so that the CSV reader needs to know nothing of models.
import { MissingColumnError } from '../errors.js';

/**
 * One column that the reader fills: numbers, levels of a known domain (text not in it is added behind it), or whatever the input
 * has: text in CSV.
 */
export type PlannedColumn =
  | { readonly name: string; readonly kind: 'any' }
  | { readonly name: string; readonly kind: 'number' }
  | { readonly name: string; readonly kind: 'categorical'; readonly domain: readonly string[] };

/** The columns to read, by name. */
export interface ColumnPlan {
  readonly columns: readonly PlannedColumn[];
  /** Columns of the input that are not listed are read as text; otherwise they are skipped. */
  readonly others?: 'text';
  /** Names of which the input must have at least one: without them every row would be the same to the model. */
  readonly anyOf?: readonly string[];
}

/**
 * Throws MissingColumnError when columns are wanted and the input, which has some, has none of them; so does H2O in
 * hex.Model.adaptTestForTrain. PredictCsv scores rows of NA then.
 */
export function requireAny(wanted: readonly string[], found: readonly string[]): void {
  if (wanted.length === 0 || found.length === 0) return;
  const names = new Set(found);
  if (!wanted.some((name) => names.has(name))) throw MissingColumnError.ofAll(wanted, found);
}
