// GlrmLoss: how far a product u of factors and archetypes is from the value, its derivative, and the value that fits u best.
import { exp, log } from '../../../assembly/math.js';

/** Loss of a number `a`. */
export interface NumberLoss {
  loss(u: number, a: number): number;
  gradient(u: number, a: number): number;
  impute(u: number): number;
}

/** Loss of a level of a categorical column, which has one product per level. */
export interface LevelLoss {
  loss(u: Float64Array, level: number): number;
  /** Writes as many numbers as there are products. */
  gradient(u: Float64Array, level: number, out: Float64Array): void;
  impute(u: Float64Array): number;
}

/** Values 0 and 1: the sign of u. */
const imputeBinary = (u: number) => (u > 0 ? 1 : 0);
const identity = (u: number) => u;

/** Losses of numbers; Logistic and Hinge are meant for 0 and 1. */
export const NUMBER_LOSSES: ReadonlyMap<string, NumberLoss> = new Map([
  [
    'Quadratic',
    {
      loss: (u: number, a: number) => (u - a) * (u - a),
      gradient: (u: number, a: number) => 2 * (u - a),
      impute: identity,
    },
  ],
  [
    'Absolute',
    {
      loss: (u: number, a: number) => Math.abs(u - a),
      gradient: (u: number, a: number) => Math.sign(u - a),
      impute: identity,
    },
  ],
  [
    'Huber',
    {
      loss(u: number, a: number) {
        const x = u - a;
        if (x > 1) return x - 0.5;
        return x < -1 ? -x - 0.5 : 0.5 * x * x;
      },
      gradient(u: number, a: number) {
        const x = u - a;
        if (x > 1) return 1;
        return x < -1 ? -1 : x;
      },
      impute: identity,
    },
  ],
  [
    'Poisson',
    {
      loss: (u: number, a: number) => exp(u) + (a === 0 ? 0 : -a * u + a * log(a) - a),
      gradient: (u: number, a: number) => exp(u) - a,
      impute: (u: number) => exp(u),
    },
  ],
  [
    // 1 - cos(f * (u - a)); genmodel never sets f, so it is 0 (MOJOs write the period behind the name, which Java refuses).
    'Periodic',
    {
      loss: (u: number, a: number) => Math.abs((u - a) * 0),
      gradient: (u: number, a: number) => (u - a) * 0,
      impute: identity,
    },
  ],
  [
    'Logistic',
    {
      loss: (u: number, a: number) => log(1 + exp((1 - 2 * a) * u)),
      gradient(u: number, a: number) {
        const sign = 1 - 2 * a;
        return sign / (1 + exp(-sign * u));
      },
      impute: imputeBinary,
    },
  ],
  [
    'Hinge',
    {
      loss: (u: number, a: number) => Math.max(1 + (1 - 2 * a) * u, 0),
      gradient(u: number, a: number) {
        const sign = 1 - 2 * a;
        return 1 + sign * u > 0 ? sign : 0;
      },
      impute: imputeBinary,
    },
  ],
]);

/** Losses of levels. */
export const LEVEL_LOSSES: ReadonlyMap<string, LevelLoss> = new Map([
  [
    'Categorical',
    {
      loss(u: Float64Array, level: number) {
        let sum = 0;
        for (const product of u) sum += Math.max(1 + product, 0);
        return sum + (Math.max(1 - u[level], 0) - Math.max(1 + u[level], 0));
      },
      gradient(u: Float64Array, level: number, out: Float64Array) {
        for (let i = 0; i < u.length; i++) out[i] = 1 + u[i] > 0 ? 1 : 0;
        out[level] = 1 - u[level] > 0 ? -1 : 0;
      },
      impute(u: Float64Array) {
        let best = 0;
        for (let i = 1; i < u.length; i++) if (u[i] > u[best]) best = i;
        return best;
      },
    },
  ],
  [
    'Ordinal',
    {
      loss(u: Float64Array, level: number) {
        let sum = 0;
        for (let i = 0; i < u.length - 1; i++) sum += level > i ? Math.max(1 - u[i], 0) : 1;
        return sum;
      },
      gradient(u: Float64Array, level: number, out: Float64Array) {
        for (let i = 0; i < u.length - 1; i++) out[i] = level > i && 1 - u[i] > 0 ? -1 : 0;
        out[u.length - 1] = 0;
      },
      impute(u: Float64Array) {
        let sum = u.length - 1;
        let least = sum;
        let best = 0;
        for (let level = 1; level < u.length; level++) {
          sum -= Math.min(1, u[level - 1]);
          if (sum < least) {
            least = sum;
            best = level;
          }
        }
        return best;
      },
    },
  ],
]);
