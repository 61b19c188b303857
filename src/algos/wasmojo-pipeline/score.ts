import type { Kernels, NumberRows } from '../../engine/kernels.js';
import type { Precision, Scorer } from '../algorithm.js';
import { loadOnce } from '../nested/score.js';
import { RowFailures } from '../row-failures.js';
import { copyRuns, toRuns, type LayerUnits, type Run } from './cells.js';
import { predsSize, type WasmojoPipelineData } from './read.js';
import { decide, type MemberScores } from './team.js';

/** Each layer once, in their order; the members on these; the team. Or the layers alone. */
export function loadWasmojoPipeline(
  data: WasmojoPipelineData,
  kernels: Kernels,
  capacity: number,
  precision: Precision,
): Scorer {
  const { width, layers, features, members, team } = data;
  const input = kernels.block(width, capacity);
  const preds = kernels.block(predsSize(data), capacity);
  const models = [...layers, ...members].map(({ model }) => model);
  const scorers = loadOnce(models, kernels, capacity, precision);
  const runs = [...layers, ...members].map(({ cells }) => toRuns(cells));
  const featureRuns = toRuns(features);
  const results = layers.map(({ units }): LayerUnits => ({
    units,
    values: new Float64Array(capacity * units),
  }));

  /** Fills the input of a model within this one; cells behind its features are NaN, as in any model within a model. */
  const fill = (scorer: Scorer, own: readonly Run[], features: number, rows: number) => {
    copyRuns(own, input, results, rows, scorer.input);
    for (const column of scorer.input.columns.slice(features)) column.fill(NaN, 0, rows);
  };

  const runLayers = (rows: number) => {
    layers.forEach(({ number, cells }, i) => {
      const scorer = scorers[i];
      const asTheyLie = wholeLayer(runs[i], results);
      if (asTheyLie === undefined) fill(scorer, runs[i], cells.length, rows);
      // Reading refuses models without hidden layers.
      scorer.unitRows!(number, rows, results[i].values, asTheyLie);
    });
  };

  return {
    input,
    preds,
    score(rows, offsets, context) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      runLayers(rows);
      if (members.length === 0) {
        copyRuns(featureRuns, input, results, rows, preds);
        return failures.list();
      }
      const scores = members.map(({ cells, outputs }, i): MemberScores => {
        const place = layers.length + i;
        const scorer = scorers[place];
        fill(scorer, runs[place], cells.length, rows);
        for (const failure of scorer.score(rows, undefined, context)) failures.addFailure(failure);
        return { preds: scorer.preds, outputs };
      });
      decide(team, scores, preds, rows);
      return failures.list();
    },
  };
}

/** The units of a layer, where they are all that a model reads, and in its order. */
function wholeLayer(runs: readonly Run[], results: readonly LayerUnits[]): NumberRows | undefined {
  const [run, another] = runs;
  if (run === undefined || another !== undefined || run.block === 0) return undefined;
  const { units, values } = results[run.block - 1];
  return run.count === units ? { values, at: 0, stride: units } : undefined;
}
