// The operations that every back end provides, and nothing else: blocks of rows in, numbers out.
// engine/ knows no algorithm; algos/*/score.ts puts these operations together.
//
// `engine/js` is the readable definition in plain TypeScript. `engine/wasm` runs the AssemblyScript kernels
// (scalar or SIMD). Both give the same bits: sums are made in the same order in double, and exp, log and pow
// are the project's own (assembly/math.ts), never the platform's.
//
// One set of kernels belongs to one model. Buffers are allocated while the model is loaded and are scratch:
// nothing in them outlives one call of a block scorer.
import type { DescribedForest, ForestTable } from './forest-table.js';
import type { PackedForest } from './packed-forest.js';
import type { SharedImage } from './wasm/shared-image.js';

/** Rows in columns: `columns[c][r]` is a double, NaN is NA. Its memory belongs to the kernels. */
export interface Block {
  /** Number of columns. */
  readonly width: number;
  /** Most rows it can hold. */
  readonly capacity: number;
  /** One view per column, each `capacity` long. Re-read this property after further allocations and after `moveCells`. */
  readonly columns: readonly Float64Array[];
  /** All of them in one array: cell (r, c) is `cells[c * stride + r]`. For single rows. To be read again as `columns`. */
  readonly cells: Float64Array;
  /** Cells from a column to the next. */
  readonly stride: number;
}

/** Rows one after another: cell (r, c) is `values[r * width + c]`. */
export interface Matrix {
  readonly width: number;
  readonly capacity: number;
  /** `width * capacity` doubles. Re-read this property after further allocations. */
  readonly values: Float64Array;
}

/** Numbers in memory of JavaScript's. */
export type NumberArray = Float64Array | Float32Array | Uint8Array;

/** Rows as a program has them: cell (r, c) is `values[at + r * stride + c]`, NaN is NA. */
export interface NumberRows {
  readonly values: NumberArray;
  /** Where the first row begins. */
  readonly at: number;
  /** Cells from one row to the next. */
  readonly stride: number;
}

/** Columns as a program has them: cell (r, c) is `columns[c][at + r]`, NaN is NA. Nothing is written to them. */
export interface NumberColumns {
  readonly columns: readonly Float64Array[];
  /** The first row. */
  readonly at: number;
}

/** Link functions whose inverse H2O applies; each with the clamps of the class named. */
export type Link =
  /** x */
  | 'identity'
  /** GbmMojoModel log: min(1e19, exp(x)). */
  | 'gbm-log'
  /** GbmMojoModel logit: 1 / (1 + min(1e19, exp(-x))). */
  | 'gbm-logit'
  /** GbmMojoModel inverse: 1 / (x < 0 ? min(-1e-5, x) : max(-1e-5, x)) - H2O's own sign in the second branch. */
  | 'gbm-inverse'
  /** GbmMojoModel ologlog: 1 - min(1e19, exp(-1 * min(1e19, exp(x)))). */
  | 'gbm-ologlog'
  /** GbmMojoModel oprobit: 0, as H2O has it. */
  | 'gbm-oprobit'
  /** GenModel.GLM_logInv: exp(x). */
  | 'glm-log'
  /** GenModel.GLM_logitInv: 1 / (exp(-x) + 1). */
  | 'glm-logit'
  /** GenModel.GLM_inverseInv: 1 / (x < 0 ? min(-1e-5, x) : max(1e-5, x)). */
  | 'glm-inverse'
  /** GenModel.GLM_tweedieInv with link power 0: max(2e-16, exp(x)). */
  | 'glm-tweedie-log'
  /** GenModel.GLM_tweedieInv: pow(x, parameter), parameter = 1 / link power. */
  | 'glm-tweedie-pow';

/** What sums of leaf values are made in: doubles, or floats, where each addition is rounded to one (XGBoost). */
export type SumType = 'double' | 'float';

/** How a forest is loaded. */
export interface ForestOptions {
  /** [double] */
  readonly sums?: SumType;
  /**
   * The same table later: with it a back end holds nothing that it needs for rare calls only, and the table is free once it is
   * loaded [the table is held].
   */
  readonly again?: () => ForestTable;
  /** Most rows of a call: a back end holds nothing that more would need [any number]. */
  readonly mostRows?: number;
}

/** How a forest is loaded that is no table. */
export type PackedForestOptions = Required<Pick<ForestOptions, 'again'>> &
  Pick<ForestOptions, 'mostRows'>;

/** Trees loaded into the kernels' memory. */
export interface ForestKernel {
  /**
   * Sums of leaf values, in the type that the forest was loaded for, in order of trees, per class k:
   * out.columns[first + k][r] += leaf of tree (g, k) for g = fromGroup .. toGroup - 1.
   * The caller clears `out`, or puts what sums start from, floats for sums of floats. Cost: rows * trees * depth. Columns may come as
   * they lie where kernels read such (`readsColumns`).
   */
  sums(
    input: Block | NumberColumns,
    rows: number,
    fromGroup: number,
    toGroup: number,
    out: Block,
    first: number,
  ): void;
  /** The leaf that row r reaches in tree t, as a node number of the table (not relative), -1 for an absent tree: out[t * rows + r]. */
  leaves(input: Block, rows: number, out: Int32Array): void;
}

/** What the contributions to the sums of a forest are made of. */
export interface ShapSpec {
  /** Trees with the training weights of all nodes. */
  readonly table: DescribedForest;
  /** Per node of the table the feature that its split counts for: 0 .. width - 2. */
  readonly features: Int32Array;
  /** Contributions of a row: one per feature, then the mean's. */
  readonly width: number;
}

/** Trees loaded for TreeSHAP: each step is rounded to float as in hex.genmodel.algos.tree.TreeSHAP, and added in its order. */
export interface ShapKernel {
  /**
   * Of rows first + r of `input`, r < rows: sums[r * width + feature] += contribution of the feature, and the mean in the last cell of
   * each row, for trees from .. to - 1 of the table. `first` is a multiple of 8. Cost per row: leaves * depth ** 2; for many
   * rows and shallow trees leaves * depth.
   */
  add(
    input: Block,
    first: number,
    rows: number,
    from: number,
    to: number,
    sums: Float32Array,
  ): void;
}

/** One fully connected layer, weights and bias loaded into the kernels' memory. */
export interface DenseKernel {
  /** y = W x + b for `rows` rows of `x`. */
  run(x: Matrix, rows: number, y: Matrix): void;
}

export interface DenseSpec {
  readonly inputs: number;
  readonly outputs: number;
  /** outputs x inputs, row by row; for Maxout with k channels weight (o, i, channel) is at k * (o * inputs + i) + channel. */
  readonly weights: Float32Array;
  /** One per output (k * output + channel for Maxout). */
  readonly bias: Float64Array;
  /**
   * 1: eight partial sums over i mod 8, then (p0+p1+p2+p3), then + (p4+p5+p6+p7), then the rest one by one, then the bias,
   * as NeuralNetwork.formNNInputs. More: Maxout, plain sums, y has k * outputs cells a row, as formNNInputsMaxOut.
   */
  readonly channels: number;
}

/** Activations of DeeplearningMojoModel (ActivationUtils), in place over `rows` rows. */
export type Activation = 'Tanh' | 'Rectifier' | 'ExpRectifier';

/** One fully connected layer of a network with what follows it. */
export interface NetworkLayer extends DenseSpec {
  readonly activation: Activation | 'Maxout' | 'Softmax' | 'Linear';
  /** Outputs are multiplied by this: 1 - dropout ratio. */
  readonly factor: number;
}

/** How the columns of a block become the units of a network's first layer, as GenModel.setInput: categoricals, then numbers. */
export interface UnitSpec {
  readonly cats: number;
  /** cats + 1 offsets of the cells of each categorical column; the last one is the first number's cell. */
  readonly catOffsets: Int32Array;
  readonly nums: number;
  /** False: level 0 has no cell. */
  readonly useAllFactorLevels: boolean;
  /** A number becomes (x - normSub) * normMul; NaN becomes 0. Empty: x as it is. */
  readonly normMul: Float64Array;
  readonly normSub: Float64Array;
}

/** The way into a network and, for an autoencoder, out of it. */
export interface UnitsKernel {
  /**
   * Row r of `to` = the units of row first + r of `from`, as GenModel.setInput: a level is a 1 in a cell of its own, NA (and a level
   * behind the last) the column's last cell. Rows of numbers may come as they lie where there are no categorical columns, columns where
   * kernels read such (`readsColumns`).
   */
  fill(from: Block | NumberColumns | NumberRows, first: number, rows: number, to: Matrix): void;
  /** Reconstructed units to numbers in their own units, in place: x / normMul + normSub in the last `nums` cells. */
  restore(rows: Matrix, count: number): void;
}

/** The way into a network and its first layer, loaded into the kernels' memory. */
export interface FirstLayerKernel {
  /**
   * Row r of `y` = what DenseKernel gives for row first + r of `from` in the units of UnitsKernel. Cost per row: columns * sums, however
   * many levels there are. `from` as for UnitsKernel.fill.
   */
  run(from: Block | NumberColumns | NumberRows, first: number, rows: number, y: Matrix): void;
}

/** A network whose weights and biases are all finite, also as floats; Maxout has one channel or two. */
export interface NetworkSpec {
  readonly units: UnitSpec;
  readonly layers: readonly NetworkLayer[];
}

/** A network in single precision, loaded into the kernels' memory. */
export interface SingleNetworkKernel {
  /**
   * out[r * outputs + u] = unit u of layer `layers` (1 is the first) for row r of `from`, with `restored` as UnitsKernel.restore
   * leaves it, rounded to floats. `from` as for UnitsKernel.fill. Inputs that are zero are left out where many are. Numbers beyond the
   * range of floats are infinite. Returns whether all of `out` are finite.
   */
  run(
    from: Block | NumberColumns | NumberRows,
    rows: number,
    layers: number,
    out: Float32Array,
    restored: boolean,
  ): boolean;
}

/** A network in double for one row at a time, loaded into the kernels' memory. */
export interface RowNetworkKernel {
  /** The row's cells, in the order of UnitsKernel. */
  readonly input: Matrix;
  /** As many cells as were asked for that `run` leaves alone, then the units of the last layer. */
  readonly output: Matrix;
  /** All layers, the numbers that units, dense and activations give. `restored`: as UnitsKernel.restore leaves them. */
  run(restored: boolean): void;
}

export interface LinearSpec {
  /** Number of leading categorical columns of the input block. */
  readonly cats: number;
  /** cats + 1 offsets of the categorical columns' coefficients within `beta`. */
  readonly catOffsets: Int32Array;
  /** Number of numeric columns behind them. */
  readonly nums: number;
  /** True: level l has coefficient catOffsets[c] + l. False: level 0 has none, level l has catOffsets[c] + l - 1. */
  readonly useAllFactorLevels: boolean;
  /** Coefficients: categoricals, then numerics, then the intercept. */
  readonly beta: Float64Array;
}

/** Coefficients of a linear predictor, loaded into the kernels' memory. */
export interface LinearKernel {
  /**
   * out.columns[column][r] = sum in GlmMojoModel's order: categoricals, numerics, intercept, from 0. A level whose coefficient would
   * lie at or behind the next column's offset adds nothing. Categorical columns of `input` hold whole numbers (the caller has checked).
   */
  run(input: Block, rows: number, out: Block, column: number): void;
}

export interface DistanceSpec {
  /** Centres, one array per centre, as long as the input block is wide. */
  readonly centers: readonly Float64Array[];
  /** Per column: 1 = categorical (distance 1 unless equal), 0 = numeric (squared difference). */
  readonly categorical: Uint8Array;
}

/** Centres loaded into the kernels' memory. */
export interface DistanceKernel {
  /**
   * out.columns[k][r] = squared distance of row r to centre k, as GenModel.KMeans_distance: NaN cells are skipped and the
   * sum is scaled by width / cells used when some but not all are NaN.
   */
  run(input: Block, rows: number, out: Block): void;
}

/**
 * What another thread needs to make kernels of the same kind (attachKernels). Plain values, for postMessage. Of WebAssembly it has all
 * that is loaded, so that threads share it; with the other back ends each thread has its own.
 */
export type KernelImage =
  | { readonly backend: 'js' | 'native' }
  | ({ readonly backend: 'wasm'; readonly module: WebAssembly.Module } & SharedImage);

/** Where cells of a block stand that several threads see. Plain values, for postMessage. */
export interface SharedCells {
  /** Undefined: the memory of the kernels themselves, which threads share (KernelImage). */
  readonly memory: SharedArrayBuffer | undefined;
  /** A multiple of ALIGNMENT. */
  readonly byteOffset: number;
}

/** Columns that a thread lends to kernels of others, which read them where they lie. */
export interface Loan {
  /** By what the others know it (Loans.fill). */
  readonly number: number;
  /**
   * The others may read, until `close` has returned. In between no code may run that could detach an array or shrink it: none of a
   * program's. The arrays are not in shared memory.
   */
  open(columns: readonly Float64Array[]): void;
  /** Waits for those who are reading: for as long as it takes to score a block. */
  close(): void;
  /** The others will find it closed. */
  dispose(): void;
}

/** What threads of one process lend each other. */
export interface Loans {
  /** A loan that is closed. */
  make(): Loan;
  /** Copies `rows` rows of another thread's loan, from row `at` on, to the first rows of the block. False: it is closed. */
  fill(loan: number, at: number, rows: number, block: Block): boolean;
}

export interface Kernels {
  /** 'js', 'wasm-scalar' or 'wasm-simd'. */
  readonly name: string;
  /**
   * Whether kernels work in JavaScript's memory: forests and networks then read columns as they lie, and any cells may be a matrix. Kernels
   * with a memory of their own would copy them.
   */
  readonly readsColumns: boolean;

  /** Memory for a block; contents are zero. */
  block(width: number, capacity: number): Block;
  matrix(width: number, capacity: number): Matrix;
  /** Bytes from a column of the block to the next. */
  strideBytes(block: Block): number;
  /**
   * From now on the block's cells are those there, `width * strideBytes` bytes, whatever another thread has written to them. No cell is
   * copied. Throws ArgumentError where so many bytes are not there.
   */
  moveCells(block: Block, cells: SharedCells): void;
  /** Absent where threads see nothing of each other but shared memory. */
  readonly loans?: Loans | undefined;

  forest(table: ForestTable, options?: ForestOptions): ForestKernel;
  /**
   * A forest whose sums are doubles, without a table where it can be done without; `again` gives the table of the same trees. Undefined: the table has to be loaded. That is also so where trees are damaged, which `forest` of them tells.
   * Absent where no trees can be decoded.
   */
  packedForest?:
    ((forest: PackedForest, options: PackedForestOptions) => ForestKernel | undefined) | undefined;
  shap(spec: ShapSpec): ShapKernel;
  units(spec: UnitSpec): UnitsKernel;
  dense(spec: DenseSpec): DenseKernel;
  /**
   * `units` and `dense` in one. Undefined where that would not be faster (there are about as many columns as units), or not the same
   * (weights that are not finite make NaN of units that are 0).
   */
  firstLayer?: ((units: UnitSpec, layer: DenseSpec) => FirstLayerKernel | undefined) | undefined;
  /** Absent where single precision would not be faster: without vectors. */
  singleNetwork?: ((spec: NetworkSpec) => SingleNetworkKernel) | undefined;
  /** `before`: cells of the output before the units. Absent without vectors; undefined for networks with Maxout. */
  rowNetwork?: ((spec: NetworkSpec, before: number) => RowNetworkKernel | undefined) | undefined;
  linear(spec: LinearSpec): LinearKernel;
  distances(spec: DistanceSpec): DistanceKernel;

  /** block.columns[column][r] = inverse link of it, r < rows. */
  linkInverse(link: Link, block: Block, column: number, rows: number, parameter?: number): void;
  /** exp(x - max) / sum over columns first .. first + count - 1 of each row, as GenModel.GBM_rescale. */
  softmaxColumns(block: Block, first: number, count: number, rows: number): void;
  /** As GlmMultinomialMojoModel: the maximum starts from 0, and exp(x - max) is multiplied by 1 / sum. */
  softmaxColumnsGlm(block: Block, first: number, count: number, rows: number): void;
  /** Softmax of ActivationUtils.SoftmaxOut over each row of the matrix. */
  softmaxRows(matrix: Matrix, rows: number): void;
  /** In place: Tanh 1 - 2 / (1 + exp(2x)); Rectifier 0.5 * (x + |x|); ExpRectifier x >= 0 ? x : exp(x) - 1. */
  activate(activation: Activation, matrix: Matrix, rows: number): void;
  /** ActivationUtils.MaxoutOut: from k channels a cell of `from` to one of `to`, with H2O's way of stepping through the channels. */
  maxout(from: Matrix, channels: number, to: Matrix, rows: number): void;
  /** matrix *= factor over `rows` rows (dropout at scoring time). */
  scale(matrix: Matrix, rows: number, factor: number): void;

  /**
   * to[c * rows + r] = from[r * width + c], cells of one type: rows to columns in JavaScript's memory. Holds nothing, and works after `dispose`, too. Absent
   * where a loop of JavaScript's is as fast.
   */
  turn?:
    | ((
        from: Float64Array | Float32Array,
        rows: number,
        width: number,
        to: Float64Array | Float32Array,
      ) => void)
    | undefined;

  /** For other threads, which then load the same again: what is loaded so far. Throws LimitError without memory. Cost: a copy of it. */
  image(): Promise<KernelImage>;

  /** Frees the memory; no other call may follow. */
  dispose(): void;
}
