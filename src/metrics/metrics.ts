// What a measurement gives: names and tables as in H2O's REST schemas of model metrics.

export type MetricCell = number | string | null;

/** A table, column by column, as H2O's TwoDimTableV3 holds it. */
export interface MetricTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rowcount: number;
  readonly data: readonly (readonly MetricCell[])[];
}

export type MetricValue =
  number | string | null | readonly string[] | MetricTable | { readonly table: MetricTable };

/** Metrics under H2O's names: `MSE`, `AUC`, `cm`, ... NaN and infinities are numbers here. */
export interface Metrics {
  readonly model_category: string;
  /** Rows that counted. */
  readonly nobs: number;
  readonly [name: string]: MetricValue;
}

/** What a meter gives; the category is added by whoever chose the meter. */
export type Measured = Readonly<Record<string, MetricValue>> & { readonly nobs: number };

/** Name, type and cells of a column. */
export type TableColumn = readonly [name: string, type: string, cells: readonly MetricCell[]];

export function makeTable(
  name: string,
  description: string,
  columns: readonly TableColumn[],
): MetricTable {
  return {
    name,
    description,
    columns: columns.map(([column, type]) => ({ name: column, type })),
    rowcount: columns[0]?.[2].length ?? 0,
    data: columns.map(([, , cells]) => cells),
  };
}
