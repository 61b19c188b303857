import type { DenseSpec, UnitSpec } from './kernels.js';

/** What it takes to list a unit and to multiply a listed one, where 1 is a product of one that is not: measured, of the slower back ends. */
const LISTING = 40;
const LISTED_PRODUCT = 2;

/**
 * Whether a first layer leaves out the units that are zero: most of them are where categorical columns have many levels. Its sums are the
 * same bits, as long as weights are finite. Cost: a pass over the weights.
 */
export function listsInputs(
  { cats, nums }: UnitSpec,
  { inputs, outputs, channels, weights }: DenseSpec,
): boolean {
  const sums = outputs * channels;
  return (
    cats > 0 &&
    inputs * sums >= (cats + nums) * (LISTING + LISTED_PRODUCT * sums) &&
    weights.subarray(0, inputs * sums).every(Number.isFinite)
  );
}
