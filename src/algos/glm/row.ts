import { INVERSE } from '../../engine/js/link.js';
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
  const { terms, starts } = levelTerms(data);
  const slopes = beta.slice(catOffsets[cats], -1);
  const intercept = beta[beta.length - 1];
  const { link, linkParameter, threshold } = outcome;
  const isValue = outcome.kind === 'value';
  const inverse = INVERSE[link];
  const input = new RowBlock(kernels.matrix(width, 1));
  const preds = new RowBlock(kernels.matrix(predsSize, 1));
  const { cells } = input;
  const answer = preds.cells;

  return {
    input,
    preds,
    score(_, offsets) {
      let missing = false;
      let eta = 0;
      for (let c = 0; c < cats; c++) {
        let x = cells[c];
        if (Number.isNaN(x)) {
          if (imputation === undefined) missing = true;
          // Scoring leaves the value for NA in the cell.
          else x = cells[c] = imputation[c];
        }
        // Those that Java's (int) makes the number of a level; all of them fit into an int.
        if (x > -1 && x < starts[c + 1] - starts[c]) eta += terms[starts[c] + (x | 0)];
      }
      for (let c = cats; c < width; c++) {
        let x = cells[c];
        if (Number.isNaN(x) && imputation !== undefined) x = cells[c] = imputation[c];
        eta += slopes[c - cats] * x;
      }
      eta += intercept;
      const value = inverse(eta + (offsets === undefined ? 0 : offsets[0]), linkParameter);
      if (isValue) answer[0] = value;
      else {
        answer[0] = value >= threshold ? 1 : 0;
        answer[1] = 1 - value;
        answer[2] = value;
      }
      return missing ? [missingCategory(0)] : NONE;
    },
  };
}

/**
 * What each level adds to the sum: those of column c are terms[starts[c]] up to terms[starts[c + 1] - 1]. The first level of models without
 * a coefficient for it adds 0, which changes no sum that began with 0.
 */
function levelTerms({ cats, catOffsets, useAllFactorLevels, predictors: [beta] }: GlmData) {
  const more = useAllFactorLevels ? 0 : 1;
  const starts = catOffsets.map((offset, c) => offset + c * more);
  const terms = new Float64Array(starts[cats]);
  for (let c = 0; c < cats; c++) {
    terms.set(beta.subarray(catOffsets[c], catOffsets[c + 1]), starts[c] + more);
  }
  return { terms, starts };
}
