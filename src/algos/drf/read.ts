import type { ForestTable } from '../../engine/forest-table.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { readLabelRule, type LabelRule } from '../labels.js';
import type { TreeData } from '../tree/read.js';

export interface DrfData {
  readonly forest: () => ForestTable;
  readonly binomialDoubleTrees: boolean;
  readonly nClasses: number;
  readonly predsSize: number;
  readonly labels: LabelRule;
}

/** The keys of DrfMojoReader. */
export function readDrf(info: ModelInfo, { forest }: TreeData): DrfData {
  return {
    forest,
    binomialDoubleTrees: info.boolean('binomial_double_trees'),
    nClasses: info.nClasses,
    predsSize: info.nClasses === 1 ? 1 : info.nClasses + 1,
    labels: readLabelRule(info),
  };
}
