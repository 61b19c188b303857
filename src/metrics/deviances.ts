import type { Settings } from './settings.js';

/** Deviance of a prediction f from a response y. */
export type Deviance = (y: number, f: number) => number;

/** By `distribution`, for trees and networks (hex.Distribution). Huber's needs all errors: see regression. */
export function distributionDeviance(settings: Settings, distribution: string): Deviance {
  switch (distribution) {
    case 'poisson':
      return (y, f) => 2 * ((y === 0 ? 0 : y * Math.log(y / f)) - y + f);
    case 'gamma':
      return (y, f) => 2 * (Math.log(f / y) + y / f - 1);
    case 'laplace':
      return (y, f) => Math.abs(y - f);
    case 'quantile': {
      const alpha = settings.number('quantile_alpha', 0.5);
      return (y, f) => (y > f ? alpha * (y - f) : (1 - alpha) * (f - y));
    }
    case 'tweedie':
      return tweedie(settings.number('tweedie_power', 1.5));
    default:
      return (y, f) => (y - f) * (y - f);
  }
}

/** Logarithms are at least -19 and exponentials at most 1e19 here. */
function tweedie(power: number): Deviance {
  const exp = (x: number) => Math.min(1e19, Math.exp(x));
  return (y, f) => {
    const g = Math.max(-19, Math.log(f));
    return (
      2 *
      (y ** (2 - power) / ((1 - power) * (2 - power)) -
        (y * exp(g * (1 - power))) / (1 - power) +
        exp(g * (2 - power)) / (2 - power))
    );
  };
}

/** By `family`, for generalized linear models of a number. */
export function familyDeviance(settings: Settings, family: string): Deviance {
  switch (family) {
    case 'poisson':
      return (y, m) => (y === 0 ? 2 * m : 2 * (y * Math.log(y / m) - y + m));
    case 'gamma':
      return (y, m) => (y === 0 ? -2 : -2 * (Math.log(y / m) - (y - m) / m));
    case 'negativebinomial': {
      const theta = settings.number('theta', 1e-10);
      return (y, m) =>
        y === 0
          ? (2 / theta) * Math.log(1 + theta * m)
          : 2 *
            ((1 / theta + y) * Math.log((1 + theta * m) / (1 + theta * y)) + y * Math.log(y / m));
    }
    case 'tweedie': {
      const power = settings.number('tweedie_variance_power', 0);
      return (y, m) => {
        const one = ((y === 0 ? 0.1 : y) ** (1 - power) - m ** (1 - power)) / (1 - power);
        const two = (y ** (2 - power) - m ** (2 - power)) / (2 - power);
        return 2 * (y * one - two);
      };
    }
    default:
      return (y, m) => (y - m) * (y - m);
  }
}

/** Of a share y of class 1, with 0 log 0 = 0. */
export const binomialDeviance: Deviance = (y, m) => 2 * (share(y, m) + share(1 - y, 1 - m));

function share(y: number, m: number): number {
  return y === 0 ? 0 : y * Math.log(y / m);
}
