/** Rows of which a column is written in one go: a line of the cache where cells are floats. */
const TOGETHER = 16;

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
  let row = 0;
  for (; row + TOGETHER <= rows; row += TOGETHER) {
    for (let c = 0; c < columns.length; c++) {
      sixteenRows(values, row * stride + c, stride, columns[c], at + row);
    }
  }
  for (; row < rows; row++) {
    for (let c = 0; c < columns.length; c++) columns[c][at + row] = values[row * stride + c];
  }
}

/** One statement a cell: as a loop it takes twice as long. */
function sixteenRows(
  values: Numbers,
  from: number,
  stride: number,
  column: Column,
  at: number,
): void {
  column[at] = values[from];
  column[at + 1] = values[(from += stride)];
  column[at + 2] = values[(from += stride)];
  column[at + 3] = values[(from += stride)];
  column[at + 4] = values[(from += stride)];
  column[at + 5] = values[(from += stride)];
  column[at + 6] = values[(from += stride)];
  column[at + 7] = values[(from += stride)];
  column[at + 8] = values[(from += stride)];
  column[at + 9] = values[(from += stride)];
  column[at + 10] = values[(from += stride)];
  column[at + 11] = values[(from += stride)];
  column[at + 12] = values[(from += stride)];
  column[at + 13] = values[(from += stride)];
  column[at + 14] = values[(from += stride)];
  column[at + 15] = values[(from += stride)];
}
