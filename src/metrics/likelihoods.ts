import type { Deviance } from './deviances.js';
import type { Settings } from './settings.js';

/** Logarithm of the likelihood of a response y where the mean is m, for the families whose AIC takes it; else 0. */
export function logLikelihood(settings: Settings, family: string | undefined): Deviance {
  switch (family) {
    case 'poisson':
      return (y, m) => y * Math.log(m) - logFactorial(Math.round(y)) - m;
    case 'negativebinomial': {
      const theta = settings.number('theta', 1e-10);
      const size = 1 / theta;
      return (y, m) =>
        logGamma(y + size) -
        logGamma(size) -
        logGamma(y + 1) +
        y * Math.log((theta * m) / (1 + theta * m)) -
        size * Math.log(1 + theta * m);
    }
    default:
      return () => 0;
  }
}

/** As H2O approximates it above 100 (water.util.MathUtils). */
function logFactorial(n: number): number {
  if (n > 100) return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n);
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += Math.log(i);
  return sum;
}

/** Logarithm of the gamma function of a number above 0, by Stirling's series above 15. */
function logGamma(value: number): number {
  let shift = 0;
  let x = value;
  for (; x < 16; x++) shift += Math.log(x);
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
