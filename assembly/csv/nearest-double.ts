// mantissa * 10^power, rounded to the nearest double, ties to even: Clinger's case where both are exact, else the
// algorithm of Eisel and Lemire (Number parsing at a gigabyte per second, 2021), which for mantissas of 64 bits needs
// no other (Mushtak and Lemire, Fast number parsing without fallback, 2022).
import { floorLog2OfTen, mulHigh, powerEntry } from './wide';

/** The powers of ten that a double holds. */
const TENS: StaticArray<f64> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];
const EXACT_POWER: i32 = 22;
/** Bits of a double's mantissa behind its leading one. */
const FRACTION_BITS = 52;
const EXPONENT_BIAS = 1023;

/** Never subnormal nor infinite, for |power| <= MAX_POWER. */
@inline
export function nearestDouble(mantissa: u64, power: i32): f64 {
  if (mantissa >> 53 == 0) {
    const whole = <f64>(<i64>mantissa);
    if (power <= 0 && power >= -EXACT_POWER) return whole / unchecked(TENS[-power]);
    if (power > 0 && power <= EXACT_POWER) return whole * unchecked(TENS[power]);
    if (mantissa == 0) return 0;
  }
  return eiselLemire(mantissa, power);
}

function eiselLemire(mantissa: u64, power: i32): f64 {
  const zeros = clz(mantissa);
  mantissa <<= zeros;
  const entry = powerEntry(power);
  const factor = load<u64>(entry);
  let high = mulHigh(mantissa, factor);
  let low = mantissa * factor;
  // All bits below those that count are ones: what the table's second half adds may carry into them.
  if ((high & 0x1ff) == 0x1ff) {
    const more = mulHigh(mantissa, load<u64>(entry, 8));
    low += more;
    if (low < more) high++;
  }
  // The product has its top bit in place 127 or 126; 54 bits are kept, the last of them to round by.
  const upper = high >> 63;
  const shift = upper + 9;
  let bits = high >> shift;
  const exponent = floorLog2OfTen(power) + 63 + <i32>upper - <i32>zeros;
  // Exactly between two doubles, which only small powers can be: down to the even one.
  if (low <= 1 && power >= -4 && power <= 23 && (bits & 3) == 1 && bits << shift == high) bits--;
  bits = (bits + (bits & 1)) >> 1;
  // Rounding up to the next power of two carries into the exponent, as it should.
  const biased = <u64>(exponent + EXPONENT_BIAS - 1) << FRACTION_BITS;
  return reinterpret<f64>(biased + bits);
}
