// The body of a gblinear booster:
//
//   136  parameters          34 x i32, all of which the header repeats
//   i64  number of weights   0: all weights are 0
//   f32  weights             feature by feature, one per sum; behind them the biases of the sums
import type { ByteCursor } from '../../mojo/byte-cursor.js';
import { damagedBooster, readLongCount, type BoosterHeader } from './booster-bytes.js';
import { featureCount, hotCell, numericFeature, type Features } from './features.js';

export interface LinearBooster {
  readonly kind: 'linear';
  /** Sums a row. */
  readonly groups: number;
  /** Number of leading features that have weights. */
  readonly features: number;
  /** Weight of feature f in sum g at f * groups + g; the biases behind the last feature. */
  readonly weights: Float32Array;
}

const PARAMETER_BYTES = 34 * 4;

export function readLinear(
  cursor: ByteCursor,
  { features: trained, groups }: BoosterHeader,
  features: Features,
): LinearBooster {
  cursor.skip(PARAMETER_BYTES);
  const at = cursor.position;
  const count = readLongCount(cursor);
  const needed = (trained + 1) * groups;
  if (trained > featureCount(features) || (count !== 0 && count < needed)) {
    throw damagedBooster(
      cursor,
      at,
      `${count} weights for ${trained} features, of which the MOJO has ${featureCount(features)}`,
    );
  }
  if (count * 4 > cursor.remaining) cursor.skip(count * 4); // refused: truncated
  const weights = new Float32Array(needed);
  if (count !== 0) for (let i = 0; i < needed; i++) weights[i] = cursor.f32();
  return { kind: 'linear', groups, features: trained, weights };
}

/** GBLinear.pred: adds bias and weighted features to the sums, in float, feature by feature. */
export function addLinear(
  booster: LinearBooster,
  features: Features,
  columns: readonly Float64Array[],
  rows: number,
  sums: readonly Float32Array[],
): void {
  const { cats, catOffsets } = features;
  const biases = booster.features * booster.groups;
  sums.forEach((sum, group) => {
    const bias = booster.weights[biases + group];
    for (let r = 0; r < rows; r++) sum[r] += bias;
    for (let c = 0; c < cats; c++) addCells(booster, features, c, columns[c], rows, sum, group);
    for (let f = catOffsets[cats]; f < booster.features; f++) {
      const column = columns[cats + f - catOffsets[cats]];
      const weight = booster.weights[f * booster.groups + group];
      for (let r = 0; r < rows; r++) {
        const value = numericFeature(column[r], features.sparse);
        if (!Number.isNaN(value)) sum[r] += Math.fround(value * weight);
      }
    }
  });
}

/** The cells of one categorical column; 0 times a weight counts too, as the weight may not be finite. */
function addCells(
  { weights, groups, features: end }: LinearBooster,
  features: Features,
  column: number,
  levels: Float64Array,
  rows: number,
  sum: Float32Array,
  group: number,
): void {
  const from = features.catOffsets[column];
  const to = Math.min(features.catOffsets[column + 1], end);
  for (let r = 0; r < rows; r++) {
    const hot = hotCell(features, column, levels[r]);
    if (features.sparse) {
      if (hot >= 0 && hot < end) sum[r] += weights[hot * groups + group];
      continue;
    }
    for (let f = from; f < to; f++) {
      const weight = weights[f * groups + group];
      sum[r] += f === hot ? weight : 0 * weight;
    }
  }
}
