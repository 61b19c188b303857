// GlrmRegularizer: what the factors of a row cost, and the step towards cheap ones. Every function reads `u` and writes `out`,
// which may be the same array.
import type { JavaRandom } from '../../java/random.js';

export interface Regularizer {
  cost(u: Float64Array): number;
  /** The proximal operator for a step of `delta`; 0 leaves the factors as they are. */
  step(u: Float64Array, delta: number, random: JavaRandom, out: Float64Array): void;
  /** Makes a random start one whose cost is finite. */
  project(u: Float64Array, random: JavaRandom, out: Float64Array): void;
}

type Step = Regularizer['step'];

const copy = (u: Float64Array, out: Float64Array): void => {
  if (u !== out) out.set(u);
};

/** A regularizer whose cost is finite everywhere. */
function finite(cost: Regularizer['cost'], step: Step): Regularizer {
  return {
    cost,
    step: unlessZero(step),
    project: (u, _, out) => {
      copy(u, out);
    },
  };
}

/** A regularizer whose cost is infinite outside a set; its step leads into the set. */
function constrained(
  cost: Regularizer['cost'],
  step: Step,
  isStepNeeded: (u: Float64Array) => boolean = always,
): Regularizer {
  return {
    cost,
    step: unlessZero(step),
    project: (u, random, out) => {
      if (isStepNeeded(u)) step(u, 1, random, out);
      else copy(u, out);
    },
  };
}

const always = (): boolean => true;

function unlessZero(step: Step): Step {
  return (u, delta, random, out) => {
    if (delta === 0) copy(u, out);
    else step(u, delta, random, out);
  };
}

function sumOfSquares(u: Float64Array): number {
  let sum = 0;
  for (const x of u) sum += x * x;
  return sum;
}

function scale(u: Float64Array, factor: number, out: Float64Array): void {
  for (let i = 0; i < u.length; i++) out[i] = u[i] * factor;
}

/** ArrayUtils.maxIndex: the place of the largest; a tie is broken at random. */
function largest(u: Float64Array, random: JavaRandom): number {
  let best = 0;
  let count = 0;
  for (let i = 1; i < u.length; i++) {
    if (u[i] > u[best]) {
      best = i;
      count = 1;
    } else if (u[i] === u[best] && random.nextInt(++count) === 0) best = i;
  }
  return best;
}

const oneSparse: Step = (u, _, random, out) => {
  const place = largest(u, random);
  const value = u[place] > 0 ? u[place] : 1e-6;
  out.fill(0);
  out[place] = value;
};

const unitOneSparse: Step = (u, _, random, out) => {
  const place = largest(u, random);
  out.fill(0);
  out[place] = 1;
};

function oneSparseCost(u: Float64Array): number {
  let positive = 0;
  for (const x of u) {
    if (x < 0) return Infinity;
    if (x > 0) positive++;
  }
  return positive === 1 ? 0 : Infinity;
}

function unitOneSparseCost(u: Float64Array): number {
  let ones = 0;
  for (const x of u) {
    if (x === 1) ones++;
    else if (x !== 0) return Infinity;
  }
  return ones === 1 ? 0 : Infinity;
}

/** 0 where the factors are positive and their sum is 1, up to the error that such a sum can have. */
function simplexCost(u: Float64Array): number {
  let sum = 0;
  let absoluteSum = 0;
  for (const x of u) {
    if (x < 0) return Infinity;
    sum += x;
    absoluteSum += Math.abs(x);
  }
  const bound = (u.length - 1) * ulp(sum) * absoluteSum;
  return Math.abs(sum - 1) <= bound ? 0 : Infinity;
}

/** Projection onto the simplex: max(u - t, 0), t from the sorted factors. */
const simplex: Step = (u, _, __, out) => {
  const order = ascendingOrder(u);
  const sums = new Float64Array(u.length); // of the largest factors
  let sum = 0;
  for (let i = u.length - 1; i >= 0; i--) {
    sum = i === u.length - 1 ? u[order[i]] : sum + u[order[i]];
    sums[i] = sum;
  }
  let t = (sums[0] - 1) / u.length;
  for (let i = u.length - 1; i >= 1; i--) {
    const candidate = (sums[i] - 1) / (u.length - i);
    if (candidate >= u[order[i - 1]]) {
      t = candidate;
      break;
    }
  }
  for (let i = 0; i < u.length; i++) out[i] = Math.max(u[i] - t, 0);
};

/** ArrayUtils.sort: places by ascending value, equal ones in order. Insertion, because of where that leaves NaN. */
function ascendingOrder(values: Float64Array): number[] {
  const order = Array.from(values, (_, i) => i);
  for (let i = 1; i < order.length; i++) {
    for (let j = i; j > 0 && values[order[j - 1]] > values[order[j]]; j--) {
      [order[j - 1], order[j]] = [order[j], order[j - 1]];
    }
  }
  return order;
}

const bits = new BigUint64Array(1);
const double = new Float64Array(bits.buffer);

/** Math.ulp of a number that is not negative. */
function ulp(x: number): number {
  if (!Number.isFinite(x)) return x;
  double[0] = x;
  bits[0]++;
  return double[0] - x;
}

/** By the name that `regularizationX` has. */
export const REGULARIZERS: ReadonlyMap<string, Regularizer> = new Map([
  [
    'None',
    finite(
      () => 0,
      (u, _, __, out) => {
        copy(u, out);
      },
    ),
  ],
  [
    'Quadratic',
    finite(sumOfSquares, (u, delta, _, out) => {
      scale(u, 1 / (1 + 2 * delta), out);
    }),
  ],
  [
    'L2',
    finite(
      (u) => Math.sqrt(sumOfSquares(u)),
      (u, delta, _, out) => {
        const weight = 1 - delta / Math.sqrt(sumOfSquares(u));
        if (weight < 0) out.fill(0);
        else scale(u, weight, out);
      },
    ),
  ],
  [
    'L1',
    finite(
      (u) => {
        let sum = 0;
        for (const x of u) sum += Math.abs(x);
        return sum;
      },
      (u, delta, _, out) => {
        for (let i = 0; i < u.length; i++) {
          out[i] = Math.max(u[i] - delta, 0) + Math.min(u[i] + delta, 0);
        }
      },
    ),
  ],
  [
    'NonNegative',
    constrained(
      (u) => (u.some((x) => x < 0) ? Infinity : 0),
      (u, _, __, out) => {
        for (let i = 0; i < u.length; i++) out[i] = Math.max(u[i], 0);
      },
    ),
  ],
  ['OneSparse', constrained(oneSparseCost, oneSparse)],
  ['UnitOneSparse', constrained(unitOneSparseCost, unitOneSparse)],
  ['Simplex', constrained(simplexCost, simplex, (u) => simplexCost(u) !== 0)],
]);
