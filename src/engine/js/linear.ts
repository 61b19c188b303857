// Linear predictors in the order of sums of GlmMojoModel.glmScore0.
import type { Block, LinearKernel, LinearSpec } from '../kernels.js';
import { toJavaInt } from '../java-int.js';

/** The predictor of `spec`; its arrays are used as they are and must not change. */
export function createLinear(spec: LinearSpec): LinearKernel {
  return {
    run: (input, rows, out, column) => {
      const eta = out.columns[column];
      for (let row = 0; row < rows; row++) eta[row] = predictor(spec, input, row);
    },
  };
}

function predictor(spec: LinearSpec, input: Block, row: number): number {
  const { cats, nums, beta, catOffsets, useAllFactorLevels } = spec;
  const { columns } = input;
  const skipped = useAllFactorLevels ? 0 : 1;
  let eta = 0;
  for (let c = 0; c < cats; c++) {
    const level = toJavaInt(columns[c][row]) - skipped;
    // Level 0 without a coefficient is the one below 0 here; unseen levels lie behind the last one.
    if (level >= 0 && catOffsets[c] + level < catOffsets[c + 1]) eta += beta[catOffsets[c] + level];
  }
  const firstNumber = catOffsets[cats];
  for (let i = 0; i < nums; i++) eta += beta[firstNumber + i] * columns[cats + i][row];
  return eta + beta[beta.length - 1];
}
