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
 * The plan with more columns that are to be copied as they were written: they are read as they are, which in CSV is as text. Numbers of
 * other formats are text only where the model wants levels.
 */
export function keepColumns(plan: ColumnPlan, keep: readonly string[]): ColumnPlan {
  if (plan.others !== undefined) return plan;
  const kept = new Set(keep);
  const planned = new Set(plan.columns.map(({ name }) => name));
  const more = [...kept].filter((name) => !planned.has(name));
  return {
    ...plan,
    columns: [
      ...plan.columns.map((column) => (kept.has(column.name) ? asItIs(column) : column)),
      ...more.map((name) => ({ name, kind: 'any' as const })),
    ],
  };
}

function asItIs({ name, kind }: PlannedColumn): PlannedColumn {
  return kind === 'categorical' ? { name, kind, domain: [] } : { name, kind: 'any' };
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
