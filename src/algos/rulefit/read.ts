import { UnsupportedMojoError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { ReadContext } from '../algorithm.js';
import { NestedModels, type NestedModel } from '../nested/read.js';
import { readRuleColumns, type RuleColumn } from './rules.js';

/** What genmodel meets in every row of a model: the row has no answer. */
export type Failure = string;

export interface RuleFitData {
  readonly width: number;
  readonly linear: NestedModel;
  /** A column of the linear model per tree, or per tree and class; empty for a model without rules. */
  readonly rules: readonly RuleColumn[];
  /** Column of the linear model for each of the rules' columns and then each feature, -1: not used. */
  readonly targets: Int32Array | Failure;
}

/** `model_type` 0, 1, and any other number. */
type ModelType = 'linear' | 'rules-and-linear' | 'rules';

/** The keys of RuleFitMojoReader that scoring needs. */
export function readRuleFit(archive: Archive, info: ModelInfo, context: ReadContext): RuleFitData {
  const linear = new NestedModels(archive, info, context).at('linear_model');
  checkLinearModel(info, linear);
  const type = modelType(info.int('model_type'));
  const rules = type === 'linear' ? [] : readRuleColumns(info, linear.info);
  return {
    width: info.nFeatures,
    linear,
    rules,
    targets: readTargets(info, linear.info, rules.length, type),
  };
}

function modelType(number: number): ModelType {
  if (number === 0) return 'linear';
  return number === 1 ? 'rules-and-linear' : 'rules';
}

/** Its answers are those of the whole, so they must be of the same form. */
function checkLinearModel(info: ModelInfo, { info: linear, data }: NestedModel): void {
  const size = isClassifier(info.category) ? info.nClasses + 1 : 1;
  if (data.predsSize !== size || data.inputs.width !== linear.nFeatures) {
    throw new UnsupportedMojoError(
      `a RuleFit model of category ${info.category} on ${linear.algorithm} of category ${linear.category} has no defined answers`,
      { algorithm: info.algorithm },
    );
  }
}

/** RuleFitMojoModel.map: `linear_names` are the names that the linear model gave to its columns. */
function readTargets(
  info: ModelInfo,
  linear: ModelInfo,
  ruleCount: number,
  type: ModelType,
): Int32Array | Failure {
  const count = info.int('linear_names_len');
  const given = ruleCount + (type === 'rules' ? 0 : info.nFeatures);
  const used = linear.nFeatures;
  if (used > count || used > given) return 'the linear model has more columns than it is given';
  const targets = new Int32Array(given).fill(-1);
  for (let i = 0; i < used; i++) {
    const target = linear.columns.indexOf(info.string(`linear_names_${i}`));
    if (target < 0 || target >= used) {
      return 'the linear model lacks a column that it is given';
    }
    targets[i] = target;
  }
  return targets;
}
