// The digits that Double.toString and Float.toString of JDK 17 choose (jdk.internal.math.FloatingDecimal;
// JDK 19 replaced it). They are mostly, but not always, the shortest that tell a number from its
// neighbours. Slow, with BigInt: callers keep to it for the numbers where the shortest digits may differ.

/** Decimal digits and the place of the point: 0.d1d2d3... * 10^point. */
export interface DecimalDigits {
  readonly digits: string;
  readonly point: number;
}

/**
 * Digits of `significand * 2^exponent`, positive, as Java's toString prints them.
 *
 * @param significand an integer below 2^53, not 0
 * @param precision number of bits that count: 53 for a normal double, 24 for a normal float, and for
 * subnormals as many as the significand has
 */
export function javaDigits(
  significand: bigint,
  exponent: number,
  precision: number,
): DecimalDigits {
  const zeros = trailingZeros(significand);
  const odd = significand >> BigInt(zeros);
  const bits = odd.toString(2).length;
  const top = exponent + zeros + bits - 1; // the number is in [2^top, 2^(top+1))
  const fractionBits = Math.max(0, bits - 1 - top);
  if (fractionBits === 0 && top <= 62)
    return integerDigits(odd << BigInt(top - bits + 1), top, precision);
  return generate(odd, bits, top, fractionBits, precision);
}

/** Integers below 2^63 are printed in full, except for digits far below the precision. */
function integerDigits(value: bigint, top: number, precision: number): DecimalDigits {
  const spare = top - precision - 1;
  const dropped = spare > 1 ? Math.floor(spare * Math.LOG10E * Math.LN2) : 0;
  if (dropped > 0) {
    const unit = 10n ** BigInt(dropped);
    value = (value + unit / 2n) / unit;
  }
  const text = value.toString();
  return { digits: text.replace(/0+$/, ''), point: text.length + dropped };
}

/**
 * Steele and White's digit generation: b/s is what is still to be printed and m/s half the distance to
 * the neighbours; it ends as soon as either the digits so far (`low`) or the digits with the last one
 * increased (`high`) lie within m of the number.
 */
function generate(
  odd: bigint,
  bits: number,
  top: number,
  fractionBits: number,
  precision: number,
): DecimalDigits {
  let power = estimatePower(odd, bits, top);
  const fives = Math.max(0, -power);
  const scaleFives = Math.max(0, power);
  let b2 = fives + fractionBits + top;
  let s2 = scaleFives + fractionBits;
  let m2 = b2 - precision;
  b2 -= bits - 1;
  const common = Math.min(b2, s2);
  b2 -= common;
  s2 -= common;
  m2 -= common;
  // Below a power of two the neighbour is half as far; Java narrows both sides.
  if (bits === 1) m2 -= 1;
  if (m2 < 0) {
    b2 -= m2;
    s2 -= m2;
    m2 = 0;
  }

  let b = (odd * 5n ** BigInt(fives)) << BigInt(b2);
  const s = (5n ** BigInt(scaleFives)) << BigInt(s2);
  let m = (5n ** BigInt(fives)) << BigInt(m2);
  const tens = s * 10n;
  // Java computes in int or long when the numbers fit; m and b + m may then overflow.
  const width = wordWidth(bits + b2 + bitsOfFive(fives), s2 + 1 + bitsOfFive(scaleFives + 1));
  const reachesTen = (): boolean =>
    width === 0 ? b + m >= tens : BigInt.asIntN(width, b + m) > tens;

  let digits = '';
  let digit = b / s;
  b = (b % s) * 10n;
  m = wrap(width, m * 10n);
  let low = b < m;
  let high = reachesTen();
  if (digit === 0n && !high) power--;
  else digits = digit.toString();
  // The exponent form shows a digit after the point, so Java never stops at the first one there.
  if (power < -3 || power >= 8) low = high = false;
  while (!low && !high) {
    digit = b / s;
    b = (b % s) * 10n;
    m = wrap(width, m * 10n);
    low = m <= 0n || b < m;
    high = m <= 0n || reachesTen();
    digits += digit.toString();
  }
  const point = power + 1;
  if (!high) return { digits, point };
  if (low) {
    const tie = wrap(width, wrap(width, b * 2n) - tens);
    if (tie < 0n || (tie === 0n && (digit & 1n) === 0n)) return { digits, point };
  }
  return increased(digits, point);
}

/** Java's estimate of floor(log10(number)), exact or one too high. */
function estimatePower(odd: bigint, bits: number, top: number): number {
  const mantissa = Number(odd) * 2 ** (1 - bits);
  return Math.floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + top * 0.301029995663981);
}

/** Adds one to the last digit. */
function increased(digits: string, point: number): DecimalDigits {
  const next = (BigInt(digits) + 1n).toString().padStart(digits.length, '0');
  // 99 becomes 10 with the point one to the right: the number of digits stays.
  return next.length > digits.length
    ? { digits: next.slice(0, -1), point: point + 1 }
    : { digits: next, point };
}

/** 32 or 64 where Java counts in int or long, 0 where it takes big integers. */
function wordWidth(numberBits: number, tenBits: number): 0 | 32 | 64 {
  if (numberBits < 32 && tenBits < 32) return 32;
  return numberBits < 64 && tenBits < 64 ? 64 : 0;
}

/** Bits of 5^power as Java counts them: exact up to 26, three per power above. */
function bitsOfFive(power: number): number {
  if (power === 0) return 0;
  return power <= 26 ? (5n ** BigInt(power)).toString(2).length : 3 * power;
}

function wrap(width: 0 | 32 | 64, value: bigint): bigint {
  return width === 0 ? value : BigInt.asIntN(width, value);
}

function trailingZeros(value: bigint): number {
  let zeros = 0;
  while ((value & 1n) === 0n) {
    value >>= 1n;
    zeros++;
  }
  return zeros;
}
