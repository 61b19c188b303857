import type { ColumnPlan, PlannedColumn } from '../frame/plan.js';

/** What a reader of rows for several models has to know. A column that one reads as numbers and another one as levels is read as text. */
export function joinPlans(plans: readonly ColumnPlan[]): ColumnPlan {
  const columns = new Map<string, PlannedColumn>();
  for (const column of plans.flatMap((plan) => plan.columns)) {
    const other = columns.get(column.name);
    // Of two domains either will do: texts that it lacks are numbered behind it.
    if (other === undefined) columns.set(column.name, column);
    else if (other.kind !== column.kind) columns.set(column.name, asText(column));
  }
  const anyOf = new Set(plans.flatMap((plan) => plan.anyOf ?? []));
  return { columns: [...columns.values()], anyOf: [...anyOf] };
}

function asText({ name }: PlannedColumn): PlannedColumn {
  return { name, kind: 'categorical', domain: [] };
}
