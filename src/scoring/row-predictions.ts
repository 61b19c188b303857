// Predictions as objects, field for field those of hex.genmodel.easy.prediction.*: for easyPredict and for JSON lines.
import type { BlockContext, LoadedModel, RowFailure, Scorer } from '../algos/algorithm.js';
import { requireLowRank } from '../answers/glrm-reconstruct.js';
import { requireContributions } from '../answers/contributions.js';
import { requireTrees } from '../answers/leaf-assignment.js';
import { listedTrees, treePaths } from '../answers/leaf-paths.js';
import type { Category } from '../categories/category.js';
import { categoryOf } from '../categories/index.js';
import type { Block } from '../engine/kernels.js';
import { ModelCategoryError } from '../errors.js';
import type {
  DimReductionModelPrediction,
  Prediction,
  TreeFields,
} from '../categories/prediction-types.js';

/** What predictions contain besides the fields that every one of the category has. */
export interface PredictionOptions {
  /** Leaves of all trees, as paths and numbers. */
  readonly enableLeafAssignment?: boolean;
  /** Predictions after each tree group. */
  readonly enableStagedProbabilities?: boolean;
  /** Contributions of the features. */
  readonly enableContributions?: boolean;
  /** Distances to all centres of a clustering model. */
  readonly useExtendedOutput?: boolean;
  /** The row as a low rank model reconstructs it; no field where its MOJO cannot (GLRM 1.00), as in Java. */
  readonly enableGlrmReconstruct?: boolean;
}

/** What a prediction's options may be called. */
export const PREDICTION_OPTIONS: Readonly<Record<keyof PredictionOptions, true>> = {
  enableLeafAssignment: true,
  enableStagedProbabilities: true,
  enableContributions: true,
  useExtendedOutput: true,
  enableGlrmReconstruct: true,
};

/** Predictions of the rows that stand in a scorer's input. */
export interface RowPredictions {
  /** Scores `rows` rows; returns those that have no prediction. */
  score(
    rows: number,
    offsets: Float64Array | undefined,
    context: BlockContext,
  ): readonly RowFailure[];
  /** The prediction of a row that was scored last and did not fail, a copy. To be asked for before anything else is scored. */
  get(row: number): Prediction;
}

/** Throws ModelCategoryError when the model lacks what the options ask for. */
export function rowPredictions(model: LoadedModel, options: PredictionOptions): RowPredictions {
  const { info, scorer } = model;
  const category = categoryOf(info);
  const base = category.reader(model);
  const trees = options.enableLeafAssignment ? leafFields(model) : undefined;
  const shares = options.enableContributions ? contributionFields(model) : undefined;
  const stages = options.enableStagedProbabilities ? stageFields(model) : undefined;
  const reconstructed = options.enableGlrmReconstruct ? reconstructedFields(model) : undefined;
  const more = trees ?? shares ?? stages ?? reconstructed ?? options.useExtendedOutput;
  if (!more && !category.keepsInput) return basePredictions(scorer, base);

  let get: (row: number) => Prediction;
  return {
    score(rows, offsets, context) {
      // Scoring may change the input, and stages overwrite the predictions: leaves first, stages last, with copies between.
      const inputs = category.keepsInput ? copyRows(scorer.input, rows) : [];
      const leaves = trees?.(rows);
      const contributions = shares?.(rows);
      const failures = scorer.score(rows, offsets, context);
      const predictions = Array.from({ length: rows }, (_, r) => ({
        ...base(r, inputs[r] ?? [], context),
        ...reconstructed?.(r),
      }));
      const staged = stages?.(rows);
      const distances =
        options.useExtendedOutput && scorer.distances
          ? copyRows(scorer.distances, rows)
          : undefined;
      get = (r) => ({
        ...predictions[r],
        ...leaves?.(r),
        ...staged?.(r),
        ...contributions?.(r),
        ...(distances && { distances: distances[r] }),
      });
      return failures;
    },
    get: (row) => get(row),
  };
}

const NO_CELLS: readonly number[] = [];

/** Predictions with the fields of their category only. Allocates nothing but those. */
function basePredictions(scorer: Scorer, base: ReturnType<Category['reader']>): RowPredictions {
  let scored: BlockContext;
  return {
    score(rows, offsets, context) {
      // Rows share theirs; to note it costs more than to look.
      if (scored !== context) scored = context;
      return scorer.score(rows, offsets, context);
    },
    get: (row) => base(row, NO_CELLS, scored),
  };
}

type Fields<T> = (rows: number) => (row: number) => T;

/** Paths and node ids of the leaves; ids only where the MOJO has them. */
function leafFields({ info, data, scorer }: LoadedModel): Fields<TreeFields> {
  const trees = requireTrees(info, data.trees, 'Path');
  const nodeId = trees.hasNodeIds ? trees.described.nodeId : undefined;
  const listed = listedTrees(trees);
  const paths = listed.map((tree) => treePaths(trees, tree));
  const leaves = new Int32Array(scorer.input.capacity * listed.length);
  return (rows) => {
    scorer.leaves?.(rows, leaves);
    const nodes = Array.from({ length: rows }, (_, r) =>
      listed.map((tree) => leaves[tree * rows + r]),
    );
    return (r) => {
      const row = nodes[r];
      const ways = row.map((node, i) => {
        const way = paths[i].pathOf(node);
        return way < 0 ? null : paths[i].paths[way];
      });
      if (nodeId === undefined) return { leafNodeAssignments: ways };
      const ids = row.map((node, i) => (ways[i] === null ? -1 : nodeId[node]));
      return { leafNodeAssignments: ways, leafNodeAssignmentIds: ids };
    };
  };
}

function contributionFields(model: LoadedModel): Fields<TreeFields> {
  const { names, of } = requireContributions(model, {});
  return (rows) => {
    const all = new Float32Array(rows * names.length);
    of(model.scorer.input, 0, rows, all, 0);
    return (r) => ({ contributions: [...all.subarray(r * names.length, (r + 1) * names.length)] });
  };
}

function stageFields({ info, data, scorer }: LoadedModel): Fields<TreeFields> {
  if (data.trees === undefined || scorer.staged === undefined) {
    throw new ModelCategoryError(
      `h2o-genmodel has no staged predictions for ${info.algorithm}`,
      'a model of trees that has stages',
      info.algorithm,
    );
  }
  const { treesPerGroup } = data.trees.forest;
  const first = info.nClasses === 1 ? 0 : 1;
  return (rows) => {
    const stages = Array.from({ length: rows }, (): number[] => []);
    scorer.staged?.(rows, () => {
      const columns = scorer.preds.columns.slice(first, first + treesPerGroup);
      stages.forEach((stage, r) => stage.push(...columns.map((column) => column[r])));
    });
    return (r) => ({ stageProbabilities: stages[r] });
  };
}

/** The reconstruction of the rows last scored; EasyPredictModelWrapper.predictDimReduction. */
function reconstructedFields({
  info,
  data,
  scorer,
}: LoadedModel): (row: number) => Pick<DimReductionModelPrediction, 'reconstructed'> {
  const { reconstruct, width } = requireLowRank(info, data.lowRank);
  if (reconstruct === undefined) return () => ({});
  return (r) => {
    const cells = new Float64Array(width);
    reconstruct(
      scorer.preds.columns.map((column) => column[r]),
      cells,
    );
    return { reconstructed: [...cells] };
  };
}

/** The first rows of a block, each as an array. */
function copyRows(block: Block, rows: number): number[][] {
  const columns = block.columns;
  return Array.from({ length: rows }, (_, r) => columns.map((column) => column[r]));
}
