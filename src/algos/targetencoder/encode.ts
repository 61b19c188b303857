// From the sums of training to the numbers that stand for levels (TargetEncoderMojoModel.computeEncodedValue). They do not depend
// on a row, so they are made once.
import { exp } from '../../../assembly/math.js';
import { hashMapOrderOfInts } from '../../java/hash-order.js';
import type { LevelSums, Sums } from './encoding-map.js';

/** Blending of a level's mean with that of all rows: the more rows it has, the more its own counts. */
export interface Blending {
  readonly inflectionPoint: number;
  readonly smoothing: number;
}

/** The numbers that stand for each level of a column, one per target. */
export interface EncodedLevels {
  readonly byLevel: ReadonlyMap<number, Float64Array>;
  /** For NA and levels that the model does not know; undefined: the MOJO does not say. */
  readonly missing: Float64Array | undefined;
}

/**
 * `targets`: the classes of the response that have a number, each of which every level has. `hasMissing`: whether training
 * saw NA, which then is the last level.
 */
export function encodeLevels(
  levels: LevelSums,
  targets: readonly number[],
  hasMissing: boolean | undefined,
  blending: Blending | undefined,
): EncodedLevels {
  const priors = Float64Array.from(targets, (target) => priorMean(levels, target));
  const byLevel = new Map<number, Float64Array>();
  for (const [level, classes] of levels) {
    const values = targets.map((target, i) => encode(classes.get(target)!, priors[i], blending));
    byLevel.set(level, Float64Array.from(values));
  }
  if (hasMissing === undefined) return { byLevel, missing: undefined };
  return { byLevel, missing: hasMissing ? byLevel.get(levels.size - 1) : priors };
}

function encode(
  { numerator, denominator }: Sums,
  prior: number,
  blending: Blending | undefined,
): number {
  const posterior = numerator / denominator;
  if (blending === undefined) return posterior;
  const { inflectionPoint, smoothing } = blending;
  const rows = Number.isNaN(denominator) ? 0 : Math.trunc(denominator);
  const lambda = 1 / (1 + exp((inflectionPoint - rows) / smoothing));
  return lambda * posterior + (1 - lambda) * prior;
}

/** EncodingMap.doComputePriorMean: the mean over all rows, summed in the order of Java's map of levels. */
function priorMean(levels: LevelSums, target: number): number {
  const sums = [...levels.values()];
  let numerator = 0;
  let denominator = 0;
  for (const i of hashMapOrderOfInts([...levels.keys()])) {
    const of = sums[i].get(target)!;
    numerator += of.numerator;
    denominator += of.denominator;
  }
  return numerator / denominator;
}
