import { MojoFormatError } from '../errors.js';
import { looksLike } from './looks-like.js';

// The end of a zip file, which says where its directory is (APPNOTE.TXT 4.3.14 to 4.3.16):
//
//   entries ..., directory, [zip64 end: 56 bytes, its locator: 20], end: 22 and the comment

const END = 0x06054b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END_BYTES = 22;
const ZIP64_END_BYTES = 56;
const ZIP64_LOCATOR_BYTES = 20;
const MAX_COMMENT_BYTES = 0xffff;

/** Where the directory stands and how many entries it should list. */
export interface ZipDirectory {
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the directory. Throws MojoFormatError when the bytes are no zip, or one of several parts, or
 * when anything stands between the directory and the end.
 */
export function findZipDirectory(bytes: Uint8Array, source: string): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = lastSignature(view, END, bytes.length - END_BYTES, MAX_COMMENT_BYTES);
  if (end < 0) {
    throw new MojoFormatError(`${source}: not a zip file; it looks like ${looksLike(bytes)}`, {
      file: source,
    });
  }
  if (end + END_BYTES + view.getUint16(end + 20, true) !== bytes.length)
    throw damagedZip(source, 'its end is damaged', end);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const disks = [
    view.getUint16(end + 4, true),
    view.getUint16(end + 6, true),
    view.getUint16(end + 8, true),
  ];
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff || disks.includes(0xffff)) {
    return findZip64Directory(view, end, source);
  }
  if (disks[0] !== 0 || disks[1] !== 0 || disks[2] !== count)
    throw damagedZip(source, 'it is one part of several', end);
  if (start + size !== end)
    throw damagedZip(source, 'its directory is not where its end says', end);
  return { count, start, end };
}

/**
 * More than 65,534 entries: a large forest. The record must stand right before its locator, and
 * that right before the end.
 */
function findZip64Directory(view: DataView, end: number, source: string): ZipDirectory {
  const locator = end - ZIP64_LOCATOR_BYTES;
  const record = locator - ZIP64_END_BYTES;
  // Some readers take the last locator of the file, so there must be none in the comment.
  const last = lastSignature(
    view,
    ZIP64_LOCATOR,
    view.byteLength - 4,
    MAX_COMMENT_BYTES + END_BYTES + ZIP64_LOCATOR_BYTES,
  );
  const u64 = (at: number) => Number(view.getBigUint64(at, true));
  if (
    record < 0 ||
    last !== locator ||
    u64(locator + 8) !== record ||
    view.getUint32(record, true) !== ZIP64_END
  ) {
    throw damagedZip(source, 'its zip64 end is damaged', end);
  }
  const count = u64(record + 32);
  const start = u64(record + 48);
  if (
    u64(record + 4) !== ZIP64_END_BYTES - 12 ||
    u64(record + 24) !== count ||
    start + u64(record + 40) !== record
  ) {
    throw damagedZip(source, 'its zip64 end is damaged', record);
  }
  return { count, start, end: record };
}

function lastSignature(view: DataView, signature: number, from: number, steps: number): number {
  for (let at = from; at >= Math.max(0, from - steps); at--) {
    if (view.getUint32(at, true) === signature) return at;
  }
  return -1;
}

/** The error for a zip whose structure is not sound. */
export function damagedZip(source: string, what: string, offset: number): MojoFormatError {
  return new MojoFormatError(`${source}: the zip file is damaged: ${what}`, {
    file: source,
    offset,
  });
}
