// Java's text of doubles (src/java/double-text.ts, whose rules these are), where it is made of the shortest digits.
import { shortestDigits, shortestExponent, withoutZeros } from './shortest-digits';

const POINT: u8 = 0x2e;
const MINUS: u8 = 0x2d;
const ZERO: u8 = 0x30;
const LETTER_E: u8 = 0x45;
const FRACTION_BITS: i32 = 52;
/** Sixteen digits of zero. */
const ZEROS: u64 = 0x3030303030303030;
/** Smallest exponent that shortestDigits takes. */
const LEAST_EXPONENT: i32 = -182;

/** Where digits are laid out before they are copied: they end at the middle, so that vectors may be loaded from there on. */
const SCRATCH = memory.data(64, 16);
const SCRATCH_END: usize = 32;

/**
 * Writes the text of `x` and answers the place behind it; 0 where the digits may be others than the shortest ones, or the
 * number is out of the table's reach: then TypeScript writes it. NaN is "NA". Up to OUT_MARGIN bytes behind the text change.
 */
export function writeNumber(x: f64, out: usize): usize {
  if (x != x) {
    store<u16>(out, 0x414e);
    return out + 2;
  }
  const bits = reinterpret<u64>(x);
  if (<i64>bits < 0) store<u8>(out++, MINUS);
  const size = Math.abs(x);
  if (size >= 9007199254740992) return 0;
  const whole = <u64>(<i64>size);
  if (<f64>(<i64>whole) == size) {
    if (whole < 10000000) {
      // The digits fill the scratch up to its end; behind them stands what any number has.
      const start = putDigits(whole);
      store<u16>(SCRATCH + SCRATCH_END, 0x302e);
      copy(start, out);
      return out + (SCRATCH + SCRATCH_END + 2 - start);
    }
    const digits = withoutZeros(whole, 0);
    return withExponent(digits, shortestExponent, out);
  }
  const significand = (bits & 0xfffffffffffff) | ((<u64>1) << FRACTION_BITS);
  const exponent = <i32>((bits >> FRACTION_BITS) & 0x7ff) - 1075;
  const plain = size >= 1e-3 && size < 1e7;
  if (!plain && significand == (<u64>1) << FRACTION_BITS) return 0;
  if (exponent < LEAST_EXPONENT) return 0;
  const digits = shortestDigits(significand, exponent);
  return plain ? asPlain(digits, shortestExponent, out) : withExponent(digits, shortestExponent, out);
}

/** digits * 10^exponent with digits on both sides of the point; some of them lie behind it. */
function asPlain(digits: u64, exponent: i32, out: usize): usize {
  const start = putDigits(digits);
  const count = <i32>(SCRATCH + SCRATCH_END - start);
  const point = count + exponent;
  if (point <= 0) {
    store<u64>(out, ZEROS);
    store<u8>(out, POINT, 1);
    out += <usize>(2 - point);
    copy(start, out);
    return out + count;
  }
  copy(start, out);
  copy(start + point, out + point + 1);
  store<u8>(out + point, POINT);
  return out + count + 1;
}

/** The same as d.dddE-n; 0 where a number below 1 has a single digit, behind which Java may print another than 0. */
function withExponent(digits: u64, exponent: i32, out: usize): usize {
  const start = putDigits(digits);
  const count = <i32>(SCRATCH + SCRATCH_END - start);
  const power = exponent + count - 1;
  if (count == 1 && power < 0) return 0;
  store<u8>(out, load<u8>(start));
  store<u8>(out, POINT, 1);
  store<u8>(out, ZERO, 2);
  if (count > 1) copy(start + 1, out + 2);
  out += 2 + max(count - 1, 1);
  store<u8>(out++, LETTER_E);
  if (power < 0) store<u8>(out++, MINUS);
  const exponentStart = putDigits(<u64>abs(power));
  copy(exponentStart, out);
  return out + (SCRATCH + SCRATCH_END - exponentStart);
}

/** Writes the digits of a number up to the end of the scratch; answers the place of the first one. 0 has one digit. */
function putDigits(value: u64): usize {
  let at = SCRATCH + SCRATCH_END;
  while (value >= 100000000) {
    const high = value / 100000000;
    at = putEight(<u32>(value - high * 100000000), at);
    value = high;
  }
  let rest = <u32>value;
  do {
    const high = rest / 10;
    store<u8>(--at, ZERO + <u8>(rest - high * 10));
    rest = high;
  } while (rest != 0);
  return at;
}

/** Eight digits, zeros included, that end at `end`. */
@inline
function putEight(value: u32, end: usize): usize {
  // Halves side by side, then quarters, then single digits; each division is a multiplication by a rounded reciprocal.
  const high = value / 10000;
  const fours = <u64>high | (<u64>(value - high * 10000) << 32);
  const hundreds = ((fours * 10486) >> 20) & 0x7f0000007f;
  const pairs = hundreds | ((fours - hundreds * 100) << 16);
  const tens = ((pairs * 103) >> 10) & 0x000f000f000f000f;
  const digits = tens | ((pairs - tens * 10) << 8);
  store<u64>(end - 8, digits | ZEROS);
  return end - 8;
}

/** Copies the 32 bytes from `from` on. */
@inline
function copy(from: usize, to: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
}
