import { INVERSE } from '../../engine/js/link.js';
import { toJavaInt } from '../../engine/java-int.js';
import type { Kernels } from '../../engine/kernels.js';
import { RowBlock } from '../../engine/row-block.js';
import type { RowFailure, Scorer } from '../algorithm.js';
import type { GlmData, SingleOutcome } from './read.js';
import { missingCategory } from './score.js';

const NONE: readonly RowFailure[] = [];

/** As loadGlm, of one predictor and one row at a time, in plain code: less work than a call for each step. */
export function loadGlmRow(data: GlmData, outcome: SingleOutcome, kernels: Kernels): Scorer {
  const { cats, catOffsets, imputation, width, predsSize } = data;
  const [beta] = data.predictors;
  const intercept = beta[beta.length - 1];
  const skipped = data.useAllFactorLevels ? 0 : 1;
  const toNumbers = catOffsets[cats] - cats;
  const { kind, linkParameter, threshold } = outcome;
  const inverse = INVERSE[outcome.link];
  const input = new RowBlock(kernels.matrix(width, 1));
  const preds = new RowBlock(kernels.matrix(predsSize, 1));
  const { cells } = input;
  const answer = preds.cells;

  /** The cell, with its value for NA where there is one; scoring leaves that there. */
  function imputed(c: number): number {
    const x = cells[c];
    return Number.isNaN(x) && imputation !== undefined ? (cells[c] = imputation[c]) : x;
  }

  return {
    input,
    preds,
    score(_, offsets) {
      let missing = false;
      let eta = 0;
      for (let c = 0; c < cats; c++) {
        const x = imputed(c);
        if (Number.isNaN(x)) missing = true;
        const at = catOffsets[c] + toJavaInt(x) - skipped;
        if (at >= catOffsets[c] && at < catOffsets[c + 1]) eta += beta[at];
      }
      for (let c = cats; c < width; c++) eta += beta[toNumbers + c] * imputed(c);
      eta += intercept;
      const value = inverse(eta + (offsets === undefined ? 0 : offsets[0]), linkParameter);
      if (kind === 'value') answer[0] = value;
      else {
        answer[0] = value >= threshold ? 1 : 0;
        answer[1] = 1 - value;
        answer[2] = value;
      }
      return missing ? [missingCategory(0)] : NONE;
    },
  };
}
