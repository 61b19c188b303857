// What an algorithm provides. One folder per algorithm exports one object of this kind; algos/index.ts lists
// them. The README's table, the help texts and the error messages are made from these objects.
import type { DescribedForest, ForestTable } from '../engine/forest-table.js';
import type { Block, Kernels, LinearSpec, NumberColumns, NumberRows } from '../engine/kernels.js';
import type { WasmojoError } from '../errors.js';
import type { InputPlan } from '../frame/input-plan.js';
import type { Archive } from '../mojo/archive.js';
import type { ModelInfo } from '../mojo/model-info.js';

export interface Algorithm {
  /** H2O's short name: `algo` in model.ini. */
  readonly algo: string;
  /** `algorithm` in model.ini, all spellings that H2O releases wrote. */
  readonly names: readonly string[];
  /** Every mojo_version that exists; a higher one is refused. */
  readonly mojoVersions: readonly string[];
  /** Those of them of which no file that H2O wrote could be had, so that only the reference's source and hand-made files speak for them. */
  readonly unverifiedVersions?: readonly string[];
  /** Model categories that the algorithm can have. */
  readonly categories: readonly string[];
  /** Kinds of answer besides the prediction, for the table of support. */
  readonly answers: readonly string[];
  /** Bytes to plain data; throws MojoFormatError or UnsupportedMojoError. */
  read(archive: Archive, info: ModelInfo, context: ReadContext): ModelData;
}

/** What reading a model may need of others: models made of models read the nested ones through it. */
export interface ReadContext {
  /** Reads a model within this one. Throws MojoFormatError where models are nested too deep. */
  readModel(archive: Archive): { readonly info: ModelInfo; readonly data: ModelData };
}

/** A model that is read and checked, not yet in the kernels' memory. */
export interface ModelData {
  readonly inputs: InputPlan;
  /** The inputs as H2O's own scorer takes them, where h2o-genmodel differs: metrics are made from its predictions. */
  readonly trainerInputs?: InputPlan;
  /** Names of the prediction's columns where they are not those of the category (GenModel.getOutputNames). */
  readonly outputNames?: readonly string[];
  /** Size of a prediction: cells of GenModel's `preds`. */
  readonly predsSize: number;
  /** What models made of trees have besides. */
  readonly trees?: TreeModel;
  /** Probabilities of class 0 and 1 to the calibrated one of class 1 (binomial models trained with calibration). */
  readonly calibrate?: ((p0: number, p1: number) => number) | undefined;
  /**
   * Of a generalized linear model with one predictor: its coefficients. Scoring leaves the input as the predictor has read
   * it, values for NA included.
   */
  readonly linear?: LinearSpec;
  /**
   * Contributions of the features to a prediction; throws ModelCategoryError, with the reason, where H2O has none for this model. With
   * `multinomial` models with a sum per class have them, too. `kernels` are the scorer's; what is put into their memory stays there.
   */
  readonly contributions?: (multinomial: boolean, kernels: Kernels) => Contributions;
  /** What the splits of each feature add up to, where it is not read from the forest's columns. */
  readonly splitScores?: () => SplitScores;
  /** Units of the hidden layers of a network, from the input on. */
  readonly hiddenLayers?: readonly number[];
  /** What autoencoders have besides. */
  readonly autoencoder?: AutoencoderModel;
  /** What models of low rank have besides. */
  readonly lowRank?: LowRankModel;
  /** What models of words have besides. */
  readonly words?: WordModel;
  /** Cells that scoring one row works on, where they are more than the inputs: blocks are made smaller then. */
  readonly cellsPerRow?: number;
  /**
   * The back end that scores single rows soonest: plain code where a row is less work than a call out of JavaScript, WebAssembly where it
   * is not many times the calls, of which the addon's take ten times as long [the one that scores frames].
   */
  readonly rowBackend?: () => 'js' | 'wasm' | undefined;
  /** Least rows of a block, of models that cut it up themselves: fewer rows would take longer to fill in than to score. */
  readonly minBlockRows?: number;
  /** Whether the scorer for precision 'fast' is another one than that for 'exact'. */
  readonly singlePrecision?: boolean;
  /** Into the kernels' memory; `capacity` is the most rows of a block. `precision`: [exact]. */
  load(kernels: Kernels, capacity: number, precision?: Precision): Scorer;
  /** A scorer of one row at a time, in kernels of `rowBackend` [load, with room for one row]. */
  loadRow?(kernels: Kernels): Scorer;
}

/** 'exact': h2o-genmodel's numbers to the last bit. 'fast': single precision, where a model and a back end have it (deep learning). */
export type Precision = 'exact' | 'fast';

/** A forest, and how its sums become a prediction. */
export interface TreeModel {
  /** May be read from the MOJO anew: whoever needs it for long holds it. */
  readonly forest: ForestTable;
  /** As `forest`, also what stands in other files than the trees do. */
  readonly described: DescribedForest;
  /** Leaf paths exist from MOJO 1.20 on, node ids from 1.30 on (SharedTreeMojoModel.traceDecisions). */
  readonly hasPaths: boolean;
  readonly hasNodeIds: boolean;
  /** Paths of 64 levels and more exist too. */
  readonly longPaths?: boolean;
  /** The forest's trees in the order in which their leaves are listed, where that is not the forest's own. */
  readonly listing?: Int32Array;
}

/** How the features of a row contribute to the sums behind its prediction, in the space of the link function (PredictContributions). */
export interface Contributions {
  /** Names of the contributions, `BiasTerm` last. */
  readonly names: readonly string[];
  /** The classes of which each has a sum of its own; undefined: there is one sum. */
  readonly classes?: readonly string[] | undefined;
  /** Where the names are cells of the model's columns (one-hot): those columns, and the column of each name but the last. */
  readonly columns?: { readonly names: readonly string[]; readonly of: Int32Array };
  /**
   * Fills `out`, row by row one float per name, for rows first .. first + rows - 1 of a block that stands in a scorer's input;
   * `first` is a multiple of 8. `sum`: the number of the class, 0 where there is one sum.
   */
  readonly of: (input: Block, first: number, rows: number, out: Float32Array, sum: number) => void;
  /**
   * Fills `out` as `of` does, for any one row, and `matrix` with SHAP interaction values, n x n cells for n names but the last: symmetric, and row i
   * adds up to contribution i. The bias has no interactions.
   */
  readonly interactionsOf: (
    input: Block,
    row: number,
    matrix: Float64Array,
    out: Float32Array,
    sum: number,
  ) => void;
}

/** What the splits of each feature of a forest add up to. */
export interface SplitScores {
  readonly names: readonly string[];
  /** Improvement of the objective; undefined: the MOJO does not tell. */
  readonly gain?: Float64Array | undefined;
  /** Training weight that the splits parted; undefined: the MOJO does not tell. */
  readonly cover: Float64Array | undefined;
  /** Number of splits. */
  readonly frequency: Float64Array;
}

/** GenModel's figures for the reconstruction error. */
export interface AutoencoderModel {
  /** Numeric cells stand last in a reconstruction; cell `width - nums + i` has multiplier normMul[i] (empty: 1). */
  readonly nums: number;
  readonly normMul: Float64Array;
}

/** A model that turns a row into a few factors, found by iteration from a random start, and these back into the row's columns. */
export interface LowRankModel {
  /** Number of columns of the row. */
  readonly width: number;
  /** Writes `width` cells in the model's order of columns. Undefined: the MOJO has not what it takes (GLRM 1.00). */
  readonly reconstruct?: ((factors: ArrayLike<number>, cells: Float64Array) => void) | undefined;
}

/** A model that knows words. Every column with text is one of its inputs, whatever its name. */
export interface WordModel {
  /** The inputs for rows with these columns: the number of a word, `wordCount` for one that the model does not know. */
  inputsFor(names: readonly string[]): InputPlan;
  readonly wordCount: number;
  readonly vectorSize: number;
  /** The vectors of all words, one after another. */
  readonly vectors: Float32Array;
}

/** What a scorer may want to know of a block of rows besides its cells. */
export interface BlockContext {
  /** How the cells were filled: of models that take any column this is told block by block. */
  readonly inputs: InputPlan;
  /** Place of a row of the block among all rows of the call, those not counted that were refused before scoring. */
  place(row: number): number;
  readonly search: SearchOptions;
}

/** Settings of algorithms that search for their answer by iteration; what is absent is as the model has it. */
export interface SearchOptions {
  /** Most iterations. */
  readonly iterations?: number | undefined;
  /** Seed of the random start of the first row. */
  readonly seed?: bigint | undefined;
}

/** A row that has no answer. `row` counts within the block. */
export interface RowFailure {
  readonly row: number;
  /** The error, once the row's number in the whole input is known. */
  readonly error: (row?: number) => WasmojoError;
}

/** Scores blocks of rows. Its blocks are scratch: whoever fills `input` reads the results before anybody else runs. */
export interface Scorer {
  /** Rows as genmodel's score0 takes them: `width` cells, NaN is NA. The caller fills it; scoring may change it. */
  readonly input: Block;
  /** Of models that take any column: makes room for `width` cells a row. */
  widen?(width: number): void;
  /** Predictions as score0 leaves them: predsSize cells. */
  readonly preds: Block;
  /**
   * Scores the first `rows` rows. `offsets`: one per row, or undefined for 0. Without a context these are the first rows of a
   * call with the settings of the model. Returns the rows that have no answer, by number. `from`: columns in the order of the inputs, which
   * all are numbers then, with `readsColumns` [the rows in `input`]; `rows` are a block's at most all the same.
   */
  score(
    rows: number,
    offsets?: Float64Array,
    context?: BlockContext,
    from?: NumberColumns,
  ): readonly RowFailure[];
  /** Whether `score` and `unitRows` take columns as a user has them. They write nothing to what they read. */
  readonly readsColumns?: boolean;
  /** The leaf of every tree: out[tree * rows + row], a node number of the forest table, -1 for an absent tree. */
  leaves?(rows: number, out: Int32Array): void;
  /**
   * Staged predictions: after each tree group what the prediction would be from the trees so far. Calls `stage` once per
   * group, in order, with the predictions in `preds`.
   */
  staged?(rows: number, stage: (group: number) => void): void;
  /**
   * Of networks: out[r * n + u] = unit u of the n of layer `layer` (1 is the first) for `rows` rows, of the last one of an autoencoder the
   * reconstruction with numbers in their own units. Runs only the layers up to it. `from`: rows, or with `readsColumns` columns, in the order of
   * the inputs, which all are numbers then [the rows in `input`].
   */
  unitRows?(
    layer: number,
    rows: number,
    out: Float64Array,
    from?: NumberColumns | NumberRows,
  ): void;
  /**
   * Of networks in single precision: as unitRows, in floats, which are the same numbers. False: a row is beyond floats, and `out` means
   * nothing.
   */
  readonly singleUnitRows?: (
    layer: number,
    rows: number,
    out: Float32Array,
    from?: NumberColumns | NumberRows,
  ) => boolean;
  /** Of autoencoders: squared errors of the rows in `input`, a column per unit, on the scale that the network works on. */
  squaredErrors?(rows: number): Block;
  /** Of clustering models: distances to all centres of the rows last scored, one column per cluster. */
  readonly distances?: Block;
}

/** A model with its scorer in some kernels' memory. */
export interface LoadedModel {
  readonly info: ModelInfo;
  readonly data: ModelData;
  readonly kernels: Kernels;
  readonly scorer: Scorer;
}
