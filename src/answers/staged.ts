import { ModelCategoryError } from '../errors.js';
import type { LoadedModel } from '../algos/algorithm.js';
import type { Answer, OutputColumn } from './answer.js';

/**
 * Staged predictions: what the model would say after each tree group, group by group and class by class
 * (SharedTreeMojoModel.scoreStagedPredictions: one number per tree; binomial models give class 0; without offset).
 */
export function stagedAnswer({ info, data, scorer }: LoadedModel): Answer {
  if (data.trees === undefined || scorer.staged === undefined) {
    throw new ModelCategoryError(
      `h2o-genmodel has no staged predictions for ${info.algorithm}`,
      'a model of trees that has stages',
      info.algorithm,
    );
  }
  const { groupCount, treesPerGroup } = data.trees.forest;
  const columns: OutputColumn[] = [];
  for (let g = 0; g < groupCount; g++) {
    for (let c = 0; c < treesPerGroup; c++)
      columns.push({ name: `T${g + 1}.C${c + 1}`, kind: 'number' });
  }
  const first = info.nClasses === 1 ? 0 : 1;
  return {
    columns,
    run(rows, _, out, at) {
      scorer.staged?.(rows, (group) => {
        for (let c = 0; c < treesPerGroup; c++) {
          const stage = scorer.preds.columns[first + c];
          out[group * treesPerGroup + c]?.set(stage.subarray(0, rows), at);
        }
      });
      return [];
    },
  };
}
