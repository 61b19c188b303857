// TreeSHAP (Lundberg, Erion, Lee: "Consistent Individualized Feature Attribution for Tree Ensembles", algorithm 2) in the
// arithmetic of hex.genmodel.algos.tree.TreeSHAP: every step is rounded to float, so that contributions are equal as floats.
// The interaction values of the same authors ("From local explanations to global understanding with explainable AI for trees",
// section "SHAP interaction values") come from the same walk: only what a leaf adds is another thing.
import { LimitError } from '../../errors.js';
import type { DescribedForest } from '../forest-table.js';
import { shareOfWeight, treeMeans } from '../tree-weights.js';
import { goesRight } from './forest.js';

const f = Math.fround;

/** Ways deeper than this are refused: the work grows with the square of the depth, and the walk is recursive. */
const MAX_DEPTH = 2000;

/** Trees `from` .. `to` - 1 of the table. */
export interface TreeRange {
  readonly from: number;
  readonly to: number;
}

/** What a leaf adds: the way to it is elements 1 .. `length` at `path`. */
type AtLeaf = (path: number, length: number, value: number) => void;

/**
 * Contributions of the features to the sums of a forest, by its training weights, and their interactions. Workspace: depth *
 * features cells; cost per row: leaves * depth^2, of interactions leaves * depth^3.
 */
export class TreeShap {
  readonly #forest: DescribedForest;
  readonly #features: Int32Array;
  readonly #means: Float32Array;
  /** The way from the root, as a stack of ways: each level works on a copy behind that of its parent. */
  readonly #feature: Int32Array;
  readonly #zero: Float32Array;
  readonly #one: Float32Array;
  readonly #part: Float32Array;

  /** `features`: what each split of the table counts for. */
  constructor(forest: DescribedForest, features: Int32Array) {
    const depth = forest.treeDepth.reduce((deepest, one) => Math.max(deepest, one), 0);
    if (depth > MAX_DEPTH)
      throw new LimitError('depth of a tree', 'contributions', MAX_DEPTH, depth);
    this.#forest = forest;
    this.#features = features;
    this.#means = treeMeans(forest);
    const cells = (depth + 2) * (Math.min(depth, new Set(features).size) + 3);
    this.#feature = new Int32Array(cells);
    this.#zero = new Float32Array(cells);
    this.#one = new Float32Array(cells);
    this.#part = new Float32Array(cells);
  }

  /** Adds the contributions of some trees for one row to `phi`: a cell per feature, the last one for the mean. */
  add(columns: readonly Float64Array[], row: number, phi: Float32Array, trees: TreeRange): void {
    const { treeStart } = this.#forest;
    const atLeaf: AtLeaf = (path, length, value) => {
      for (let i = 1; i <= length; i++) {
        const share = this.#unwoundSum(path, length, i);
        const change = f(this.#one[path + i] - this.#zero[path + i]);
        phi[this.#feature[path + i]] += f(f(share * change) * value);
      }
    };
    for (let tree = trees.from; tree < trees.to; tree++) {
      if (treeStart[tree] === treeStart[tree + 1]) continue;
      phi[phi.length - 1] += this.#means[tree];
      this.#walk(columns, row, atLeaf, tree, 0, 0, 0, 1, 1, -1);
    }
  }

  /**
   * Adds the interactions of some trees for one row to `matrix`, `width` x `width` cells: half of what the pair of features has
   * together to each of (a, b) and (b, a). Cells (a, a) are left alone.
   */
  addInteractions(
    columns: readonly Float64Array[],
    row: number,
    matrix: Float64Array,
    width: number,
    trees: TreeRange,
  ): void {
    const { treeStart } = this.#forest;
    const atLeaf: AtLeaf = (path, length, value) => {
      this.#addPairs(path, length, value, matrix, width);
    };
    for (let tree = trees.from; tree < trees.to; tree++) {
      if (treeStart[tree] === treeStart[tree + 1]) continue;
      this.#walk(columns, row, atLeaf, tree, 0, 0, 0, 1, 1, -1);
    }
  }

  /** All pairs of the way to a leaf: without the first element, the way gives the second one's contribution with and without it. */
  #addPairs(path: number, length: number, value: number, matrix: Float64Array, width: number) {
    const copy = path + length + 1;
    for (let a = 1; a < length; a++) {
      const changeA = this.#one[path + a] - this.#zero[path + a];
      if (changeA === 0) continue;
      this.#copy(path, copy, length + 1);
      this.#unwind(copy, length, a);
      const featureA = this.#feature[path + a];
      // Elements behind the one taken out have moved up by one.
      for (let b = a; b < length; b++) {
        const changeB = this.#one[copy + b] - this.#zero[copy + b];
        const half = 0.5 * this.#unwoundSum(copy, length - 1, b) * changeA * changeB * value;
        const featureB = this.#feature[copy + b];
        matrix[featureA * width + featureB] += half;
        matrix[featureB * width + featureA] += half;
      }
    }
  }

  /**
   * One node of the walk. `length` elements of the parent's way stand at `from`; the element of the edge that leads here is
   * (zero, one, feature).
   */
  #walk(
    columns: readonly Float64Array[],
    row: number,
    atLeaf: AtLeaf,
    tree: number,
    node: number,
    from: number,
    length: number,
    zero: number,
    one: number,
    feature: number,
  ): void {
    const { treeStart, column, threshold, left, weight } = this.#forest;
    const path = from + length;
    this.#copy(from, path, length);
    this.#extend(path, length, zero, one, feature);

    const at = treeStart[tree] + node;
    const split = column[at];
    if (split < 0) {
      atLeaf(path, length, threshold[at]);
      return;
    }
    const right = goesRight(this.#forest, at, columns[split][row]) ? 1 : 0;
    const hot = left[at] + right;
    const cold = left[at] + 1 - right;
    const partOf = (child: number) => shareOfWeight(weight, at, treeStart[tree] + child);

    let incomingZero = 1;
    let incomingOne = 1;
    let last = length;
    const counted = this.#features[at];
    const earlier = this.#find(path, length, counted);
    if (earlier >= 0) {
      incomingZero = this.#zero[path + earlier];
      incomingOne = this.#one[path + earlier];
      this.#unwind(path, length, earlier);
      last--;
    }
    const hotZero = f(partOf(hot) * incomingZero);
    const coldZero = f(partOf(cold) * incomingZero);
    this.#walk(columns, row, atLeaf, tree, hot, path, last + 1, hotZero, incomingOne, counted);
    this.#walk(columns, row, atLeaf, tree, cold, path, last + 1, coldZero, 0, counted);
  }

  #copy(from: number, to: number, length: number): void {
    this.#feature.copyWithin(to, from, from + length);
    this.#zero.copyWithin(to, from, from + length);
    this.#one.copyWithin(to, from, from + length);
    this.#part.copyWithin(to, from, from + length);
  }

  #find(path: number, length: number, feature: number): number {
    for (let i = 0; i <= length; i++) if (this.#feature[path + i] === feature) return i;
    return -1;
  }

  /** EXTEND: the way grows by an element; the weights of its subsets are spread. */
  #extend(path: number, length: number, zero: number, one: number, feature: number): void {
    const part = this.#part;
    this.#feature[path + length] = feature;
    this.#zero[path + length] = zero;
    this.#one[path + length] = one;
    part[path + length] = length === 0 ? 1 : 0;
    for (let i = length - 1; i >= 0; i--) {
      const here = part[path + i];
      part[path + i + 1] += f(f(f(one * here) * (i + 1)) / (length + 1));
      part[path + i] = f(f(f(zero * here) * (length - i)) / (length + 1));
    }
  }

  /** UNWIND: takes element `index` out of the way. */
  #unwind(path: number, length: number, index: number): void {
    const part = this.#part;
    const one = this.#one[path + index];
    const zero = this.#zero[path + index];
    let next = part[path + length];
    for (let i = length - 1; i >= 0; i--) {
      const here = part[path + i];
      if (one !== 0) {
        const restored = f(f(next * (length + 1)) / f((i + 1) * one));
        part[path + i] = restored;
        next = f(here - f(f(f(restored * zero) * (length - i)) / (length + 1)));
      } else if (zero !== 0) {
        part[path + i] = f(f(here * (length + 1)) / f(zero * (length - i)));
      } else {
        part[path + i] = 0;
      }
    }
    for (let i = path + index; i < path + length; i++) {
      this.#feature[i] = this.#feature[i + 1];
      this.#zero[i] = this.#zero[i + 1];
      this.#one[i] = this.#one[i + 1];
    }
  }

  /** Sum of the weights that the way would have without element `index`. */
  #unwoundSum(path: number, length: number, index: number): number {
    const part = this.#part;
    const one = this.#one[path + index];
    const zero = this.#zero[path + index];
    let next = part[path + length];
    let total = 0;
    for (let i = length - 1; i >= 0; i--) {
      const here = part[path + i];
      const share = f((length - i) / (length + 1));
      if (one !== 0) {
        const restored = f(f(next * (length + 1)) / f((i + 1) * one));
        total = f(total + restored);
        next = f(here - f(f(restored * zero) * share));
      } else if (zero !== 0) {
        total = f(total + f(f(here / zero) / share));
      }
    }
    return total;
  }
}
