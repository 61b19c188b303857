// What a reader of rows has to know of a model: which columns to keep and of what type they are.
// Plain data, so that the CSV reader needs to know nothing of models.

/** One column that the reader fills: numbers, or levels of a known domain (text not in it is added behind it). */
export type PlannedColumn =
  | { readonly name: string; readonly kind: 'number' }
  | { readonly name: string; readonly kind: 'categorical'; readonly domain: readonly string[] };

/** The columns to read, by name. */
export interface ColumnPlan {
  readonly columns: readonly PlannedColumn[];
  /** Columns of the input that are not listed are read as text; otherwise they are skipped. */
  readonly others?: 'text';
}
