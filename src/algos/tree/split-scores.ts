import type { DescribedForest } from '../../engine/forest-table.js';
import type { SplitScores } from '../algorithm.js';

/** What is known of splits besides the table, by node. */
export interface SplitNotes {
  /** What a split counts for, in place of its column. */
  readonly features: Int32Array;
  readonly gains: Float32Array;
}

/**
 * Sums over all splits of a forest by feature (XGBoostJavaVariableImportance, FeatureScore). `names`: of the columns, or of the
 * features of `notes`. Cost: linear in nodes.
 */
export function addSplits(
  names: readonly string[],
  { column, weight }: DescribedForest,
  notes?: SplitNotes,
): SplitScores {
  const features = notes?.features ?? column;
  const frequency = new Float64Array(names.length);
  const cover = new Float64Array(names.length);
  const gain = new Float64Array(names.length);
  for (let node = 0; node < column.length; node++) {
    if (column[node] < 0) continue;
    const feature = features[node];
    frequency[feature]++;
    cover[feature] += weight[node];
    if (notes) gain[feature] += notes.gains[node];
  }
  return {
    names,
    gain: notes && gain,
    // MOJO 1.00 of GBM and DRF has no weights.
    cover: cover.some(Number.isNaN) ? undefined : cover,
    frequency,
  };
}
