import type { Block, Kernels, LinearKernel } from '../../engine/kernels.js';
import { CellState } from '../../frame/input-plan.js';
import type { Scorer } from '../algorithm.js';
import { complement, labelFirstLargest } from '../labels.js';
import { impute } from '../linear/impute.js';
import { RowFailures } from '../row-failures.js';
import type { SplineInput } from './inputs.js';
import type { GamData } from './read.js';
import type { Spline } from './spline.js';

/** GamMojoModel, GamMojoMultinomialModel: splines into the row, then the GLM. */
export function loadGam(
  data: GamData,
  width: number,
  splineInputs: readonly SplineInput[],
  kernels: Kernels,
  capacity: number,
): Scorer {
  const { cats, catOffsets, useAllFactorLevels } = data;
  const input = kernels.block(width, capacity);
  const preds = kernels.block(data.predsSize, capacity);
  const nums = data.width - cats;
  const predictors = data.predictors.map((beta) =>
    kernels.linear({ cats, catOffsets, nums, useAllFactorLevels, beta }),
  );
  const expanders = data.splines.map((spline) => splineExpander(spline, splineInputs, input));
  return {
    input,
    preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      const given = splineCellsGiven(data, input, rows);
      for (const expand of expanders) expand(rows, given, failures);
      failures.refuseOffsets(rows, offsets);
      impute(input.columns, rows, data.imputation);
      // A missing category that is not imputed is level 0.
      for (let c = 0; c < cats; c++) impute([input.columns[c]], rows, Float64Array.of(0));
      predict(data, kernels, predictors, input, preds, rows);
      return failures.list();
    },
  };
}

/** Rows that bring cells of the splines with them: genmodel then computes none of them. */
function splineCellsGiven(data: GamData, input: Block, rows: number): Uint8Array {
  const given = new Uint8Array(rows);
  for (const column of input.columns.slice(data.firstSplineCell, data.width)) {
    for (let r = 0; r < rows; r++) if (!Number.isNaN(column[r])) given[r] = 1;
  }
  return given;
}

type Expander = (rows: number, given: Uint8Array, failures: RowFailures) => void;

/** Fills the cells of a spline, in the rows that have values for all its columns. */
function splineExpander(
  { columns, target, basis }: Spline,
  splineInputs: readonly SplineInput[],
  input: Block,
): Expander {
  const sources = columns.map((column) => splineInputs.find(({ name }) => name === column)!);
  const values = new Float64Array(columns.length);
  const cells = new Float64Array(basis?.size ?? 0);
  return (rows, given, failures) => {
    const block = input.columns;
    for (let r = 0; r < rows; r++) {
      if (given[r] === 1 || failures.has(r)) continue;
      const state = readValues(block, sources, r, values, failures);
      if (state !== 'complete') continue;
      if (basis === undefined) {
        failures.add(r, 'h2o-genmodel mistakes the tables of a spline of this model');
        continue;
      }
      basis.expand(values, cells);
      for (let i = 0; i < cells.length; i++) block[target + i][r] = cells[i];
    }
  };
}

/** Column by column: the first one that is missing, or no number, ends it. */
function readValues(
  block: readonly Float64Array[],
  sources: readonly SplineInput[],
  row: number,
  values: Float64Array,
  failures: RowFailures,
): 'complete' | 'incomplete' {
  for (let i = 0; i < sources.length; i++) {
    const { name, value, state } = sources[i];
    const found = block[state][row];
    if (found === CellState.INVALID) {
      failures.add(row, 'the spline column has no number, and none is converted to NA', name);
      return 'incomplete';
    }
    if (found !== CellState.NUMBER) return 'incomplete';
    values[i] = block[value][row];
  }
  return 'complete';
}

function predict(
  { outcome, predsSize }: GamData,
  kernels: Kernels,
  predictors: readonly LinearKernel[],
  input: Block,
  preds: Block,
  rows: number,
): void {
  const first = outcome.kind === 'value' ? 0 : 1;
  predictors.forEach((predictor, c) => predictor.run(input, rows, preds, first + c));
  switch (outcome.kind) {
    case 'value':
      kernels.linkInverse(outcome.link, preds, 0, rows, outcome.linkParameter);
      return;
    case 'binomial': {
      kernels.linkInverse(outcome.link, preds, 1, rows, outcome.linkParameter);
      const [label, p0, p1] = preds.columns;
      p1.set(p0.subarray(0, rows));
      complement(p0, p1, rows);
      for (let r = 0; r < rows; r++) label[r] = p1[r] >= outcome.threshold ? 1 : 0;
      return;
    }
    case 'multinomial':
      kernels.softmaxColumnsGlm(preds, 1, predsSize - 1, rows);
      labelFirstLargest(preds, rows);
      return;
    case 'ordinal':
      finishOrdinal(kernels, preds, rows);
  }
}

/** postPredOrdinal: P(class <= c) = 1 / (1 + exp(-eta_c)); the label is the first class whose eta is above 0, else the last. */
function finishOrdinal(kernels: Kernels, preds: Block, rows: number): void {
  const columns = preds.columns;
  const last = columns.length - 1;
  const label = columns[0];
  for (let r = 0; r < rows; r++) {
    let c = 1;
    while (c < last && !(columns[c][r] > 0)) c++;
    label[r] = c - 1;
  }
  for (let c = 1; c < last; c++) kernels.linkInverse('glm-logit', preds, c, rows);
  for (let r = 0; r < rows; r++) {
    let previous = 0;
    for (let c = 1; c < last; c++) {
      const cumulative = columns[c][r];
      columns[c][r] = cumulative - previous;
      previous = cumulative;
    }
    columns[last][r] = 1 - previous;
  }
}
