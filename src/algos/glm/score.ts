import type { Block, Kernels } from '../../engine/kernels.js';
import { ScoringError } from '../../errors.js';
import type { RowFailure, Scorer } from '../algorithm.js';
import { complement, copyColumn, labelFirstLargest } from '../labels.js';
import { impute } from '../linear/impute.js';
import type { GlmData, SingleOutcome } from './read.js';

/** GlmMojoModel, GlmMultinomialMojoModel, GlmOrdinalMojoModel. */
export function loadGlm(data: GlmData, kernels: Kernels, capacity: number): Scorer {
  const { cats, nums, catOffsets, useAllFactorLevels, outcome } = data;
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(data.predsSize, capacity);
  const predictors = data.predictors.map((beta) =>
    kernels.linear({ cats, catOffsets, nums, useAllFactorLevels, beta }),
  );

  return {
    input,
    preds,
    score(rows, offsets) {
      if (data.imputation) impute(input.columns, rows, data.imputation);
      const failures = missingCategories(input, rows, cats);
      const first = outcome.kind === 'value' ? 0 : 1;
      for (let c = 0; c < predictors.length; c++) predictors[c].run(input, rows, preds, first + c);
      switch (outcome.kind) {
        case 'value':
        case 'binomial':
          finishSingle(kernels, outcome, preds, rows, offsets);
          return failures;
        case 'multinomial':
          kernels.softmaxColumnsGlm(preds, 1, data.nClasses, rows);
          labelFirstLargest(preds, rows);
          return failures;
        case 'ordinal':
          return [...failures, ...finishOrdinal(kernels, data.nClasses, preds, rows, offsets)];
      }
    },
  };
}

const NONE: readonly RowFailure[] = [];

/** Without imputation a missing category has no coefficient: H2O refuses the row. Such cells become 0 here, so that kernels can go on. */
function missingCategories(input: Block, rows: number, cats: number): readonly RowFailure[] {
  const { columns } = input;
  let missing: Set<number> | undefined;
  for (let c = 0; c < cats; c++) {
    const column = columns[c];
    for (let r = 0; r < rows; r++) {
      if (!Number.isNaN(column[r])) continue;
      missing ??= new Set();
      missing.add(r);
      column[r] = 0;
    }
  }
  return missing === undefined ? NONE : Array.from(missing, missingCategory);
}

/** What H2O says to a category that is missing. */
export function missingCategory(row: number): RowFailure {
  return {
    row,
    error: (n) =>
      new ScoringError('categorical value out of range (NA without imputation)', { row: n }),
  };
}

function finishSingle(
  kernels: Kernels,
  outcome: SingleOutcome,
  preds: Block,
  rows: number,
  offsets: Float64Array | undefined,
): void {
  const { kind, link, linkParameter, threshold } = outcome;
  const at = kind === 'value' ? 0 : 1;
  addOffsets(preds.columns[at], rows, offsets);
  kernels.linkInverse(link, preds, at, rows, linkParameter);
  if (kind === 'value') return;
  const [label, p0, p1] = preds.columns as [Float64Array, Float64Array, Float64Array];
  copyColumn(p1, p0, rows);
  complement(p0, p1, rows);
  for (let r = 0; r < rows; r++) label[r] = p1[r] >= threshold ? 1 : 0;
}

function addOffsets(column: Float64Array, rows: number, offsets: Float64Array | undefined): void {
  for (let r = 0; r < rows; r++) {
    column[r] = column[r] + (offsets === undefined ? 0 : offsets[r]);
  }
}

/** GlmOrdinalMojoModel: P(class <= c) = 1 / (1 + exp(-eta_c)); probabilities are their differences. */
function finishOrdinal(
  kernels: Kernels,
  nClasses: number,
  preds: Block,
  rows: number,
  offsets: Float64Array | undefined,
): RowFailure[] {
  const columns = preds.columns;
  for (let c = 1; c < nClasses; c++) {
    addOffsets(columns[c], rows, offsets);
    kernels.linkInverse('glm-logit', preds, c, rows);
  }
  const failures: RowFailure[] = [];
  for (let r = 0; r < rows; r++) {
    let previous = 0;
    for (let c = 1; c < nClasses; c++) {
      const column = columns[c];
      const cumulative = column[r];
      column[r] = cumulative - previous;
      previous = cumulative;
    }
    columns[nClasses][r] = 1 - previous;
    const label = largestPositive(columns, r);
    columns[0][r] = label;
    if (label < 0)
      failures.push({
        row: r,
        error: (row) => new ScoringError('no class has a positive probability', { row }),
      });
  }
  return failures;
}

/** The class of the first largest probability; -1 if none is positive, as ArrayUtils.maxIndex over a leading 0. */
function largestPositive(columns: readonly Float64Array[], row: number): number {
  let best = -1;
  let largest = 0;
  for (let c = 1; c < columns.length; c++) {
    const p = columns[c][row];
    if (p > largest) {
      largest = p;
      best = c - 1;
    }
  }
  return best;
}
