// What the addon (native/src) gives to JavaScript. It takes typed arrays, borrows them for the time of a call and checks sizes itself.

import type { NumberArray } from '../kernels.js';

/** `INTERFACE_VERSION` of native/src/lib.rs that this file was written for. */
export const INTERFACE_VERSION = 6;

/** A kernel with memory of its own. */
interface Loaded {
  /** Gives the memory back; any other call throws from then on. */
  dispose(): void;
}

export interface NativeForest extends Loaded {
  /** `out` starts at the first column of sums. */
  sums(
    input: Float64Array,
    inputStride: number,
    rows: number,
    fromGroup: number,
    toGroup: number,
    out: Float64Array,
    outStride: number,
  ): void;
  /** As `sums`, of rows from `at` on in columns as they lie. */
  sumsOfColumns(
    input: readonly Float64Array[],
    at: number,
    rows: number,
    fromGroup: number,
    toGroup: number,
    out: Float64Array,
    outStride: number,
  ): void;
  /** As `sumsOfColumns`, of another thread's loan. False: it is not open. */
  sumsOfLoan(
    loan: number,
    at: number,
    rows: number,
    fromGroup: number,
    toGroup: number,
    out: Float64Array,
    outStride: number,
  ): boolean;
  leaves(input: Float64Array, inputStride: number, rows: number, out: Int32Array): void;
}

export interface NativeDense extends Loaded {
  run(x: Float64Array, rows: number, y: Float64Array): void;
}

export interface NativeUnits extends Loaded {
  fillBlock(
    input: Float64Array,
    inputStride: number,
    from: number,
    rows: number,
    out: Float64Array,
  ): void;
  fillColumns(input: readonly Float64Array[], at: number, rows: number, out: Float64Array): void;
  fillRows(
    input: NumberArray,
    at: number,
    stride: number,
    from: number,
    rows: number,
    out: Float64Array,
  ): void;
  restore(cells: Float64Array, rows: number): void;
}

export interface NativeFirstLayer extends Loaded {
  runBlock(
    input: Float64Array,
    inputStride: number,
    from: number,
    rows: number,
    out: Float64Array,
  ): void;
  runColumns(input: readonly Float64Array[], at: number, rows: number, out: Float64Array): void;
}

export interface NativeNetwork extends Loaded {
  addLayer(
    cells: number,
    activation: number,
    factor: number,
    weights: Float32Array,
    bias: Float32Array,
  ): void;
  /** Whether all of `out` are finite. */
  runBlock(
    input: Float64Array,
    inputStride: number,
    rows: number,
    layers: number,
    out: Float32Array,
    restored: boolean,
  ): boolean;
  runColumns(
    input: readonly Float64Array[],
    at: number,
    rows: number,
    layers: number,
    out: Float32Array,
    restored: boolean,
  ): boolean;
  runRows(
    input: NumberArray,
    at: number,
    stride: number,
    rows: number,
    layers: number,
    out: Float32Array,
    restored: boolean,
  ): boolean;
}

export interface NativeLinear extends Loaded {
  run(input: Float64Array, inputStride: number, rows: number, out: Float64Array): void;
}

export interface NativeDistances extends Loaded {
  run(
    input: Float64Array,
    inputStride: number,
    rows: number,
    out: Float64Array,
    outStride: number,
  ): void;
}

/** See src/engine/kernels.ts: Loan. */
export interface NativeLoan extends Loaded {
  readonly number: number;
  open(columns: readonly Float64Array[]): void;
  close(): void;
}

/** The module. `instructions` is one of `instructionSets()`. */
export interface NativeAddon {
  readonly INTERFACE_VERSION: number;
  /** What this processor can run, the best first: some of avx512, avx2, sse2, neon. */
  instructionSets(): string[];
  /** to[c * rows + r] = from[r * width + c]. */
  turnDoubles(
    instructions: string,
    from: Float64Array,
    rows: number,
    width: number,
    to: Float64Array,
  ): void;
  turnFloats(
    instructions: string,
    from: Float32Array,
    rows: number,
    width: number,
    to: Float32Array,
  ): void;
  readonly NativeForest: new (
    instructions: string,
    floatSums: boolean,
    groups: number,
    treesPerGroup: number,
    columns: number,
    treeStart: Int32Array,
    column: Int32Array,
    threshold: Float32Array,
    left: Int32Array,
    flags: Uint8Array,
    bitset: Int32Array,
    bitsetFirst: Int32Array,
    bitsetLength: Int32Array,
    bitsetStart: Int32Array,
    bits: Uint8Array,
  ) => NativeForest;
  readonly NativeDense: new (
    instructions: string,
    inputs: number,
    outputs: number,
    channels: number,
    weights: Float32Array,
    bias: Float64Array,
  ) => NativeDense;
  readonly NativeUnits: new (
    instructions: string,
    offsets: Int32Array,
    allLevels: boolean,
    sub: Float64Array,
    mul: Float64Array,
  ) => NativeUnits;
  readonly NativeFirstLayer: new (
    instructions: string,
    offsets: Int32Array,
    allLevels: boolean,
    sub: Float64Array,
    mul: Float64Array,
    outputs: number,
    channels: number,
    weights: Float32Array,
    bias: Float64Array,
  ) => NativeFirstLayer;
  readonly NativeNetwork: new (
    instructions: string,
    offsets: Int32Array,
    allLevels: boolean,
    sub: Float64Array,
    mul: Float64Array,
    reference: Float64Array,
  ) => NativeNetwork;
  readonly NativeLinear: new (
    instructions: string,
    offsets: Int32Array,
    numbers: number,
    allLevels: boolean,
    beta: Float64Array,
  ) => NativeLinear;
  readonly NativeDistances: new (
    instructions: string,
    centers: Float64Array,
    count: number,
    categorical: Uint8Array,
  ) => NativeDistances;
  readonly NativeLoan: new () => NativeLoan;
  fillFromLoan(
    loan: number,
    at: number,
    rows: number,
    out: Float64Array,
    outStride: number,
  ): boolean;
  linkInverse(link: number, cells: Float64Array, rows: number, parameter: number): void;
  softmaxColumns(cells: Float64Array, stride: number, count: number, rows: number): void;
  softmaxColumnsGlm(cells: Float64Array, stride: number, count: number, rows: number): void;
  softmaxRows(cells: Float64Array, width: number, rows: number): void;
  activate(instructions: string, activation: number, cells: Float64Array, count: number): void;
  maxout(
    from: Float64Array,
    channels: number,
    to: Float64Array,
    outputs: number,
    rows: number,
  ): void;
  scale(instructions: string, cells: Float64Array, count: number, factor: number): void;
}
