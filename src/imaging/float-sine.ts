// The float32 sine and cosine of glibc since 2.28, which CImg's angles and Lanczos weights have been made with: not always the nearest
// float32 (for one angle in fifty), so its own approximation has to be followed (the coefficients are those that ARM published in its
// optimized routines).
import { withoutQuarters } from './sine.js';

/** From here on glibc takes quarter turns off exactly, below it the nearest double of pi / 2 is enough. */
const FAR = 120;

/** sin(x), rounded to float32, for a float32 |x| < 2^20. Equal to glibc's for every float32 up to 17, and for nearly all beyond. */
export function sinOfFloat(x: number): number {
  return ofQuarters(x, 0);
}

/** cos(x), likewise. */
export function cosOfFloat(x: number): number {
  return ofQuarters(x, 1);
}

/** sin(x + quarters * pi / 2) */
function ofQuarters(x: number, quarters: number): number {
  const turns = Math.round(x * (2 / Math.PI));
  const rest = Math.abs(x) < FAR ? x - turns * (Math.PI / 2) : withoutQuarters(x, turns);
  const quarter = turns + quarters;
  const value = (quarter & 1) === 0 ? sinNearZero(rest) : cosNearZero(rest);
  return Math.fround((quarter & 2) === 0 ? value : -value);
}

function sinNearZero(x: number): number {
  const square = x * x;
  const cube = x * square;
  const high = 0.008332178146138854 + square * -0.00019517298981385725;
  return x + cube * -0.16666654943701084 + cube * square * high;
}

function cosNearZero(x: number): number {
  const square = x * x;
  const low = 1 + square * -0.49999999725108224;
  const high = -0.001388676379437604 + square * 0.000024390450703564542;
  return low + square * square * 0.041666623324344516 + square * square * square * high;
}
