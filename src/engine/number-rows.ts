import type { Block, NumberColumns, NumberRows } from './kernels.js';

/** Whether rows come as they lie, rather than in a block's columns. */
export function isRows(from: Block | NumberColumns | NumberRows): from is NumberRows {
  return 'values' in from;
}

/** Rows `first` .. `first + count - 1`, their `width` cells one after another, to the start of `to`. */
export function copyRows(
  { values, at, stride }: NumberRows,
  first: number,
  count: number,
  width: number,
  to: NumberRows['values'],
): void {
  const start = at + first * stride;
  if (stride === width) to.set(values.subarray(start, start + count * width));
  else {
    for (let r = 0; r < count; r++) {
      to.set(values.subarray(start + r * stride, start + r * stride + width), r * width);
    }
  }
}
