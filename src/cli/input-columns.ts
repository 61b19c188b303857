import {
  MissingColumnError,
  type ColumnPlan,
  type ConversionCounter,
  type Model,
  type PlannedColumn,
} from '../node.js';

/**
 * The columns to read: those of the model, and those to keep, as they are. Notes the others. Throws MissingColumnError for
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
  const plan = model.columnPlan;
  const { columns } = plan;
  if (plan.others !== undefined) return plan;
  const modelNames = new Set(columns.map(({ name }) => name));
  const kept = new Set(keep);
  counter.columns(
    [],
    header.filter((name) => !modelNames.has(name) && !kept.has(name)),
  );
  // A kept column is copied as it was written, so it is read as it is: text in CSV, which the model converts itself. Numbers of
  // other formats are text only where the model wants levels.
  const asItIs = (column: PlannedColumn): PlannedColumn =>
    column.kind === 'number'
      ? { name: column.name, kind: 'any' }
      : { name: column.name, kind: 'categorical', domain: [] };
  return {
    ...plan,
    columns: [
      ...columns.map((column) => (kept.has(column.name) ? asItIs(column) : column)),
      ...keep
        .filter((name) => !modelNames.has(name))
        .map((name) => ({ name, kind: 'any' as const })),
    ],
  };
}
