import type { Block, Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { RowFailures } from '../row-failures.js';
import type { SvmData } from './read.js';

/** SvmMojoModel: the margin, and for two classes "probabilities" that are margins too. */
export function loadSvm(data: SvmData, kernels: Kernels, capacity: number): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(data.predsSize, capacity);
  return {
    input,
    preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      const margins = preds.columns[data.predsSize - 1];
      sumMargins(data, input, rows, margins);
      if (data.threshold !== undefined) {
        labelMargins(preds, rows, data.threshold, data.defaultThreshold);
      }
      return failures.list();
    },
  };
}

/** The intercept, then weight * value column by column; NA is the column's mean where means are imputed. */
function sumMargins(data: SvmData, input: Block, rows: number, margins: Float64Array): void {
  const { weights, means } = data;
  margins.fill(data.intercept, 0, rows);
  input.columns.forEach((column, c) => {
    const weight = weights[c];
    const mean = means ? means[c] : NaN;
    for (let r = 0; r < rows; r++) {
      const x = column[r];
      margins[r] += (Number.isNaN(x) ? mean : x) * weight;
    }
  });
}

/** Margins in the cells of the probabilities, kept on their side of the default threshold. */
function labelMargins(preds: Block, rows: number, threshold: number, bound: number): void {
  const [label, p0, p1] = preds.columns;
  for (let r = 0; r < rows; r++) {
    const margin = p1[r];
    if (margin > threshold) {
      p1[r] = margin < bound ? bound : margin;
      p0[r] = p1[r] - 1;
      label[r] = 1;
    } else {
      p1[r] = margin >= bound ? bound - 1 : margin;
      p0[r] = p1[r] + 1;
      label[r] = 0;
    }
  }
}
