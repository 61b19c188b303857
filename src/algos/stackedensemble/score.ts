import { log } from '../../../assembly/math.js';
import type { Block, Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { fillInput, loadOnce } from '../nested/score.js';
import { RowFailures } from '../row-failures.js';
import type { StackedEnsembleData } from './read.js';

/** StackedEnsembleMojoModel.score0: predictions of the base models, side by side, are the metalearner's row. */
export function loadStackedEnsemble(
  { width, baseModels, metalearner, cells, logit }: StackedEnsembleData,
  kernels: Kernels,
  capacity: number,
): Scorer {
  const input = kernels.block(width, capacity);
  const scorers = loadOnce(
    baseModels.map(({ model }) => model),
    kernels,
    capacity,
  );
  const meta = metalearner.data.load(kernels, capacity);
  const metaWidth = metalearner.info.nFeatures;
  return {
    input,
    preds: meta.preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      const levelOne = meta.input;
      // A base model without weight is left out of the MOJO: its prediction is 0.
      clear(levelOne, metaWidth, rows);
      baseModels.forEach(({ positions, target }, i) => {
        const scorer = scorers[i];
        fillInput(scorer, positions, input, rows);
        for (const failure of scorer.score(rows)) failures.addFailure(failure);
        cells.forEach((cell, k) => {
          if (target + k >= metaWidth) return;
          levelOne.columns[target + k].set(scorer.preds.columns[cell].subarray(0, rows));
        });
      });
      if (logit) toLogits(levelOne, metaWidth, rows);
      for (const failure of meta.score(rows)) failures.addFailure(failure);
      return failures.list();
    },
  };
}

/** Cells behind the metalearner's features are its own affair: NaN, as in any model within a model. */
function clear(block: Block, width: number, rows: number): void {
  block.columns.forEach((column, c) => column.fill(c < width ? 0 : NaN, 0, rows));
}

/** StackedEnsembleMojoModel.logitTransformRow, with its bounds. */
function toLogits(block: Block, width: number, rows: number): void {
  for (const column of block.columns.slice(0, width)) {
    for (let r = 0; r < rows; r++) {
      const p = Math.min(1 - 1e-9, Math.max(column[r], 1e-9));
      const odds = p / (1 - p);
      column[r] = odds === 0 ? -19 : Math.max(-19, log(odds));
    }
  }
}
