// The curve of isotonic regression: an algorithm of its own, and the calibration of other models' probabilities.
import { MojoFormatError } from '../errors.js';
import type { Archive } from '../mojo/archive.js';
import { readDoubles } from '../mojo/doubles.js';
import type { ModelInfo } from '../mojo/model-info.js';

/** The value at x; undefined where genmodel fails: at -0 below a curve that begins at 0. */
export type IsotonicCurve = (x: number) => number | undefined;

/**
 * `calib_min_x`, `calib_max_x`, `calib/thresholds_x`, `calib/thresholds_y` (IsotonicCalibrator): linear interpolation
 * between thresholds, x clipped to the range seen in training; NaN at NaN.
 */
export function readIsotonicCurve(archive: Archive, info: ModelInfo): IsotonicCurve {
  const min = info.number('calib_min_x');
  const max = info.number('calib_max_x');
  const xs = readDoubles(archive, 'calib/thresholds_x');
  const ys = readDoubles(archive, 'calib/thresholds_y');
  if (xs.length !== ys.length || xs.length === 0) {
    throw new MojoFormatError(
      `calib/thresholds_y: expected ${xs.length} thresholds as in calib/thresholds_x, got ${ys.length}`,
      { file: archive.fullPath('calib/thresholds_y') },
    );
  }
  if (!(xs[0] <= min && min <= max && max <= xs[xs.length - 1])) {
    throw info.wrong('calib_min_x', 'a range of x within the thresholds');
  }
  return (x) => (Number.isNaN(x) ? NaN : interpolate(clip(x, min, max), xs, ys));
}

function clip(x: number, min: number, max: number): number {
  return x < min ? min : Math.min(x, max);
}

/** IsotonicRegressionUtils.score for x within the thresholds. */
function interpolate(x: number, xs: Float64Array, ys: Float64Array): number | undefined {
  let low = 0;
  let high = xs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compare(xs[middle], x);
    if (order < 0) low = middle + 1;
    else if (order > 0) high = middle - 1;
    else return ys[middle];
  }
  // Now xs[high] < x < xs[low].
  if (high < 0) return undefined;
  const x0 = xs[high];
  const y0 = ys[high];
  const slope = (ys[low] - y0) / (xs[low] - x0);
  return y0 + slope * (x - x0);
}

/** Double.compare of numbers: -0 stands below 0. */
function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Object.is(b, -0)) - Number(Object.is(a, -0));
}
