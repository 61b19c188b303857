import type { ModelInfo } from '../../mojo/model-info.js';
import type { ForestSource, TreeData } from '../tree/read.js';

export interface IsolationForestData {
  readonly forest: ForestSource;
  /** Shortest and longest sum of path lengths over the trees that training saw. */
  readonly minPathLength: number;
  readonly maxPathLength: number;
  /** The model was trained with a contamination or a validation frame: it flags anomalies (from MOJO 1.40). */
  readonly outputAnomalyFlag: boolean;
  readonly defaultThreshold: number;
}

/** The keys of IsolationForestMojoReader. */
export function readIsolationForest(info: ModelInfo, { forest }: TreeData): IsolationForestData {
  return {
    forest,
    minPathLength: info.int('min_path_length', 0),
    maxPathLength: info.int('max_path_length', 0),
    outputAnomalyFlag: info.boolean('output_anomaly_flag', false),
    defaultThreshold: info.defaultThreshold,
  };
}
