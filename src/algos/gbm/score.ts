import { toJavaInt } from '../../engine/java-int.js';
import type { Block, Kernels } from '../../engine/kernels.js';
import type { RowFailure, Scorer } from '../algorithm.js';
import { complement, copyColumn, labelClasses } from '../labels.js';
import { RowFailures } from '../row-failures.js';
import { addToColumn, treeScorer } from '../tree/score.js';
import type { GbmData } from './read.js';

/** GbmMojoModel.unifyPreds: link function, class probabilities, correction, label. */
export function loadGbm(data: GbmData, kernels: Kernels, capacity: number): Scorer {
  const { distribution, linkInverse, initF, nClasses } = data;
  const binomial =
    distribution === 'bernoulli' ||
    distribution === 'quasibinomial' ||
    distribution === 'modified_huber';
  // A classifier of any other distribution, which only custom ones are, is scored as a regression.
  const mistaken = !binomial && distribution !== 'multinomial' && nClasses > 1;
  const shape = {
    predsSize: data.predsSize,
    firstSum: nClasses === 1 ? 0 : 1,
    ...(mistaken && { failures: labelsOutside(nClasses) }),
  };

  return treeScorer(data.forest, kernels, capacity, shape, (preds) => (rows, offsets, input) => {
    const columns = preds.columns;
    if (binomial) {
      const p1 = columns[2];
      copyColumn(p1, columns[1], rows);
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
      // The result stands where the label is read from; the sums stay what they are.
      if (mistaken) for (let r = 0; r < rows; r++) columns[0][r] = toJavaInt(columns[0][r]);
      return;
    }
    labelClasses(data.labels, preds, input, rows);
  });
}

/** Labels that are the number of no class: EasyPredictModelWrapper.predictBinomial fails on them. */
function labelsOutside(nClasses: number): (preds: Block, rows: number) => readonly RowFailure[] {
  return (preds, rows) => {
    const labels = preds.columns[0];
    const failures = new RowFailures();
    for (let r = 0; r < rows; r++) {
      if (labels[r] >= 0 && labels[r] < nClasses) continue;
      failures.add(r, `the label ${labels[r]} is the number of none of the ${nClasses} classes`);
    }
    return failures.list();
  };
}
