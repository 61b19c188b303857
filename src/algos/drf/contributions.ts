import { ModelDetails } from '../../mojo/model-details.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { Contributions } from '../algorithm.js';
import { refusal, treeContributions } from '../tree/contributions.js';
import type { DrfData } from './read.js';

const f = Math.fround;

/**
 * Contributions to a mean over trees (ContributionsPredictorDRF). Those of a binomial model are to the probability of class 1, whose
 * trees tell class 0: the sign turns, and the 1 is shared out among the features that the model uses and the bias.
 */
export function drfContributions(archive: Archive, info: ModelInfo, data: DrfData): Contributions {
  if (data.binomialDoubleTrees) {
    throw refusal(info, 'one tree a group', 'models with binomial_double_trees have none');
  }
  const regression = info.category === 'Regression';
  const share = regression ? 0 : f(1 / (usedVariables(archive, info) + 1));
  const divisor = regression ? data.forest.groupCount : -data.forest.groupCount;
  return treeContributions(info, data.forest, 0, (contributions) => {
    contributions.forEach((value, i) => {
      if (value !== 0) contributions[i] = f(share + f(value / divisor));
    });
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
