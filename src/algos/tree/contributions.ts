import type { ForestTable } from '../../engine/forest-table.js';
import { ModelCategoryError } from '../../errors.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { Contributions } from '../algorithm.js';
import { TreeShap } from './shap.js';

/**
 * TreeSHAP contributions of a forest (SharedTreeMojoModelWithContributions). `bias` is added to the last one; `finish` changes
 * the sums at the end. Throws ModelCategoryError for models that genmodel has no contributions for.
 */
export function treeContributions(
  info: ModelInfo,
  forest: ForestTable,
  bias: number,
  finish: (contributions: Float32Array) => void = () => undefined,
): Contributions {
  if (info.nClasses > 2 || info.category === 'Multinomial') {
    throw refusal(info, 'a model of two classes or a regression', 'multinomial models have none');
  }
  if (info.mojoVersion < 1.2) {
    throw refusal(info, 'MOJO 1.20 or later', 'the trees of MOJO 1.00 and 1.10 have none');
  }
  const shap = new TreeShap(forest);
  return {
    names: [...info.columns.slice(0, info.nFeatures), 'BiasTerm'],
    of(input, row, out) {
      out.fill(0);
      out[out.length - 1] = bias;
      shap.add(input.columns, row, out);
      finish(out);
    },
  };
}

/** The error of a model that has no contributions. */
export function refusal(info: ModelInfo, needs: string, why: string): ModelCategoryError {
  const has = `${info.algorithm}, ${info.category}, MOJO ${info.mojoVersion.toFixed(2)}`;
  return new ModelCategoryError(`contributions: ${why}; this is ${has}`, needs, has);
}
