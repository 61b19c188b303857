import { log } from '../../../assembly/math.js';

/** As many digits as H2O has (MathUtils.EULER_MASCHERONI_CONSTANT). */
const EULER = 0.5772156649;

/** c(n): mean length of an unsuccessful search in a binary tree of n entries (averagePathLengthOfUnsuccessfulSearch). */
export function meanSearchLength(n: number): number {
  if (n < 2) return 0;
  if (n === 2) return 1;
  return 2 * (log(n - 1) + EULER) - (2 * (n - 1)) / n;
}
