/** Replaces NaN in column c by values[c], in as many columns as there are values (imputeMissingWithMeans). */
export function impute(columns: readonly Float64Array[], rows: number, values: Float64Array): void {
  for (let c = 0; c < values.length; c++) {
    const column = columns[c];
    const value = values[c];
    for (let r = 0; r < rows; r++) if (Number.isNaN(column[r])) column[r] = value;
  }
}
