// Seeded numbers, so that a failure can be repeated.

/** Uniform in [0, 1) (mulberry32). */
export function randomSource(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Doubles at which float rounding, comparisons and sums go wrong first. */
export const EXTREMES: readonly number[] = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1e308,
  -1e308,
  5e-324,
  -5e-324,
  1e-46,
  -1e-46,
  1.401298464324817e-45,
  -1.401298464324817e-45,
  1.1754943508222875e-38,
  3.4028234663852886e38,
  3.4028235677973366e38,
  -3.4028235677973366e38,
  0.1,
  Math.fround(0.1),
  -0.1,
  1,
  -1,
  16777217,
  2147483647,
  2147483648,
  -2147483648,
  -2147483649,
  1e19,
  709.9,
  -745.2,
];

/** Mostly ordinary numbers, now and then an extreme one. */
export function randomCell(random: () => number): number {
  if (random() < 0.2) return EXTREMES[Math.floor(random() * EXTREMES.length)];
  return (random() - 0.5) * 10 ** Math.floor(random() * 4);
}
