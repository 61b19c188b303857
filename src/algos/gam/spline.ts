/** A basis of functions of one or more columns: it fills neighbouring cells of the GLM's row. */
export interface Spline {
  /** Columns as users name them. */
  readonly columns: readonly string[];
  /** First cell that it fills. */
  readonly target: number;
  /** The functions; undefined where genmodel mistakes their tables and fails on every row that has a value. */
  readonly basis: Basis | undefined;
}

export interface Basis {
  /** Number of cells. */
  readonly size: number;
  /** One value per column to `size` cells. */
  expand(values: Float64Array, cells: Float64Array): void;
}
