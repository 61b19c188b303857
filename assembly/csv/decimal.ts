// Decimal text to the nearest double. Up to 32 characters without exponent are converted as vectors; white space around,
// exponents and odd lengths byte by byte. What is neither is left to TypeScript.
import { MAX_POWER } from './layout';
import { nearestDouble } from './nearest-double';

const POINT: u8 = 0x2e;
const MINUS: u8 = 0x2d;
const PLUS: u8 = 0x2b;
const ZERO: u8 = 0x30;
const SPACE: u8 = 0x20;
const LETTER_E: u8 = 0x65;
/** Digits that an u64 holds in any case. */
const MAX_DIGITS: i32 = 19;

/**
 * The double that Java's parseDouble makes of `[start, end)`, or NaN where this is no decimal of at most 19 significant
 * digits and moderate exponent: then TypeScript has to look. Reads up to 32 bytes before `end`.
 */
@inline
export function parseDecimal(start: usize, end: usize): f64 {
  const negative = load<u8>(start) == MINUS;
  const length = <i32>(end - start) - i32(negative);
  const size =
    length <= 16 ? upToSixteen(end, length) : length <= 32 ? upToThirtyTwo(end, length) : NaN;
  return size == size ? (negative ? -size : size) : parseBytes(start, end);
}

/** Characters that end at `end`: digits with at most one point among them; NaN for anything else. */
@inline
function upToSixteen(end: usize, length: i32): f64 {
  const text = v128.load(end - 16);
  const outside = 16 - length;
  const points = (i8x16.bitmask(i8x16.eq(text, i8x16.splat(POINT))) >> outside) << outside;
  // Without a point all lanes lie behind the one at -1.
  const point = points == 0 ? -1 : ctz(points);
  const digits = digitLanes(text, point, outside + i32(points != 0));
  if (length <= i32(points != 0) || !areDigits(digits)) return NaN;
  return nearestDouble(valueOf(digits), points == 0 ? 0 : point - 15);
}

/** The same for 17 to 32 characters of which the last 16 are digits, as a double printed in full has them. */
@inline
function upToThirtyTwo(end: usize, length: i32): f64 {
  const low = i8x16.sub(v128.load(end - 16), i8x16.splat(ZERO));
  const text = v128.load(end - 32);
  const outside = 32 - length;
  const points = (i8x16.bitmask(i8x16.eq(text, i8x16.splat(POINT))) >> outside) << outside;
  const point = points == 0 ? -1 : ctz(points);
  const high = digitLanes(text, point, outside + i32(points != 0));
  if (!areDigits(v128.or(high, low)) || !areDigits(low)) return NaN;
  const head = valueOf(high);
  if (head >= 1000) return NaN;
  return nearestDouble(head * 10000000000000000 + valueOf(low), points == 0 ? 0 : point - 31);
}

/** The digits of all lanes from `first` on, those up to `point` moved over it; 0 before. */
@inline
function digitLanes(text: v128, point: i32, first: i32): v128 {
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  // A comparison that holds is -1.
  const from = i8x16.add(lanes, i8x16.le_s(lanes, i8x16.splat(<i8>point)));
  const digits = i8x16.sub(i8x16.swizzle(text, from), i8x16.splat(ZERO));
  return v128.and(digits, i8x16.ge_s(lanes, i8x16.splat(<i8>first)));
}

@inline
function areDigits(lanes: v128): bool {
  return !v128.any_true(i8x16.gt_u(lanes, i8x16.splat(9)));
}

/** The number that sixteen digits make. */
@inline
function valueOf(digits: v128): u64 {
  const tens = i16x8.mul(v128.and(digits, i16x8.splat(0xff)), i16x8.splat(10));
  const pairs = i16x8.add(tens, i16x8.shr_u(digits, 8));
  // Low half times 100 (10,000), high half times 1.
  const fours = i32x4.dot_i16x8_s(pairs, i32x4.splat(0x10064));
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), i32x4.splat(0x12710));
  return (
    <u64>(<u32>i32x4.extract_lane(eights, 0)) * 100000000 + <u64>(<u32>i32x4.extract_lane(eights, 1))
  );
}

/** Any decimal that parseDecimal promises; NaN for all others. */
function parseBytes(start: usize, end: usize): f64 {
  while (start < end && load<u8>(start) <= SPACE) start++;
  while (end > start && load<u8>(end - 1) <= SPACE) end--;
  if (start == end) return NaN;
  const sign = load<u8>(start);
  if (sign == MINUS || sign == PLUS) start++;

  let mantissa: u64 = 0;
  let digits: i32 = 0;
  let fraction: i32 = 0;
  let seen = false;
  let point = false;
  for (; start < end; start++) {
    const byte = load<u8>(start);
    if (byte == POINT) {
      if (point) return NaN;
      point = true;
      continue;
    }
    const digit = byte - ZERO;
    if (digit > 9) break;
    seen = true;
    fraction += i32(point);
    digits += i32((mantissa | digit) != 0);
    if (digits > MAX_DIGITS) return NaN;
    mantissa = mantissa * 10 + digit;
  }
  if (!seen || fraction > MAX_POWER) return NaN;
  const exponent = start == end ? 0 : parseExponent(start, end);
  const power = exponent - fraction;
  if (power < -MAX_POWER || power > MAX_POWER) return NaN;
  const size = nearestDouble(mantissa, power);
  return sign == MINUS ? -size : size;
}

/** The exponent that `[start, end)` is, e included; one beyond all powers where it is none, or longer than three digits. */
function parseExponent(start: usize, end: usize): i32 {
  const none: i32 = 0xffff;
  if ((load<u8>(start) | 0x20) != LETTER_E) return none;
  start++;
  const negative = load<u8>(start) == MINUS;
  if (negative || load<u8>(start) == PLUS) start++;
  if (start >= end || end - start > 3) return none;
  let exponent: i32 = 0;
  for (; start < end; start++) {
    const digit = load<u8>(start) - ZERO;
    if (digit > 9) return none;
    exponent = exponent * 10 + digit;
  }
  return negative ? -exponent : exponent;
}
