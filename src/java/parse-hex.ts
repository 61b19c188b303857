// Hexadecimal floating point text (0x1.8p3), which Java takes and JavaScript does not.

const HEX = /^([+-]?)0[xX](?:([\da-fA-F]+)\.?|([\da-fA-F]*)\.([\da-fA-F]+))[pP]([+-]?\d+)[dDfF]?$/;

// Beyond this exponent no text that fits in memory can bring the value back into range.
const EXPONENT_LIMIT = 1e15;

/**
 * The value of a hexadecimal floating point literal, correctly rounded (ties to even, subnormals
 * included) from any number of digits; undefined when the text is not one.
 */
export function parseJavaHex(text: string): number | undefined {
  const match = HEX.exec(text);
  if (match === null) return undefined;
  const fraction = match[4] ?? '';
  const digits = (match[2] ?? match[3] ?? '') + fraction;
  const exponent = clamp(Number(match[5]), EXPONENT_LIMIT) - 4 * fraction.length;
  const size = scaled(BigInt(`0x${digits}`), exponent);
  return match[1] === '-' ? -size : size;
}

/** `digits * 2^exponent`, rounded to the nearest double, ties to even. */
function scaled(digits: bigint, exponent: number): number {
  if (digits === 0n) return 0;
  const bits = digits.toString(2).length;
  const top = bits + exponent; // the value lies in [2^(top-1), 2^top)
  if (top > 1024) return Infinity;
  if (top < -1074) return 0;
  // The last bit that a double of this size can hold: 2^-1074 for subnormals.
  const unit = Math.max(top - 53, -1074);
  return scale(roundedShift(digits, unit - exponent), unit);
}

/** `value / 2^shift` rounded half to even, as a number; exact for shifts up to 0. */
function roundedShift(value: bigint, shift: number): number {
  if (shift <= 0) return Number(value << BigInt(-shift));
  const by = BigInt(shift);
  const quotient = value >> by;
  const rest = value - (quotient << by);
  const half = 1n << (by - 1n);
  const up = rest > half || (rest === half && (quotient & 1n) === 1n);
  return Number(up ? quotient + 1n : quotient);
}

/** `value * 2^power` in two steps, each with a factor that is a normal double; exact here. */
function scale(value: number, power: number): number {
  const first = Math.trunc(power / 2);
  return value * 2 ** first * 2 ** (power - first);
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
