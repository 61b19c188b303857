// UTF-8 to text as Java's decoder does it. For valid UTF-8 that is TextDecoder; malformed input becomes
// U+FFFD in both, but not equally often: Java takes an encoded surrogate (ED A0 80) as one malformed
// character of three bytes, the WHATWG decoder as three.

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const REPLACEMENT = '\ufffd';

/** The text of `bytes[start, end)`. Cost: a string and, for malformed input, a second pass. */
export function decodeJavaUtf8(bytes: Uint8Array, start: number, end: number): string {
  const text = decoder.decode(bytes.subarray(start, end));
  return text.includes(REPLACEMENT) ? decodeReplacing(bytes, start, end) : text;
}

function decodeReplacing(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end;) {
    const width = sequenceWidth(bytes, at, end);
    if (width > 0) {
      text += String.fromCodePoint(codePoint(bytes, at, width));
      at += width;
    } else {
      text += REPLACEMENT;
      at -= width;
    }
  }
  return text;
}

/** Bytes of the character at `at`; negative: that many malformed bytes make one U+FFFD. */
function sequenceWidth(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  const width = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let k = 1; k < width; k++) {
    const byte = at + k < end ? bytes[at + k] : 0;
    if ((byte & 0xc0) !== 0x80 || (k === 1 && isOutOfRange(lead, byte))) return -k;
  }
  return lead === 0xed && bytes[at + 1] >= 0xa0 ? -3 : width;
}

/** Second bytes that make an overlong form or a code point above U+10FFFF. */
function isOutOfRange(lead: number, second: number): boolean {
  if (lead === 0xe0) return second < 0xa0;
  if (lead === 0xf0) return second < 0x90;
  return lead === 0xf4 && second > 0x8f;
}

function codePoint(bytes: Uint8Array, at: number, width: number): number {
  const lead = bytes[at];
  let point = width === 1 ? lead : lead & (0x7f >> width);
  for (let k = 1; k < width; k++) point = (point << 6) | (bytes[at + k] & 0x3f);
  return point;
}
