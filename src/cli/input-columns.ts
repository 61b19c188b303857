import {
  MissingColumnError,
  type ColumnPlan,
  type ConversionCounter,
  type Model,
  type PlannedColumn,
} from '../node.js';

/**
 * The columns to read of a CSV: those of the model, and those to keep, as text. Notes the others. Throws MissingColumnError for
 * a column to keep that is not there.
 */
export function inputPlan(
  model: Model,
  header: readonly string[],
  keep: readonly string[],
  counter: ConversionCounter,
): ColumnPlan {
  const missing = keep.find((name) => !header.includes(name));
  if (missing !== undefined) {
    throw new MissingColumnError(
      missing,
      '--keep names it, but the input does not have it',
      header,
    );
  }
  const { columns, others } = model.columnPlan;
  if (others !== undefined) return { columns, others };
  const modelNames = new Set(columns.map(({ name }) => name));
  const kept = new Set(keep);
  counter.columns(
    [],
    header.filter((name) => !modelNames.has(name) && !kept.has(name)),
  );
  // A kept column is copied as it was written, so it is read as text; the model converts it itself.
  const asText = (name: string): PlannedColumn => ({ name, kind: 'categorical', domain: [] });
  return {
    columns: [
      ...columns.map((column) => (kept.has(column.name) ? asText(column.name) : column)),
      ...keep.filter((name) => !modelNames.has(name)).map(asText),
    ],
  };
}
