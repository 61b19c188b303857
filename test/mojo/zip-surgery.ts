import { toBytes } from './small-mojo.js';

// Changes to the bytes of a zip, to make the files that no tool writes.

const RECORD = [0x50, 0x4b, 0x01, 0x02];
const END = [0x50, 0x4b, 0x05, 0x06];
const END_BYTES = 22;

/** Offset of the end record of a zip without a comment. */
export function endOf(zip: Uint8Array): number {
  const at = zip.length - END_BYTES;
  if (!startsWith(zip, at, END)) throw new Error('no end record');
  return at;
}

/** Offset of an entry's directory record. */
export function recordOf(zip: Uint8Array, name: string): number {
  const wanted = toBytes(name);
  for (let at = 0; at < zip.length; at++) {
    if (startsWith(zip, at, RECORD) && startsWith(zip, at + 46, wanted)) return at;
  }
  throw new Error(`no entry ${name}`);
}

/** Offset of an entry's own header. */
export function localOf(zip: Uint8Array, name: string): number {
  return view(zip).getUint32(recordOf(zip, name) + 42, true);
}

/** The same zip with one name written over another of the same length, in both places. */
export function renamed(zip: Uint8Array, from: string, to: string): Uint8Array {
  const copy = zip.slice();
  copy.set(toBytes(to), recordOf(zip, from) + 46);
  copy.set(toBytes(to), localOf(zip, from) + 30);
  return copy;
}

/** The same zip with a little-endian number written into it. */
export function patched(zip: Uint8Array, at: number, bytes: 2 | 4, value: number): Uint8Array {
  const copy = zip.slice();
  if (bytes === 2) view(copy).setUint16(at, value, true);
  else view(copy).setUint32(at, value, true);
  return copy;
}

/**
 * The same zip with a zip64 end; `extra` follows the record's 56 bytes and is counted in its size.
 */
export function withZip64End(zip: Uint8Array, extra = new Uint8Array(0)): Uint8Array {
  const end = endOf(zip);
  const old = view(zip);
  const out = new Uint8Array(end + 56 + extra.length + 20 + END_BYTES);
  out.set(zip.subarray(0, end));
  const v = view(out);
  const set64 = (at: number, value: number) => {
    v.setBigUint64(at, BigInt(value), true);
  };
  v.setUint32(end, 0x06064b50, true);
  set64(end + 4, 44 + extra.length);
  set64(end + 24, old.getUint16(end + 8, true));
  set64(end + 32, old.getUint16(end + 10, true));
  set64(end + 40, old.getUint32(end + 12, true));
  set64(end + 48, old.getUint32(end + 16, true));
  out.set(extra, end + 56);
  const locator = end + 56 + extra.length;
  v.setUint32(locator, 0x07064b50, true);
  set64(locator + 8, end);
  v.setUint32(locator + 16, 1, true);
  out.set(zip.subarray(end), locator + 20);
  for (const at of [8, 10]) v.setUint16(locator + 20 + at, 0xffff, true);
  for (const at of [12, 16]) v.setUint32(locator + 20 + at, 0xffffffff, true);
  return out;
}

function startsWith(bytes: Uint8Array, at: number, part: ArrayLike<number>): boolean {
  return Array.from(part).every((byte, i) => bytes[at + i] === byte);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A zip of one deflated file whose size and checksum are as `declared`, whatever its packed bytes are. */
export function zipOfPacked(
  name: string,
  packed: Uint8Array,
  declared: { size: number; crc: number },
): Uint8Array {
  const path = toBytes(name);
  const record = 30 + path.length + packed.length;
  const end = record + 46 + path.length;
  const out = new Uint8Array(end + END_BYTES);
  const v = view(out);
  // From the checksum on, both headers tell the same.
  const tell = (at: number) => {
    v.setUint16(at - 6, 8, true);
    v.setUint32(at, declared.crc, true);
    v.setUint32(at + 4, packed.length, true);
    v.setUint32(at + 8, declared.size, true);
    v.setUint16(at + 12, path.length, true);
  };
  v.setUint32(0, 0x04034b50, true);
  tell(14);
  out.set(path, 30);
  out.set(packed, 30 + path.length);
  out.set(RECORD, record);
  tell(record + 16);
  out.set(path, record + 46);
  out.set(END, end);
  v.setUint16(end + 8, 1, true);
  v.setUint16(end + 10, 1, true);
  v.setUint32(end + 12, end - record, true);
  v.setUint32(end + 16, record, true);
  return out;
}
