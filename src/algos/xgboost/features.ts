// The features that a booster numbers: a cell per level of each categorical column and one for NA, then the numeric
// columns. They are never laid out: what a cell would hold follows from the row (OneHotEncoderFactory).
//
// Before MOJO 1.10 a cell was also hot where the value number of any other categorical column was equal to its index
// (OneHotEncoderFVecCompatible10). Value numbers of sound levels lie within their own column's offsets, so the rules agree.
import { toJavaInt } from '../../engine/java-int.js';

export interface Features {
  /** Number of leading categorical columns. */
  readonly cats: number;
  /** Number of numeric columns behind them. */
  readonly nums: number;
  /** cats + 1: the first cell of each categorical column; its last cell is that of NA. */
  readonly catOffsets: Int32Array;
  /** True: level l has cell l. False: level 0 has no cell, level l has cell l - 1. */
  readonly useAllFactorLevels: boolean;
  /** A cell that is not hot, and a numeric 0, are missing values. */
  readonly sparse: boolean;
}

/** Number of features. */
export function featureCount({ cats, nums, catOffsets }: Features): number {
  return catOffsets[cats] + nums;
}

/** The cell of a categorical column that is hot, -1 for none (GenModel.setCats). `x`: the level's number or NaN. */
export function hotCell(features: Features, column: number, x: number): number {
  const { catOffsets, useAllFactorLevels } = features;
  const first = catOffsets[column];
  const last = catOffsets[column + 1] - 1;
  if (Number.isNaN(x)) return last;
  const level = toJavaInt(x);
  if (useAllFactorLevels) return Math.min(first + level, last);
  return level === 0 ? -1 : Math.min(first + level - 1, last);
}

/** A numeric column as the booster sees it: in float, NaN is missing. */
export function numericFeature(x: number, sparse: boolean): number {
  const value = Math.fround(x);
  return sparse && value === 0 ? NaN : value;
}

/** The column of the row that a feature is, or is a cell of. */
export function columnOf(features: Features, feature: number): number {
  const { cats, catOffsets } = features;
  const firstNumeric = catOffsets[cats];
  return feature < firstNumeric ? columnOfCell(features, feature) : cats + feature - firstNumeric;
}

/** The categorical column that a feature is a cell of. */
export function columnOfCell({ catOffsets }: Features, cell: number): number {
  let low = 0;
  let high = catOffsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (catOffsets[middle] <= cell) low = middle;
    else high = middle - 1;
  }
  return low;
}
