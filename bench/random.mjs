// Seeded numbers, so that every run and every contender scores the same rows.

/** Uniform in [0, 1) (mulberry32). */
export function randomSource(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Normal with mean 0 and deviation 1 (Box-Muller). */
export function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A whole number 0 .. count - 1. */
export function below(random, count) {
  return Math.floor(random() * count);
}
