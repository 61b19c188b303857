import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { complement, labelClasses } from '../labels.js';
import { addToColumn, treeScorer } from '../tree/score.js';
import type { GbmData } from './read.js';

/** GbmMojoModel.unifyPreds: link function, class probabilities, correction, label. */
export function loadGbm(data: GbmData, kernels: Kernels, capacity: number): Scorer {
  const { distribution, linkInverse, initF, nClasses } = data;
  const binomial =
    distribution === 'bernoulli' ||
    distribution === 'quasibinomial' ||
    distribution === 'modified_huber';
  const shape = { predsSize: data.predsSize, firstSum: nClasses === 1 ? 0 : 1 };

  return treeScorer(data.forest, kernels, capacity, shape, (input, preds) => (rows, offsets) => {
    const columns = preds.columns;
    if (binomial) {
      const p1 = columns[2];
      p1.set(columns[1].subarray(0, rows));
      addToColumn(p1, rows, initF, offsets);
      kernels.linkInverse(linkInverse, preds, 2, rows);
      complement(columns[1], p1, rows);
    } else if (distribution === 'multinomial') {
      if (nClasses === 2) {
        // One tree for two classes: the sum of class 1 is that of class 0 with the other sign.
        const f = columns[1];
        addToColumn(f, rows, initF, offsets);
        const opposite = columns[2];
        for (let r = 0; r < rows; r++) opposite[r] = -f[r];
      }
      kernels.softmaxColumns(preds, 1, nClasses, rows);
    } else {
      addToColumn(columns[0], rows, initF, offsets);
      kernels.linkInverse(linkInverse, preds, 0, rows);
      return;
    }
    labelClasses(data.labels, preds, input, rows);
  });
}
