// The float32 sine of glibc since 2.28, which CImg's Lanczos weights have been made with: not always the nearest float32, so its own
// approximation has to be followed (the coefficients are those that ARM published in its optimized routines).

/** sin(x), rounded to float32, for a float32 |x| < 100. Equal to glibc's for every float32 up to 7. */
export function sinOfFloat(x: number): number {
  const quarters = Math.round(x * (2 / Math.PI));
  const rest = x - quarters * (Math.PI / 2);
  const value = quarters % 2 === 0 ? sinNearZero(rest) : cosNearZero(rest);
  return Math.fround((quarters & 2) === 0 ? value : -value);
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
