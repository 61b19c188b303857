// Sine and cosine from additions and products only, so that angles and bends have the same bits on every platform; the language leaves
// the last bits of Math.sin open. Error below 1 ulp for |x| < 2^20, which float32 rounding then hides.

/** pi / 2 in two parts: 33 bits, so that products with whole numbers below 2^20 are exact, and the rest. */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = Math.PI / 2 - HALF_PI_HIGH;
/** What Math.PI / 2 itself lacks. */
const HALF_PI_TAIL = 6.123233995736766e-17;
const REDUCIBLE = 2 ** 20;

export function sin(x: number): number {
  return ofQuarters(x, 0);
}

export function cos(x: number): number {
  return ofQuarters(x, 1);
}

/** x - turns * pi / 2, for whole turns below 2^20. */
export function withoutQuarters(x: number, turns: number): number {
  return x - turns * HALF_PI_HIGH - turns * (HALF_PI_LOW + HALF_PI_TAIL);
}

/** sin(x + quarters * pi / 2) */
function ofQuarters(x: number, quarters: number): number {
  const near = Math.abs(x) < REDUCIBLE ? x : x % (2 * Math.PI);
  const turns = Math.round(near / (Math.PI / 2));
  const rest = withoutQuarters(near, turns);
  switch ((turns + quarters) & 3) {
    case 0:
      return sinNearZero(rest);
    case 1:
      return cosNearZero(rest);
    case 2:
      return -sinNearZero(rest);
    default:
      return -cosNearZero(rest);
  }
}

/** Taylor's sum up to x^17, for |x| <= pi / 4; the next term is below 1e-19. */
function sinNearZero(x: number): number {
  const s = x * x;
  let sum = 1 / 355687428096000;
  sum = sum * s - 1 / 1307674368000;
  sum = sum * s + 1 / 6227020800;
  sum = sum * s - 1 / 39916800;
  sum = sum * s + 1 / 362880;
  sum = sum * s - 1 / 5040;
  sum = sum * s + 1 / 120;
  sum = sum * s - 1 / 6;
  return x + x * s * sum;
}

/** Taylor's sum up to x^16. */
function cosNearZero(x: number): number {
  const s = x * x;
  let sum = 1 / 20922789888000;
  sum = sum * s - 1 / 87178291200;
  sum = sum * s + 1 / 479001600;
  sum = sum * s - 1 / 3628800;
  sum = sum * s + 1 / 40320;
  sum = sum * s - 1 / 720;
  sum = sum * s + 1 / 24;
  return 1 - (0.5 * s - s * s * sum);
}
