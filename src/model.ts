/// <reference lib="esnext.disposable" preserve="true" />
import {
  CONTRIBUTION_OPTIONS,
  SCOPE_OPTIONS,
  type ContributionOptions,
  type ContributionScope,
} from './answers/contribution-options.js';
import { makeAnswer, type AnswerKind } from './answers/index.js';
import type { LoadedModel } from './algos/algorithm.js';
import type { LeafType } from './answers/leaf-assignment.js';
import { predictionColumns } from './answers/prediction.js';
import type { OutputColumn } from './answers/answer.js';
import type { BackendName, KernelOptions } from './engine/index.js';
import { checkOptions } from './check-options.js';
import { ArgumentError, WasmojoError } from './errors.js';
import { ConversionCounter } from './frame/conversion-report.js';
import { Frame } from './frame/frame.js';
import { countTrees, type TreeCounts } from './engine/tree-counts.js';
import { requireAny, type ColumnPlan } from './frame/plan.js';
import type { ModelCategory } from './mojo/model-category.js';
import { ModelDetails } from './mojo/model-details.js';
import { ModelStates } from './model-states.js';
import {
  PREDICT_OPTIONS,
  rulesOf,
  type PredictedFrame,
  type PredictOptions,
} from './predict-options.js';
import type { ReadModel } from './read-model.js';
import type { Prediction } from './categories/prediction-types.js';
import { measure, measuredColumns } from './metrics/measure.js';
import { Measurement } from './metrics/measurement.js';
import type { Metrics } from './metrics/metrics.js';
import { Settings, type MetricColumns } from './metrics/settings.js';
import {
  PREDICTION_OPTIONS,
  rowPredictions,
  type PredictionOptions,
} from './scoring/row-predictions.js';
import { RowPredictor, type EasyPredictConfig } from './scoring/row-predictor.js';
import { predictRows, type ScoredFrame } from './scoring/score-frame.js';
import { ScoringCall } from './scoring/scoring-call.js';
import { answerStream } from './threads/answer-stream.js';
import { modelTree } from './trees/model-tree.js';
import type { TreeView } from './trees/tree-node.js';
import { atThreshold } from './scoring/threshold.js';
import {
  variableImportances,
  type ImportanceMeasure,
  type VariableImportance,
} from './variable-importances.js';

/** A loaded MOJO. Holds no state between calls; `dispose` (or `using`) gives its memory back. */
export class Model {
  /** H2O's full name of the algorithm, such as `Gradient Boosting Machine`. */
  readonly algorithm: string;
  /** H2O's short name, such as `gbm`. */
  readonly algo: string;
  readonly modelCategory: ModelCategory;
  readonly mojoVersion: number;
  readonly h2oVersion: string | undefined;
  /** All columns of the MOJO; the response of a supervised model stands last. */
  readonly columns: readonly string[];
  /** Columns that a row should have, under the user's names: before any explicit categorical encoding. */
  readonly features: readonly string[];
  readonly responseColumn: string | undefined;
  readonly offsetColumn: string | undefined;
  /** Levels of each of `columns`; null for a numeric one. */
  readonly domains: readonly (readonly string[] | null)[];

  /** `experimental/modelDetails.json`: parameters, metrics, scoring history, variable importances; undefined when the MOJO has none. */
  readonly details: ModelDetails | undefined;
  readonly uuid: string;
  /** Probability of class 1 from which a binomial model predicts it; also the threshold of anomaly flags. */
  readonly defaultThreshold: number;

  readonly #source: ReadModel;
  readonly #bytes: Uint8Array;
  readonly #states: ModelStates;
  #trees: TreeCounts | undefined;

  private constructor(source: ReadModel, bytes: Uint8Array, states: ModelStates) {
    const { info, algorithm, data } = source;
    this.#source = source;
    this.#bytes = bytes;
    this.#states = states;
    this.algorithm = info.algorithm;
    this.algo = algorithm.algo;
    this.modelCategory = info.category;
    this.mojoVersion = info.mojoVersion;
    this.h2oVersion = info.h2oVersion;
    this.columns = info.columns;
    this.features = data.inputs.inputs.filter(({ derived }) => !derived).map(({ name }) => name);
    this.responseColumn = info.responseColumn;
    this.offsetColumn = info.offsetColumn;
    this.domains = info.domains;
    this.uuid = info.uuid;
    this.defaultThreshold = info.defaultThreshold;
    this.details = ModelDetails.of(source.archive, source.limits);
  }

  /** Puts a model into a back end's memory. `bytes`: the zip it came from. */
  static async load(source: ReadModel, bytes: Uint8Array, options: KernelOptions): Promise<Model> {
    predictionColumns(source.info, source.data); // refuses a model whose answer would have no names
    return new Model(source, bytes, await ModelStates.load(source, bytes, options));
  }

  /** Counts of a model made of trees. The first time they are asked for takes about as long as loading the trees. */
  get trees(): TreeCounts | undefined {
    const { trees } = this.#source.data;
    return (this.#trees ??= trees && countTrees(trees.forest));
  }

  /** What a reader of rows needs to know: the columns to read and their types, the offset included. */
  get columnPlan(): ColumnPlan {
    const { data } = this.#source;
    const { inputs } = data.inputs;
    const columns = inputs.map((input) =>
      input.kind === 'number'
        ? { name: input.name, kind: input.kind }
        : { name: input.name, kind: input.kind, domain: input.levels },
    );
    const { offsetColumn } = this;
    const anyOf = this.#anyOf;
    if (offsetColumn === undefined || columns.some(({ name }) => name === offsetColumn)) {
      return { columns, anyOf, ...(data.words && { others: 'text' }) };
    }
    return { columns: [...columns, { name: offsetColumn, kind: 'number' }], anyOf };
  }

  /** The column of weights that the model was trained with: metrics take it from the rows that have it. */
  get weightsColumn(): string | undefined {
    return this.#settings({}).weights;
  }

  /** The prediction: `predict`, then a column per class, named as H2O names them. */
  predict(frame: Frame, options: PredictOptions = {}): Promise<PredictedFrame> {
    return this.answer(frame, { kind: 'prediction' }, options);
  }

  /** The leaf of every tree, as `Path` (such as LRL) or `Node_ID`. Throws ModelCategoryError for models without trees. */
  async predictLeafNodeAssignment(
    frame: Frame,
    options: PredictOptions & { readonly type?: LeafType } = {},
  ): Promise<PredictedFrame> {
    checkOptions('predictLeafNodeAssignment', options, { ...PREDICT_OPTIONS, type: true });
    const { type = 'Path', ...rest } = options;
    return this.answer(frame, { kind: 'leaf-node-assignment', type }, rest);
  }

  /**
   * Contributions of the features (SHAP values) to the prediction before the link function, `BiasTerm` last; with `topN` and
   * `bottomN` the highest and lowest ones of each row with their features. Throws ModelCategoryError where H2O has none; those
   * of several classes are given with `multinomial`. Cost per row: leaves times the square of the depth.
   */
  async predictContributions(
    frame: Frame,
    options: PredictOptions & ContributionOptions = {},
  ): Promise<PredictedFrame> {
    const known = { ...PREDICT_OPTIONS, ...CONTRIBUTION_OPTIONS };
    checkOptions('predictContributions', options, known);
    const { topN, bottomN, compareAbs, outputFormat, multinomial, ...rest } = options;
    const wanted = { topN, bottomN, compareAbs, outputFormat, multinomial };
    return this.answer(frame, { kind: 'contributions', ...wanted }, rest);
  }

  /**
   * SHAP interaction values, a column per pair of features, `a:b`, then `BiasTerm`: the pairs of a add up to its contribution. Not
   * in H2O. Throws ModelCategoryError as predictContributions, LimitError for more than 65,536 pairs. Cost per row: leaves times the
   * cube of the depth; memory: the answer.
   */
  predictContributionInteractions(
    frame: Frame,
    options: PredictOptions & ContributionScope = {},
  ): Promise<PredictedFrame> {
    const known = { ...PREDICT_OPTIONS, ...SCOPE_OPTIONS };
    checkOptions('predictContributionInteractions', options, known);
    const { outputFormat, multinomial, ...rest } = options;
    const wanted = { outputFormat, multinomial };
    return this.answer(frame, { kind: 'contribution-interactions', ...wanted }, rest);
  }

  /**
   * How often each feature is asked for on a row's ways through all trees, a column per feature (H2O's `feature_frequencies`).
   * Throws ModelCategoryError for models without trees.
   */
  featureFrequencies(frame: Frame, options: PredictOptions = {}): Promise<PredictedFrame> {
    return this.answer(frame, { kind: 'feature-frequencies' }, options);
  }

  /**
   * How much each variable matters, the most important one first: H2O's table of the training, or by another measure what the
   * model's own trees tell. Throws ModelCategoryError, with the measures that there are, where the MOJO has none.
   */
  variableImportances(measure: ImportanceMeasure = 'relative'): readonly VariableImportance[] {
    const { info, data } = this.#source;
    return variableImportances(info, data, this.details, measure);
  }

  /**
   * What hidden layer `layer` of a deep learning model gives, 1 is the first: `DF.L1.C1`, ..., with a number behind it where a column
   * of the model is called so, as in H2O.
   */
  deepFeatures(frame: Frame, layer: number, options: PredictOptions = {}): Promise<PredictedFrame> {
    return this.answer(frame, { kind: 'deep-features', layer }, options);
  }

  /**
   * How far an autoencoder's reconstruction is from the input, as H2O's `anomaly`: `Reconstruction.MSE`, or with `perFeature` the
   * squared error of each unit, `reconstr_....SE`. Numbers are on the normalised scale. Throws ModelCategoryError for other models.
   */
  async anomaly(
    frame: Frame,
    options: PredictOptions & { readonly perFeature?: boolean } = {},
  ): Promise<PredictedFrame> {
    checkOptions('anomaly', options, { ...PREDICT_OPTIONS, perFeature: true });
    const { perFeature = false, ...rest } = options;
    return this.answer(frame, { kind: 'reconstruction-error', perFeature }, rest);
  }

  /**
   * Tree `index` (0 is the first) of a model of trees, of class number `treeClass`, as nested nodes; treeToText, treeToDot and
   * treeToSvg draw it. Throws ModelCategoryError for models without trees.
   */
  tree(index: number, treeClass = 0): TreeView {
    return modelTree(this.#source.info, this.#source.data.trees, index, treeClass);
  }

  /** The prediction after each tree group: `T1.C1`, `T1.C2`, ... Binomial models give the probability of class 0. */
  stagedPredictProba(frame: Frame, options: PredictOptions = {}): Promise<PredictedFrame> {
    return this.answer(frame, { kind: 'staged-probabilities' }, options);
  }

  /**
   * The columns of the input as the factors of a low rank model (GLRM) give them: `reconstr_...`, levels as their numbers.
   * Throws ModelCategoryError for other models.
   */
  reconstruct(frame: Frame, options: PredictOptions = {}): Promise<PredictedFrame> {
    return this.answer(frame, { kind: 'glrm-reconstruct' }, options);
  }

  /**
   * Any kind of answer to all rows of a frame. Throws the error of the first row that has none, ModelCategoryError when the
   * model has no such answer, MissingColumnError for a frame with columns of which none is the model's. Cost: linear in rows; memory: the answer.
   */
  async answer(
    frame: Frame,
    wanted: AnswerKind,
    options: PredictOptions = {},
  ): Promise<PredictedFrame> {
    if (!(frame instanceof Frame)) throw new ArgumentError('frame', 'a Frame', frame);
    checkOptions('predict', options, PREDICT_OPTIONS);
    requireAny(this.#anyOf, frame.names);
    const counter = new ConversionCounter();
    const { model, pool } = await this.#states.of(options);
    const request = { wanted, rules: rulesOf(options), counter, options };
    for await (const scored of answerStream(model, pool, [frame], request)) {
      const failure = scored.failures[0];
      if (failure) throw failure.error(failure.row);
      return Object.assign(scored.frame, { report: counter.report() });
    }
    throw new Error('a frame without an answer');
  }

  /**
   * Threads that score when several are asked for: this one, and the workers that are ready. They start with the first call for which
   * `threads` is above 1; what they have not yet taken over is scored by this one.
   */
  get threads(): number {
    return this.#states.threads;
  }

  /** Names, types and domains of an answer's columns. */
  async answerColumns(wanted: AnswerKind, backend?: BackendName): Promise<readonly OutputColumn[]> {
    return makeAnswer((await this.#states.of({ backend })).model, wanted).columns;
  }

  /**
   * Answers to a stream of frames, one answer per frame, with the rows that failed: `failures` counts rows within the frame, and
   * `error(row)` takes the number to report. Memory: one frame and its answer, on several threads two, for the next frame is read while
   * one is scored. `counter` collects what was converted.
   */
  async *answerStream(
    frames: AsyncIterable<Frame> | Iterable<Frame>,
    wanted: AnswerKind,
    counter = new ConversionCounter(),
    options: PredictOptions = {},
  ): AsyncGenerator<ScoredFrame> {
    checkOptions('answerStream', options, PREDICT_OPTIONS);
    const { model, pool } = await this.#states.of(options);
    yield* answerStream(model, pool, frames, { wanted, rules: rulesOf(options), counter, options });
  }

  /** Predictions of a stream of frames as objects; a row that failed is its error. Memory: one frame and its predictions. */
  async *predictionStream(
    frames: AsyncIterable<Frame> | Iterable<Frame>,
    fields: PredictionOptions,
    counter = new ConversionCounter(),
    options: PredictOptions = {},
  ): AsyncGenerator<(Prediction | WasmojoError)[]> {
    checkOptions('predictionStream', fields, PREDICTION_OPTIONS);
    checkOptions('predictionStream', options, PREDICT_OPTIONS);
    const model = atThreshold((await this.#states.of(options)).model, options.threshold);
    const predictions = rowPredictions(model, fields);
    const call = new ScoringCall(model, rulesOf(options), counter, options);
    let firstRow = 0;
    for await (const frame of frames) {
      options.signal?.throwIfAborted();
      yield predictRows(model, predictions, frame, call, firstRow);
      firstRow += frame.rowCount;
      options.onProgress?.(firstRow);
    }
  }

  /**
   * The metrics that H2O computes for the model's category, on rows with their responses: a frame, or a stream of frames.
   * Throws ModelCategoryError where there are none, MissingColumnError without a response. Memory: docs/metrics.md.
   */
  async performance(
    frames: Frame | AsyncIterable<Frame> | Iterable<Frame>,
    options: PredictOptions & MetricColumns = {},
    counter = new ConversionCounter(),
  ): Promise<Metrics> {
    const known = { ...PREDICT_OPTIONS, response: true, weights: true } as const;
    checkOptions('performance', options, known);
    const { response, weights, ...rest } = options;
    if (frames instanceof Frame) requireAny(this.#anyOf, frames.names);
    const settings = this.#settings(
      { response, weights },
      options.convertInvalidNumbersToNa ? counter : undefined,
    );
    const { model, pool } = await this.#states.of(options);
    const rules = rulesOf(options);
    return measure(settings, frames instanceof Frame ? [frames] : frames, (scored, wanted) =>
      answerStream(asTrainer(model), pool, scored, { wanted, rules, counter, options: rest }),
    );
  }

  /**
   * The metrics of predictions that are there already, a frame as `predict` gives it, and of the rows with their responses. Nothing is
   * scored. Throws as `performance`, and ModelCategoryError for models of which other answers are measured.
   */
  async measurePredictions(
    predictions: Frame,
    rows: Frame,
    columns: MetricColumns = {},
  ): Promise<Metrics> {
    const measurement = this.measurement(columns);
    measurement.add(predictions, rows);
    return Promise.resolve(measurement.result());
  }

  /**
   * The same of predictions that come in pieces. `counter` collects text that is no number where a number belongs; without it such text
   * is refused. Throws ModelCategoryError for models of which other answers are measured.
   */
  measurement(columns: MetricColumns = {}, counter?: ConversionCounter): Measurement {
    checkOptions('measurement', columns, { response: true, weights: true });
    return new Measurement(this.#settings(columns, counter));
  }

  /** What a reader of rows needs to know for `performance`: the model's columns, the response, the weights. */
  performancePlan(columns: MetricColumns = {}): ColumnPlan {
    return measuredColumns(this.#settings(columns), this.columnPlan);
  }

  /** Predicts single rows, synchronously; as EasyPredictModelWrapper, with its settings. */
  easyPredict(config: EasyPredictConfig = {}): RowPredictor {
    return new RowPredictor(() => this.#states.forRows, config);
  }

  /** The MOJO as bytes of a zip: those it came from (a folder was packed when it was loaded). Not a copy. */
  exportMojo(): Uint8Array {
    return this.#bytes;
  }

  /** Frees the model's memory; any further scoring throws. */
  dispose(): void {
    this.#states.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Without any of them all rows are the same to the model. */
  get #anyOf(): readonly string[] {
    const { features, offsetColumn } = this;
    return offsetColumn === undefined ? features : [...features, offsetColumn];
  }

  #settings(columns: MetricColumns, conversions?: ConversionCounter): Settings {
    return new Settings(this.#source, this.details, columns, conversions);
  }
}

/** The model with its inputs taken as H2O itself takes them. */
function asTrainer(model: LoadedModel): LoadedModel {
  const { trainerInputs } = model.data;
  return trainerInputs ? { ...model, data: { ...model.data, inputs: trainerInputs } } : model;
}
