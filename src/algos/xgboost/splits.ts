import { CATEGORICAL, NA_RIGHT, OUTSIDE_RIGHT } from '../../engine/forest-table.js';
import type { ForestBuilder } from '../tree/forest-builder.js';
import { columnOf, columnOfCell, featureCount, type Features } from './features.js';

/** A split of the forest table, without its place. */
export interface ColumnSplit {
  readonly column: number;
  readonly threshold: number;
  readonly bitset: number;
  readonly flags: number;
}

/** All numbers go right. */
const ALL_RIGHT = -Infinity;
/** No number goes right. */
const ALL_LEFT = NaN;

/** Translates splits on a booster's features to splits on columns of the row. */
export class Splits {
  readonly #features: Features;
  readonly #builder: ForestBuilder;
  /** Bitsets that exist: thousands of splits ask for the same level. */
  readonly #bitsets = new Map<string, number>();

  constructor(features: Features, builder: ForestBuilder) {
    this.#features = features;
    this.#builder = builder;
  }

  /** Values below the threshold go left, missing ones in the default direction. Undefined: there is no such feature. */
  make(feature: number, threshold: number, defaultLeft: boolean): ColumnSplit | undefined {
    const { cats, catOffsets } = this.#features;
    if (feature >= featureCount(this.#features)) return undefined;
    if (feature < catOffsets[cats]) return this.#cell(feature, threshold, defaultLeft);
    return {
      column: columnOf(this.#features, feature),
      // Nothing is below NaN.
      threshold: Number.isNaN(threshold) ? ALL_RIGHT : threshold,
      bitset: -1,
      flags: defaultLeft ? 0 : NA_RIGHT,
    };
  }

  /** A split on a one-hot cell: one level, or NA, goes one way and all others the other way. */
  #cell(cell: number, threshold: number, defaultLeft: boolean): ColumnSplit {
    const { catOffsets, useAllFactorLevels, sparse } = this.#features;
    const column = columnOfCell(this.#features, cell);
    const isLast = cell === catOffsets[column + 1] - 1;
    const hotRight = !(1 < threshold);
    const coldRight = sparse ? !defaultLeft : !(0 < threshold);
    const naRight = isLast ? hotRight : coldRight;
    const naFlag = naRight ? NA_RIGHT : 0;
    if (hotRight === coldRight) {
      return { column, threshold: hotRight ? ALL_RIGHT : ALL_LEFT, bitset: -1, flags: naFlag };
    }
    // The last cell is hot also for levels that have no cell of their own (GenModel.setCats).
    const level = cell - catOffsets[column] + (useAllFactorLevels ? 0 : 1);
    const outsideRight = isLast ? hotRight : coldRight;
    return {
      column,
      threshold: NaN,
      bitset: isLast ? this.#bitset(0, level, coldRight) : this.#bitset(level, 1, hotRight),
      flags: CATEGORICAL | naFlag | (outsideRight ? OUTSIDE_RIGHT : 0),
    };
  }

  /** The bitset over levels first .. first + length - 1 whose bits are all the same. */
  #bitset(first: number, length: number, right: boolean): number {
    const key = `${first} ${length} ${right}`;
    let bitset = this.#bitsets.get(key);
    if (bitset === undefined) {
      const bytes = new Uint8Array((length + 7) >> 3).fill(right ? 0xff : 0);
      bitset = this.#builder.addBitset(first, length, bytes);
      this.#bitsets.set(key, bitset);
    }
    return bitset;
  }
}
