import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { fillInput, loadOnce } from '../nested/score.js';
import { RowFailures } from '../row-failures.js';
import type { PipelineData } from './read.js';

/** MojoPipeline.score0: the main model's row is made of the pipeline's columns and of other models' predictions. */
export function loadPipeline(data: PipelineData, kernels: Kernels, capacity: number): Scorer {
  const input = kernels.block(data.width, capacity);
  const scorers = loadOnce(
    data.models.map(({ model }) => model),
    kernels,
    capacity,
  );
  const main = data.main.data.load(kernels, capacity);
  return {
    input,
    preds: main.preds,
    score(rows, offsets, context) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      fillInput(main, data.mainPositions, input, rows);
      data.models.forEach(({ positions, columns }, i) => {
        const scorer = scorers[i];
        fillInput(scorer, positions, input, rows);
        const failed = scorer.score(rows, undefined, context);
        for (const failure of failed) failures.addFailure(failure);
        for (const { cell, target } of columns) {
          main.input.columns[target].set(scorer.preds.columns[cell].subarray(0, rows));
        }
      });
      const failed = main.score(rows, undefined, context);
      for (const failure of failed) failures.addFailure(failure);
      return failures.list();
    },
  };
}
