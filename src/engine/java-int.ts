// Java's `(int) d`, which JavaScript has no operator for.

const MIN_INT = -0x80000000;
const MAX_INT = 0x7fffffff;

/** Cuts towards zero; NaN is 0; values beyond int are the nearest int (Java language specification 5.1.3). */
export function toJavaInt(x: number): number {
  if (x >= MIN_INT && x <= MAX_INT) return Math.trunc(x) + 0;
  if (x > MAX_INT) return MAX_INT;
  return x < MIN_INT ? MIN_INT : 0;
}
