import { toJavaInt } from '../../engine/java-int.js';
import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { fillInput } from '../nested/score.js';
import { RowFailures } from '../row-failures.js';
import type { KLimeData, Regression } from './read.js';
import { reasonCodes, type ReasonCode } from './reason-codes.js';

/** Cells of a prediction. */
const VALUE = 0;
const CLUSTER = 1;
const REASONS = 2;

/** Why genmodel has no answer. */
const NO_CLUSTER = 'no cluster is nearest';

/** KLimeMojoModel.score0: the linear model of the row's cluster. */
export function loadKLime(data: KLimeData, kernels: Kernels, capacity: number): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(data.predsSize, capacity);
  const clustering = data.clustering.data.load(kernels, capacity);
  const regressions = data.regressions.map((regression) =>
    loadRegression(regression, kernels, capacity),
  );
  return {
    input,
    preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      fillInput(clustering, data.clusterPositions, input, rows);
      for (const failure of clustering.score(rows)) failures.addFailure(failure);
      const clusters = clustering.preds.columns[0];
      const groups = groupRows(data, clusters, rows, failures);
      for (const column of preds.columns.slice(REASONS)) column.fill(NaN, 0, rows);
      preds.columns[CLUSTER]?.set(clusters.subarray(0, rows));
      groups.forEach((group, i) => {
        regressions[i](group, input.columns, preds.columns, failures);
      });
      return failures.list();
    },
  };
}

/** The rows of each regression. A cluster outside the list is no cluster: all distances were NaN or infinite. */
function groupRows(
  { regressions, clusterCount, regressionOfCluster }: KLimeData,
  clusters: Float64Array,
  rows: number,
  failures: RowFailures,
): number[][] {
  const groups = regressions.map((): number[] => []);
  for (let r = 0; r < rows; r++) {
    const cluster = toJavaInt(clusters[r]);
    if (cluster < 0 || cluster >= clusterCount) failures.add(r, NO_CLUSTER);
    else groups[regressionOfCluster.get(cluster) ?? 0].push(r);
  }
  return groups;
}

/** Scores some rows of `input`, and writes value and reason codes to the same rows of `preds`. */
type RowsScorer = (
  rows: readonly number[],
  input: readonly Float64Array[],
  preds: readonly Float64Array[],
  failures: RowFailures,
) => void;

function loadRegression(
  { model, linear }: Regression,
  kernels: Kernels,
  capacity: number,
): RowsScorer {
  const scorer = model.data.load(kernels, capacity);
  const codes = reasonCodes(linear);
  return (rows, input, preds, failures) => {
    if (rows.length === 0) return;
    scorer.input.columns.forEach((column, c) => gather(input[c], rows, column));
    for (const { row, error } of scorer.score(rows.length)) {
      failures.addFailure({ row: rows[row], error });
    }
    scatter(scorer.preds.columns[0], rows, preds[VALUE]);
    if (preds.length === 1) return;
    codes.forEach((code, c) => {
      // Scoring has put values for NA into its input, and the codes are those of these values.
      explain(code, scorer.input.columns[c], rows, preds[REASONS + c]);
    });
  };
}

function gather(from: Float64Array, rows: readonly number[], to: Float64Array): void {
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]];
}

function scatter(from: Float64Array, rows: readonly number[], to: Float64Array): void {
  for (let i = 0; i < rows.length; i++) to[rows[i]] = from[i];
}

function explain(
  code: ReasonCode,
  from: Float64Array,
  rows: readonly number[],
  to: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) to[rows[i]] = code(from[i]);
}
