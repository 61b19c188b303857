import type { GlrmData } from './read.js';

/** A row in the order of the losses. */
export interface GlrmRow {
  /** Levels as numbers, NaN where missing or unknown. */
  readonly levels: Float64Array;
  /** Normalised; NaN may come out of that as well, so that missing ones are marked. */
  readonly numbers: Float64Array;
  readonly isMissing: Uint8Array;
}

/**
 * What factors cost for a row, and the derivative (GlrmMojoModel.objective, gradientL). As in Java, a missing category does not
 * move the place where the next columns' archetypes are read, so that these are others than in training.
 */
export class Objective {
  readonly #data: GlrmData;
  /** Per categorical column: a product, and a derivative, per level. */
  readonly #products: readonly Float64Array[];
  readonly #slopes: readonly Float64Array[];

  constructor(data: GlrmData) {
    this.#data = data;
    this.#products = data.levels.map(({ levelCount }) => new Float64Array(levelCount));
    this.#slopes = data.levels.map(({ levelCount }) => new Float64Array(levelCount));
  }

  cost(x: Float64Array, row: GlrmRow): number {
    const { levels, numbers, regularizer, gamma } = this.#data;
    let sum = 0;
    let first = 0;
    for (let c = 0; c < levels.length; c++) {
      const level = row.levels[c];
      const { loss, levelCount } = levels[c];
      if (Number.isNaN(level)) continue;
      sum += loss.loss(this.#multiply(x, c, first), level);
      first += levelCount;
    }
    for (let n = 0; n < numbers.length; n++) {
      const { loss } = numbers[n];
      if (row.isMissing[n]) continue;
      sum += loss.loss(this.#product(x, first + n), row.numbers[n]);
    }
    return sum + gamma * regularizer.cost(x);
  }

  /** The derivative of the cost without the regularizer, per factor. */
  gradient(x: Float64Array, row: GlrmRow, out: Float64Array): void {
    const { levels, numbers } = this.#data;
    out.fill(0);
    let first = 0;
    for (let c = 0; c < levels.length; c++) {
      const level = row.levels[c];
      const { loss, levelCount } = levels[c];
      if (Number.isNaN(level)) continue;
      const slopes = this.#slopes[c];
      loss.gradient(this.#multiply(x, c, first), level, slopes);
      this.#addSlopes(slopes, first, out);
      first += levelCount;
    }
    for (let n = 0; n < numbers.length; n++) {
      const { loss } = numbers[n];
      if (row.isMissing[n]) continue;
      const slope = loss.gradient(this.#product(x, first + n), row.numbers[n]);
      this.#addSlope(slope, first + n, out);
    }
  }

  /** The products of all levels of a categorical column, whose archetypes begin at column `first`. */
  #multiply(x: Float64Array, c: number, first: number): Float64Array {
    const products = this.#products[c];
    for (let i = 0; i < products.length; i++) products[i] = this.#product(x, first + i);
    return products;
  }

  #product(x: Float64Array, column: number): number {
    return product(x, this.#data.archetypes, column);
  }

  #addSlopes(slopes: Float64Array, first: number, out: Float64Array): void {
    for (let i = 0; i < slopes.length; i++) this.#addSlope(slopes[i], first + i, out);
  }

  #addSlope(slope: number, column: number, out: Float64Array): void {
    const { archetypes, rank } = this.#data;
    const start = column * rank;
    for (let k = 0; k < rank; k++) out[k] = out[k] + slope * archetypes[start + k];
  }
}

/** Factors times one column of the archetypes. */
export function product(x: ArrayLike<number>, archetypes: Float64Array, column: number): number {
  const start = column * x.length;
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k] * archetypes[start + k];
  return sum;
}
