import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { readLabelRule, type LabelRule } from '../labels.js';
import type { ForestSource, TreeData } from '../tree/read.js';

export interface DrfData {
  readonly forest: ForestSource;
  readonly binomialDoubleTrees: boolean;
  readonly nClasses: number;
  readonly predsSize: number;
  readonly labels: LabelRule;
}

/** The keys of DrfMojoReader. */
export function readDrf(info: ModelInfo, { forest }: TreeData): DrfData {
  checkClasses(info);
  return {
    forest,
    binomialDoubleTrees: info.boolean('binomial_double_trees'),
    nClasses: info.nClasses,
    predsSize: info.nClasses === 1 ? 1 : info.nClasses + 1,
    labels: readLabelRule(info),
  };
}

/**
 * DrfMojoModel.unifyPreds takes one class for a regression and all other numbers for classes. Where the category says otherwise, it
 * fails on every row (no class, or more than the prediction has room for) or answers the same whatever the row (a regression of none).
 */
function checkClasses(info: ModelInfo): void {
  const { category, nClasses } = info;
  const classifier = isClassifier(category);
  if (classifier ? nClasses >= 2 : nClasses === 1) return;
  throw info.wrong('n_classes', `${classifier ? '2 or more' : '1'}, as category = ${category}`);
}
