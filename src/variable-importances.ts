import type { ModelData, SplitScores } from './algos/algorithm.js';
import { addSplits } from './algos/tree/split-scores.js';
import { ArgumentError, ModelCategoryError } from './errors.js';
import type { ModelDetails } from './mojo/model-details.js';
import type { ModelInfo } from './mojo/model-info.js';

/**
 * What importances measure. `relative`: what H2O's table has, by algorithm (trees: improvements of the splits). The others are added up
 * from a model's own trees: `gain` (XGBoost), `cover` (training weight that the splits parted), `frequency` (number of splits).
 */
export type ImportanceMeasure = (typeof MEASURES)[number];

const MEASURES = ['relative', 'gain', 'cover', 'frequency'] as const;

/** A line of H2O's table of variable importances. */
export interface VariableImportance {
  readonly variable: string;
  readonly relativeImportance: number;
  /** Relative to the largest. */
  readonly scaledImportance: number;
  /** Relative to the sum, 0 to 1. */
  readonly percentage: number;
}

/**
 * Importances, falling. Features without a split are in H2O's table only. Throws ModelCategoryError where the MOJO has no such
 * importances, ArgumentError for another measure.
 */
export function variableImportances(
  info: ModelInfo,
  data: ModelData,
  details: ModelDetails | undefined,
  measure: ImportanceMeasure,
): readonly VariableImportance[] {
  if (!MEASURES.includes(measure)) {
    throw new ArgumentError('measure', MEASURES.join(', '), measure);
  }
  const scores = splitScores(info, data);
  if (measure !== 'relative') {
    const values = scores?.[measure];
    if (scores && values) return ranked(scores.names, values);
    throw missing(info, measure, scores);
  }
  const table = details?.variableImportances;
  if (table) return table.rows.map(toImportance);
  // H2O's table of an XGBoost model has the gains.
  if (scores?.gain) return ranked(scores.names, scores.gain);
  throw missing(info, measure, scores);
}

function splitScores(info: ModelInfo, data: ModelData): SplitScores | undefined {
  if (data.splitScores) return data.splitScores();
  return data.trees && addSplits(info.columns.slice(0, info.nFeatures), data.trees.described);
}

/** ModelMetrics.calcVarImp. */
function ranked(names: readonly string[], values: Float64Array): VariableImportance[] {
  const order = [...names.keys()]
    .filter((i) => values[i] !== 0)
    .sort((a, b) => values[b] - values[a]);
  const total = order.reduce((sum, i) => sum + values[i], 0);
  return order.map((i) => ({
    variable: names[i],
    relativeImportance: values[i],
    scaledImportance: values[i] / values[order[0]],
    percentage: values[i] / total,
  }));
}

function toImportance(row: readonly unknown[]): VariableImportance {
  const [variable, relative, scaled, percentage] = row;
  return {
    variable: String(variable),
    relativeImportance: Number(relative ?? NaN),
    scaledImportance: Number(scaled ?? NaN),
    percentage: Number(percentage ?? NaN),
  };
}

function missing(
  info: ModelInfo,
  measure: ImportanceMeasure,
  scores: SplitScores | undefined,
): ModelCategoryError {
  const others = (['gain', 'cover', 'frequency'] as const).filter((other) => scores?.[other]);
  const advice = others.length === 0 ? '' : `; ask for ${others.join(' or ')}`;
  const why =
    measure === 'relative'
      ? 'the MOJO has no table of variable importances'
      : `the MOJO does not tell the ${measure} of splits`;
  return new ModelCategoryError(
    `${why}${advice}; this is ${info.algorithm}, MOJO ${info.mojoVersion.toFixed(2)}`,
    measure === 'relative' ? 'a table of variable importances' : 'a model of trees',
    info.algorithm,
  );
}
