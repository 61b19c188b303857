import { MojoFormatError } from '../errors.js';
import type { Files } from './archive.js';
import { crc32 } from '../crc32.js';
import type { ZipEntry } from './zip-directory.js';

/**
 * Unpacks the files of a zip whose directory was checked (readZipDirectory); `source` is its name in messages. No file may cost more
 * memory than it declares; each one is given out only after `checkUnpacked`. Damaged files are refused at once or when they are asked for.
 */
export type Unpack = (
  zip: Uint8Array,
  files: readonly ZipEntry[],
  source: string,
) => Promise<Files>;

/** Gives the bytes back; throws MojoFormatError unless they have the declared size and, as `checksum` computes it, CRC-32. */
export function checkUnpacked(
  entry: ZipEntry,
  bytes: Uint8Array,
  source: string,
  checksum: (bytes: Uint8Array) => number = crc32,
): Uint8Array {
  if (bytes.length !== entry.unpackedBytes) {
    const declared = `declared are ${entry.unpackedBytes}`;
    throw unpackFailure(entry, source, `unpacks to ${bytes.length} bytes, ${declared}`);
  }
  if (checksum(bytes) !== entry.crc32) {
    throw unpackFailure(entry, source, 'is damaged: its checksum does not agree');
  }
  return bytes;
}

/** The error for a file that cannot be had from its zip. */
export function unpackFailure(
  entry: ZipEntry,
  source: string,
  what: string,
  cause?: unknown,
): MojoFormatError {
  return new MojoFormatError(`${source}: ${entry.name} ${what}`, { file: entry.name, cause });
}

/** The words for a file that would need more than its declared bytes. */
export function moreThan(size: number): string {
  return `more than the declared ${size} bytes`;
}
