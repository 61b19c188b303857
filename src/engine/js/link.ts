// Inverse link functions over one column. Math.min and Math.max hand NaN on, as Java's do.
import { exp, pow } from '../../../assembly/math.js';
import type { Link } from '../kernels.js';

const MAX_EXP = 1e19;

/** The inverse of each link at x. */
export const INVERSE: Readonly<Record<Link, (x: number, parameter: number) => number>> = {
  identity: (x) => x,
  'gbm-log': sanitizedExp,
  'gbm-logit': (x) => 1 / (1 + sanitizedExp(-x)),
  'gbm-inverse': (x) => 1 / (x < 0 ? Math.min(-1e-5, x) : Math.max(-1e-5, x)),
  'gbm-ologlog': (x) => 1 - sanitizedExp(-1 * sanitizedExp(x)),
  'gbm-oprobit': () => 0,
  'glm-log': (x) => exp(x),
  'glm-logit': (x) => 1 / (exp(-x) + 1),
  'glm-inverse': (x) => 1 / (x < 0 ? Math.min(-1e-5, x) : Math.max(1e-5, x)),
  'glm-tweedie-log': (x) => Math.max(2e-16, exp(x)),
  'glm-tweedie-pow': (x, parameter) => pow(x, parameter),
};

/** Replaces the first `rows` cells by their inverse link. */
export function linkInverse(
  link: Link,
  cells: Float64Array,
  rows: number,
  parameter: number,
): void {
  const inverse = INVERSE[link];
  for (let row = 0; row < rows; row++) cells[row] = inverse(cells[row], parameter);
}

/** GbmMojoModel.exp. */
function sanitizedExp(x: number): number {
  return Math.min(MAX_EXP, exp(x));
}
