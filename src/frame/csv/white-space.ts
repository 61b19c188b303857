// Character.isWhitespace of Java on UTF-8 bytes: the characters that opencsv drops before an opening
// quote. All of them lie in the basic plane; no-break spaces (U+00A0, U+2007, U+202F) are not white.

/** Whether `bytes[start, end)` holds white space only (true when empty). */
export function isAllWhiteSpace(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const width = whiteWidth(bytes, at, end);
    if (width === 0) return false;
    at += width;
  }
  return true;
}

/** Bytes of the white character at `at`, 0 when there is none. */
function whiteWidth(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at];
  if (byte < 0x80) {
    return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x1c && byte <= 0x1f)
      ? 1
      : 0;
  }
  if (at + 2 >= end) return 0;
  return isWhiteThree((byte << 16) | (bytes[at + 1] << 8) | bytes[at + 2]) ? 3 : 0;
}

function isWhiteThree(sequence: number): boolean {
  if (sequence >= 0xe28080 && sequence <= 0xe2808a) return sequence !== 0xe28087; // U+2000..U+200A
  return (
    sequence === 0xe280a8 || // U+2028
    sequence === 0xe280a9 || // U+2029
    sequence === 0xe2819f || // U+205F
    sequence === 0xe38080 || // U+3000
    sequence === 0xe19a80 // U+1680
  );
}
