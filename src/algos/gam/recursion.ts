// The recursion of spline bases over knots: a function of one order is made of two of the order below
// (hex.genmodel.algos.gam.NBSplinesTypeI and NBSplinesTypeII, where it is a tree per function).

/** A kind of basis: how the functions of order 1 and of a higher order come about. */
export interface Recursion {
  /** The value of a function of order 1 between its two knots. */
  first(left: number, right: number): number;
  /** The factor of both parts of a function of that order. */
  factor(order: number): number;
  /** What the left and the right part are divided by; 0 drops the part. */
  spans(knots: Float64Array, from: number, order: number): readonly [left: number, right: number];
}

/** M-splines: every function has the integral 1. */
export const M_SPLINE: Recursion = {
  first: (left, right) => reciprocal(right - left),
  factor: (order) => order / (order - 1),
  spans: (knots, from, order) => {
    const span = knots[from + order] - knots[from];
    return [span, span];
  },
};

/** Normalised B-splines: the functions sum to 1. */
export const B_SPLINE: Recursion = {
  first: () => 1,
  factor: () => 1,
  spans: (knots, from, order) => [
    knots[from + order - 1] - knots[from],
    knots[from + order] - knots[from + 1],
  ],
};

function reciprocal(x: number): number {
  return x === 0 ? 0 : 1 / x;
}

/** The knots with the first and the last repeated, so that there are `order` of each (GamUtilsISplines.fillKnots). */
export function repeatEnds(knots: Float64Array, order: number): Float64Array {
  const all = new Float64Array(knots.length + 2 * order - 2);
  all.fill(knots[0], 0, order - 1);
  all.set(knots, order - 1);
  all.fill(knots[knots.length - 1], order - 1 + knots.length);
  return all;
}

/** Values of all functions of an order at x. */
export class SplineFunctions {
  readonly knots: Float64Array;
  readonly order: number;
  /** Number of functions. */
  readonly count: number;
  readonly #recursion: Recursion;
  /** Per order from 2 on: 1 / span of the left and of the right part of each function. */
  readonly #parts: readonly { readonly left: Float64Array; readonly right: Float64Array }[];
  readonly #values: Float64Array;
  readonly #result: Float64Array;

  /** `knots` without repetitions. */
  constructor(recursion: Recursion, order: number, knots: Float64Array) {
    this.#recursion = recursion;
    this.order = order;
    this.knots = repeatEnds(knots, order);
    this.count = knots.length + order - 2;
    this.#values = new Float64Array(this.knots.length - 1);
    this.#result = this.#values.subarray(0, this.count);
    this.#parts = Array.from({ length: order - 1 }, (_, i) => {
      const k = i + 2;
      const spans = Array.from({ length: this.knots.length - k }, (__, from) =>
        recursion.spans(this.knots, from, k),
      );
      return {
        left: Float64Array.from(spans, ([left]) => reciprocal(left)),
        right: Float64Array.from(spans, ([, right]) => reciprocal(right)),
      };
    });
  }

  /** Scratch: the values stand until the next call. A function is 0 outside its knots, the last one included. */
  evaluate(x: number): Float64Array {
    const knots = this.knots;
    const values = this.#values;
    for (let i = 0; i < values.length; i++) {
      const outside = x < knots[i] || x >= knots[i + 1];
      values[i] = outside ? 0 : this.#recursion.first(knots[i], knots[i + 1]);
    }
    this.#parts.forEach(({ left, right }, n) => {
      const order = n + 2;
      const factor = this.#recursion.factor(order);
      for (let i = 0; i + order < knots.length; i++) {
        const outside = x < knots[i] || x >= knots[i + order];
        values[i] = outside
          ? 0
          : factor *
            ((x - knots[i]) * left[i] * values[i] +
              (knots[i + order] - x) * right[i] * values[i + 1]);
      }
    });
    return this.#result;
  }
}
