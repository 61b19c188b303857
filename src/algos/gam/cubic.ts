import type { Table } from '../tables.js';
import { multiply } from './centering.js';
import type { Basis } from './spline.js';

/** Cubic regression spline (GamUtilsCubicRegression), centred by `zTranspose`. */
export function cubicBasis(knots: Float64Array, binvD: Table, zTranspose: Table): Basis {
  const widths = knots.subarray(1).map((knot, i) => knot - knots[i]);
  const values = new Float64Array(knots.length);
  return {
    size: knots.length - 1,
    expand([x], cells) {
      if (Number.isNaN(x)) values.fill(NaN);
      else evaluate(x, knots, widths, binvD, values);
      multiply(values, zTranspose, cells);
    },
  };
}

function evaluate(
  x: number,
  knots: Float64Array,
  widths: Float64Array,
  binvD: Table,
  values: Float64Array,
): void {
  const bin = locateBin(x, knots);
  const width = widths[bin];
  const toRight = knots[bin + 1] - x;
  const toLeft = x - knots[bin];
  const left = curvature(toRight, width);
  const right = curvature(toLeft, width);
  for (let i = 0; i < values.length; i++) {
    // At the ends the curvature is 0: there is one row of binvD less on each side.
    if (bin === 0) values[i] = binvD[0][i] * right;
    else if (bin >= binvD.length) values[i] = binvD[bin - 1][i] * left;
    else values[i] = binvD[bin - 1][i] * left + binvD[bin][i] * right;
  }
  values[bin] += toRight / width;
  values[bin + 1] += toLeft / width;
}

function curvature(t: number, width: number): number {
  return ((t * t * t) / width - t * width) / 6;
}

/** The interval between two knots; values outside go to the first and the last. */
function locateBin(x: number, knots: Float64Array): number {
  let high = knots.length - 1;
  if (x <= knots[0]) return 0;
  if (x >= knots[high]) return high - 1;
  let low = 0;
  let bin = -1;
  for (let tries = knots.length; tries > 0; tries--) {
    bin = (high + low) >> 1;
    if (x >= knots[bin] && x < knots[bin + 1]) return bin;
    if (x > knots[bin]) low = bin;
    else if (x < knots[bin]) high = bin;
  }
  return bin;
}
