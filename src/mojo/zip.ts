import { LimitError, MojoFormatError } from '../errors.js';
import { Archive } from './archive.js';
import { checkEntryNames } from './entry-names.js';
import { checkLimit } from './limits.js';
import type { MojoLimits } from './limits.js';
import type { Unpack } from './unpack.js';
import { countZipEntries, readZipDirectory } from './zip-directory.js';
import type { ZipEntry } from './zip-directory.js';

/** Small files may be as compressible as they like; only from here on the ratio is looked at. */
const RATIO_FREE_BYTES = 2 ** 26;
/** Deflate writes at most 258 bytes for two bits. */
const DEFLATE_MAX_RATIO = 1032;
/** What the format without zip64 can count; jszip writes no other. */
const MAX_WRITTEN_ENTRIES = 0xffff;
/** The first day that a zip file can name, so that equal contents give equal bytes. */
const FIXED_DATE = new Date(Date.UTC(1980, 0, 1));

/**
 * The files of a zip; `unpack` says when they are unpacked and checked against their sizes and checksums. `name` is the
 * source's, for messages. Everything that the directory declares is checked before the first byte
 * is unpacked, and unpacking a file stops at its declared size: an archive cannot cost more memory
 * than the limits allow. Throws MojoFormatError or LimitError.
 */
export async function readZip(
  bytes: Uint8Array,
  name: string,
  limits: MojoLimits,
  unpack: Unpack,
): Promise<Archive> {
  checkLimit(limits, 'maxArchiveBytes', bytes.length, `${name}: bytes of the zip`);
  checkLimit(limits, 'maxEntries', countZipEntries(bytes, name), `${name}: entries`);
  const entries = readZipDirectory(bytes, name);
  checkEntryNames(
    entries.map((entry) => entry.name),
    name,
  );
  checkSizes(entries, name, limits);
  const files = entries.filter((entry) => !entry.name.endsWith('/'));
  return new Archive(name, await unpack(bytes, files, name));
}

/**
 * The files as a zip: sorted by name, deflated, with a fixed date, so that equal files give equal
 * bytes.
 */
export async function zipArchive(archive: Archive): Promise<Uint8Array> {
  const { default: JSZip } = await import('jszip');
  const paths = archive.paths().sort();
  if (paths.length > MAX_WRITTEN_ENTRIES) {
    throw new LimitError(
      `${archive.name}: files to zip`,
      'zip entries',
      MAX_WRITTEN_ENTRIES,
      paths.length,
    );
  }
  const zip = new JSZip();
  for (const path of paths) {
    zip.file(path, archive.bytes(path), { date: FIXED_DATE, createFolders: false, binary: true });
  }
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', platform: 'DOS' });
}

function checkSizes(entries: readonly ZipEntry[], name: string, limits: MojoLimits): void {
  let total = 0;
  for (const { name: file, packedBytes, unpackedBytes } of entries) {
    total += unpackedBytes;
    checkLimit(limits, 'maxEntryBytes', unpackedBytes, `${name}: ${file}: bytes unpacked`);
    checkLimit(limits, 'maxTotalBytes', total, `${name}: bytes of all files unpacked`);
    const ratio = unpackedBytes / packedBytes;
    if (unpackedBytes > RATIO_FREE_BYTES) {
      checkLimit(
        limits,
        'maxRatio',
        Math.ceil(ratio),
        `${name}: ${file}: unpacked over packed bytes`,
      );
    }
    if (unpackedBytes > 0 && ratio > DEFLATE_MAX_RATIO) {
      throw new MojoFormatError(
        `${name}: ${file}: ${packedBytes} packed bytes cannot hold the declared ${unpackedBytes}`,
        { file },
      );
    }
  }
}
