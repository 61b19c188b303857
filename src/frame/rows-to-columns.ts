/** Columns that are written together: a cache line of a row. */
const LINE = 8;
/** Rows of them that stay in the first-level cache. */
const ROWS_AT_ONCE = 64;

/** columns[c][at + r] = values[r * stride + c]. Cost: rows * columns. */
export function rowsToColumns(
  values: Float64Array | Float32Array | Uint8Array,
  stride: number,
  rows: number,
  columns: readonly (Float64Array | Float32Array | Int32Array)[],
  at: number,
): void {
  for (let first = 0; first < columns.length; first += LINE) {
    const end = Math.min(first + LINE, columns.length);
    for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
      const last = Math.min(row + ROWS_AT_ONCE, rows);
      for (let c = first; c < end; c++) {
        const column = columns[c];
        for (let r = row, from = row * stride + c; r < last; r++, from += stride) {
          column[at + r] = values[from];
        }
      }
    }
  }
}
