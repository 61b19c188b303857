import { MojoFormatError, quote } from '../errors.js';
import { damagedZip, findZipDirectory } from './zip-end.js';

// The directory at the end of a zip file (APPNOTE.TXT 4.3 and 4.4), read before any
// file is unpacked. Readers of zips differ in what they make of equal names, of two names of one entry or of a second directory; what
// could be read in two ways is refused here.

const LOCAL = 0x04034b50;
const RECORD = 0x02014b50;
const RECORD_BYTES = 46;
const LOCAL_BYTES = 30;
const ENCRYPTED = 0x0001;
const STORED = 0;
const DEFLATED = 8;
const METHODS: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'zstd',
  95: 'xz',
  98: 'PPMd',
};

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One file of a zip, as the directory declares it. */
export interface ZipEntry {
  readonly name: string;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its data begin in the zip. */
  readonly start: number;
  /** The data are packed by deflate, else stored as they are. */
  readonly deflated: boolean;
}

/**
 * Number of entries that the end of the file declares. Throws MojoFormatError when the bytes are no
 * zip.
 */
export function countZipEntries(bytes: Uint8Array, source: string): number {
  return findZipDirectory(bytes, source).count;
}

/**
 * All entries, in the order of the directory. Throws MojoFormatError for encrypted entries, methods
 * other than stored and deflated, names that are not UTF-8 or differ from those at the data, and
 * offsets or sizes outside the file. Cost: linear in the entries.
 */
export function readZipDirectory(bytes: Uint8Array, source: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findZipDirectory(bytes, source);
  const entries: ZipEntry[] = [];
  let at = directory.start;
  while (at < directory.end) {
    if (at + RECORD_BYTES > directory.end || view.getUint32(at, true) !== RECORD) {
      throw damagedZip(source, 'its directory is damaged', at);
    }
    const nameBytes = view.getUint16(at + 28, true);
    const next =
      at + RECORD_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > directory.end) throw damagedZip(source, 'its directory is damaged', at);
    entries.push(readRecord(view, bytes, at, nameBytes, source));
    at = next;
  }
  if (entries.length !== directory.count) {
    throw damagedZip(
      source,
      `it declares ${directory.count} entries and lists ${entries.length}`,
      directory.start,
    );
  }
  return entries;
}

function readRecord(
  view: DataView,
  bytes: Uint8Array,
  at: number,
  nameBytes: number,
  source: string,
): ZipEntry {
  const name = decodeName(
    bytes.subarray(at + RECORD_BYTES, at + RECORD_BYTES + nameBytes),
    source,
    at,
  );
  const entry = {
    name,
    crc32: view.getUint32(at + 16, true),
    packedBytes: view.getUint32(at + 20, true),
    unpackedBytes: view.getUint32(at + 24, true),
  };
  const refuse = (what: string) =>
    new MojoFormatError(`${source}: entry ${quote(name)} ${what}`, { file: name, offset: at });
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0)
    throw refuse('is encrypted; unpack it with its password first');
  const method = view.getUint16(at + 10, true);
  if (method !== STORED && method !== DEFLATED) {
    throw refuse(
      `is compressed with ${METHODS[method] ?? 'an unknown method'} (method ${method}); stored and deflated entries can be read`,
    );
  }
  if (method === STORED && entry.packedBytes !== entry.unpackedBytes)
    throw refuse('is stored with two different sizes');
  const local = view.getUint32(at + 42, true);
  // 4 GiB and more would be zip64 fields; such a size is over every sensible limit.
  if (entry.unpackedBytes >= 2 ** 31 || entry.packedBytes >= 2 ** 31)
    throw refuse('is larger than 2 GiB');
  if (local + LOCAL_BYTES + nameBytes > bytes.length || view.getUint32(local, true) !== LOCAL) {
    throw refuse('does not stand where the directory says');
  }
  const localNameBytes = view.getUint16(local + 26, true);
  const data = local + LOCAL_BYTES + localNameBytes + view.getUint16(local + 28, true);
  if (data + entry.packedBytes > bytes.length) throw refuse('is cut off');
  if (!sameBytes(bytes, local + LOCAL_BYTES, localNameBytes, at + RECORD_BYTES, nameBytes)) {
    throw refuse('has another name at its data');
  }
  return { ...entry, start: data, deflated: method === DEFLATED };
}

function decodeName(bytes: Uint8Array, source: string, offset: number): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new MojoFormatError(`${source}: the name of an entry is not UTF-8`, {
      file: source,
      offset,
      cause,
    });
  }
}

function sameBytes(
  bytes: Uint8Array,
  a: number,
  aLength: number,
  b: number,
  bLength: number,
): boolean {
  if (aLength !== bLength) return false;
  for (let i = 0; i < aLength; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
