/** The first of the columns with the largest number in that row (R's which.max): NaN is never the largest, -1 if all are. */
export function firstLargest(
  columns: readonly Float64Array[],
  row: number,
  among: Iterable<number> = columns.keys(),
): number {
  let best = -1;
  for (const c of among) {
    const value = columns[c][row];
    if (best < 0 ? !Number.isNaN(value) : value > columns[best][row]) best = c;
  }
  return best;
}
