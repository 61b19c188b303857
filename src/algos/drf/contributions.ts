import type { DescribedForest } from '../../engine/forest-table.js';
import type { Kernels } from '../../engine/kernels.js';
import { ModelDetails } from '../../mojo/model-details.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { Contributions } from '../algorithm.js';
import { refusal, treeContributions } from '../tree/contributions.js';
import type { DrfData } from './read.js';

const f = Math.fround;

/**
 * Contributions to a mean over trees (ContributionsPredictorDRF). Those of a binomial model are to the probability of class 1, whose
 * trees tell class 0: the sign turns, and the 1 is shared out among the features that the model uses and the bias. With `multinomial`
 * those of several classes are to the mean of each class's trees, which the prediction divides by their total.
 */
export function drfContributions(
  archive: Archive,
  info: ModelInfo,
  data: DrfData,
  forest: DescribedForest,
  multinomial: boolean,
  kernels: Kernels,
): Contributions {
  const { binomialDoubleTrees } = data;
  if (binomialDoubleTrees && !multinomial) {
    throw refusal(
      info,
      'one tree a group',
      "H2O has none for models with binomial_double_trees; ask for those to each class's mean (multinomial: true, --multinomial)",
    );
  }
  const turned = info.nClasses === 2 && !binomialDoubleTrees;
  const share = turned ? f(1 / (usedVariables(archive, info) + 1)) : 0;
  const divisor = turned ? -forest.groupCount : forest.groupCount;
  return treeContributions(info, forest, multinomial, kernels, 0, {
    contributions(values) {
      values.forEach((value, i) => {
        if (value !== 0) values[i] = f(share + f(value / divisor));
      });
    },
    divisor,
  });
}

/** Number of features with an importance, from the model's details. */
function usedVariables(archive: Archive, info: ModelInfo): number {
  const importances = ModelDetails.of(archive)?.variableImportances;
  if (!importances) {
    throw refusal(
      info,
      'variable importances',
      'the MOJO lacks the variable importances that they need',
    );
  }
  return importances.rows.filter((row) => row[1] !== 0).length;
}
