import type { DenseSpec, UnitSpec } from './kernels.js';

/** Units per column from which on it pays to look for those that are not zero: a listed one takes about as long as two that are not. */
const LEAST_UNITS_PER_COLUMN = 2;

/**
 * Whether a first layer leaves out the units that are zero: most of them are where categorical columns have many levels. Its sums are the
 * same bits, as long as weights are finite. Cost: a pass over the weights.
 */
export function listsInputs(
  { cats, nums }: UnitSpec,
  { inputs, outputs, channels, weights }: DenseSpec,
): boolean {
  return (
    cats > 0 &&
    inputs >= LEAST_UNITS_PER_COLUMN * (cats + nums) &&
    weights.subarray(0, inputs * outputs * channels).every(Number.isFinite)
  );
}
