import {
  keepColumns,
  MissingColumnError,
  type ColumnPlan,
  type ConversionCounter,
} from '../node.js';

/**
 * The columns to read: those of the model (or of several), and those to keep, as they are. Notes the others. Throws
 * MissingColumnError for a column to keep that is not there.
 */
export function inputPlan(
  model: { readonly columnPlan: ColumnPlan },
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
  if (plan.others === undefined) {
    const used = new Set([...keep, ...plan.columns.map(({ name }) => name)]);
    counter.columns(
      [],
      header.filter((name) => !used.has(name)),
    );
  }
  return keepColumns(plan, keep);
}
