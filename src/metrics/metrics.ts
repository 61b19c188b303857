// What a measurement gives: names and tables as in H2O's REST schemas of model metrics.

export type MetricCell = number | string | null;

/** A column of a table; `format` is for Java's String.format, `description` is the header for people. */
export interface MetricColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
}

/** A table, column by column, as H2O's TwoDimTableV3 holds it. */
export interface MetricTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly MetricColumn[];
  readonly rowcount: number;
  readonly data: readonly (readonly MetricCell[])[];
}

export type MetricValue =
  number | string | null | readonly string[] | MetricTable | { readonly table: MetricTable };

/** Metrics under H2O's names: `MSE`, `AUC`, `cm`, ... NaN and infinities are numbers here. */
export interface Metrics {
  /** H2O's REST schema, such as `ModelMetricsBinomialV3`. */
  readonly schema: string;
  readonly model_category: string;
  /** Rows that counted. */
  readonly nobs: number;
  readonly [name: string]: MetricValue;
}

/** What a meter gives; the category is added by whoever chose the meter. */
export type Measured = Readonly<Record<string, MetricValue>> & {
  readonly schema: string;
  readonly nobs: number;
};

/** Metrics with the fields that all schemas share (ModelMetricsBaseV3); `of` may have values of its own for them. */
export function makeMetrics(category: string, { schema, ...of }: Measured): Metrics {
  return {
    schema,
    description: null,
    model_category: category,
    predictions: null, // H2O's field for the key of a frame
    custom_metric_name: null,
    custom_metric_value: 0,
    ...of,
  };
}

/** Header, type and cells of a column; the format is that of the type unless it says otherwise. */
export type TableColumn = readonly [
  header: string,
  type: keyof typeof FORMATS,
  cells: readonly MetricCell[],
  format?: string,
];

const FORMATS = { double: '%f', float: '%f', long: '%d', int: '%d', string: '%s' };

/** `nameOf`: from a header to the name of the column; H2O writes most of them in small letters. */
export function makeTable(
  name: string,
  description: string,
  columns: readonly TableColumn[],
  nameOf: (header: string) => string = fieldName,
): MetricTable {
  return {
    name,
    description,
    columns: columns.map(([header, type, , format]) => ({
      name: nameOf(header),
      type,
      format: format ?? FORMATS[type],
      description: header,
    })),
    rowcount: columns[0]?.[2].length ?? 0,
    data: columns.map(([, , cells]) => cells),
  };
}

/** TwoDimTableV3.pythonify */
function fieldName(header: string): string {
  return header.toLowerCase().replaceAll(' ', '_');
}
