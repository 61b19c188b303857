/** Columns whose cells of a row are next to each other in the cache. */
const NEAR = 16;
/** Rows of them that stay in the first-level cache. */
const ROWS_AT_ONCE = 64;
/** Columns of one loop, which then turns less often. */
const TOGETHER = 4;

type Numbers = Float64Array | Float32Array | Uint8Array;
type Column = Float64Array | Float32Array | Int32Array;

/** columns[c][at + r] = values[r * stride + c]. Cost: rows * columns. */
export function rowsToColumns(
  values: Numbers,
  stride: number,
  rows: number,
  columns: readonly Column[],
  at: number,
): void {
  for (let first = 0; first < columns.length; first += NEAR) {
    const end = Math.min(first + NEAR, columns.length);
    for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
      const last = Math.min(row + ROWS_AT_ONCE, rows);
      let c = first;
      for (; c + TOGETHER <= end; c += TOGETHER) {
        fourColumns(values, stride, row, last, columns, c, at);
      }
      for (; c < end; c++) {
        const column = columns[c];
        for (let r = row, from = row * stride + c; r < last; r++, from += stride) {
          column[at + r] = values[from];
        }
      }
    }
  }
}

function fourColumns(
  values: Numbers,
  stride: number,
  row: number,
  last: number,
  columns: readonly Column[],
  c: number,
  at: number,
): void {
  const [w, x, y, z] = [columns[c], columns[c + 1], columns[c + 2], columns[c + 3]];
  for (let r = row, from = row * stride + c; r < last; r++, from += stride) {
    w[at + r] = values[from];
    x[at + r] = values[from + 1];
    y[at + r] = values[from + 2];
    z[at + r] = values[from + 3];
  }
}
