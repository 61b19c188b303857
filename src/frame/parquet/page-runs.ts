// Levels and indices of a page are runs: a count and a value to repeat, or a number of groups of eight packed values. A decoder
// believes the counts; so they are looked at first, because four bytes can claim a billion values.
import { Damage } from '../damage.js';

/** Throws Damage unless the runs in `bytes[start, end)` make `values` levels of one bit. */
export function checkLevels(bytes: Uint8Array, start: number, end: number, values: number): void {
  if (checkRuns(bytes, start, end, 1, values) < values)
    throw new Damage('a page has too few levels');
}

/** Throws Damage when they make more than `values` values; answers how many they make. */
function checkRuns(
  bytes: Uint8Array,
  start: number,
  end: number,
  bitWidth: number,
  values: number,
): number {
  if (end > bytes.length) throw new Damage('the runs of a page are longer than the page');
  let at = start;
  let seen = 0;
  while (seen < values && at < end) {
    let header = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[at++];
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 128) break;
      shift += 7;
      if (shift > 28 || at >= end) throw new Damage('a run of a page has no end');
    }
    const isPacked = header % 2 === 1;
    const count = Math.floor(header / 2) * (isPacked ? 8 : 1);
    // The last group of packed values may be filled up.
    if (seen + count > values + (isPacked ? 7 : 0)) {
      throw new Damage(`a run of ${count} values in a page of ${values}`);
    }
    at += isPacked ? (count / 8) * bitWidth : Math.ceil(bitWidth / 8);
    seen += count;
  }
  return seen;
}

/** The same for a data page of version 1 of a flat column: optional levels behind their length, then indices behind their width. */
export function checkPageV1(
  bytes: Uint8Array,
  values: number,
  isOptional: boolean,
  areIndices: boolean,
): void {
  let at = 0;
  if (isOptional) {
    if (bytes.length < 4) throw new Damage('a page is cut off');
    const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
    checkLevels(bytes, 4, 4 + length, values);
    at = 4 + length;
  }
  if (areIndices) checkIndices(bytes, at, values);
}

/** Indices behind the byte that is their width. */
export function checkIndices(bytes: Uint8Array, at: number, values: number): void {
  if (at >= bytes.length) return;
  if (bytes[at] > 32) throw new Damage(`indices of ${bytes[at]} bits`);
  if (bytes[at] > 0) checkRuns(bytes, at + 1, bytes.length, bytes[at], values);
}
