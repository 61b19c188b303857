// Java's Integer.parseInt.

const ASCII = /^[+-]?[0-9]+$/;
const DIGITS = /^[+-]?\p{Nd}+$/u;
const DIGIT = /^\p{Nd}$/u;
const SMALLEST = -(2 ** 31);
const LARGEST = 2 ** 31 - 1;

/**
 * `Integer.parseInt(text)` of Java, or undefined where it throws NumberFormatException: an optional
 * sign and decimal digits of any script, nothing around them, within 32 bits.
 */
export function parseJavaInt(text: string): number | undefined {
  const ascii = ASCII.test(text) ? text : asciiDigits(text);
  if (ascii === undefined) return undefined;
  const value = Number(ascii);
  if (value < SMALLEST || value > LARGEST) return undefined;
  return value === 0 ? 0 : value; // an int has no negative zero
}

/** Whether `Integer.parseInt(text)` succeeds. */
export function isJavaInt(text: string): boolean {
  return parseJavaInt(text) !== undefined;
}

/** The text with its digits replaced by ASCII ones; undefined if it is not a sign and digits. */
function asciiDigits(text: string): string | undefined {
  if (!DIGITS.test(text)) return undefined;
  let ascii = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Java goes by UTF-16 units, so a digit outside the basic plane is none.
    if (code >= 0xd800 && code <= 0xdfff) return undefined;
    ascii += code < 0x80 ? text[at] : String(digitValue(code));
  }
  return ascii;
}

/** The value of a decimal digit: Unicode lays each script's ten digits side by side, zero first. */
function digitValue(code: number): number {
  let zero = code;
  while (zero > code - 9 && DIGIT.test(String.fromCharCode(zero - 1))) zero--;
  return code - zero;
}
