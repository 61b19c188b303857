import { LimitError } from '../errors.js';
import { crc32 } from '../crc32.js';
import { readZipDirectory } from './zip-directory.js';

// Zips made of files of other zips, whose packed bytes are copied (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16): nothing is unpacked or packed again.

const LOCAL = 0x04034b50;
const RECORD = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const RECORD_BYTES = 46;
const END_BYTES = 22;
/** 2.0: deflate and folders. */
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** 1980-01-01, so that equal contents give equal bytes. */
const FIXED_DATE = 0x0021;
/** What the format without zip64 can count. */
const MAX_ENTRIES = 0xfffe;
const MAX_BYTES = 0xfffffffe;

/** A file of a zip to be, its bytes packed already. */
export interface PackedFile {
  readonly name: string;
  readonly crc32: number;
  readonly unpackedBytes: number;
  /** `packed` is deflated, else stored as it is. */
  readonly deflated: boolean;
  readonly packed: Uint8Array;
}

/** A file that is stored as it is. */
export function storedFile(name: string, bytes: Uint8Array): PackedFile {
  return { name, crc32: crc32(bytes), unpackedBytes: bytes.length, deflated: false, packed: bytes };
}

/** The files of a sound zip, in its order, without its folders; views of its bytes. Throws MojoFormatError. `source` is its name in messages. */
export function packedFiles(zip: Uint8Array, source: string): PackedFile[] {
  return readZipDirectory(zip, source)
    .filter(({ name }) => !name.endsWith('/'))
    .map(({ start, packedBytes, ...entry }) => ({
      ...entry,
      packed: zip.subarray(start, start + packedBytes),
    }));
}

/** A zip of the files, in their order. Throws LimitError beyond 65,534 files or 4 GiB. Cost: a copy of the packed bytes. */
export function writeZip(files: readonly PackedFile[], source: string): Uint8Array {
  const entries = files.map((file) => ({ file, name: new TextEncoder().encode(file.name) }));
  const local = entries.reduce(
    (sum, { file, name }) => sum + LOCAL_BYTES + name.length + file.packed.length,
    0,
  );
  const directory = entries.reduce((sum, { name }) => sum + RECORD_BYTES + name.length, 0);
  const total = local + directory + END_BYTES;
  const advice = 'a zip cannot hold more without an extension';
  if (files.length > MAX_ENTRIES) {
    throw new LimitError(
      `${source}: files to zip`,
      'zip entries',
      MAX_ENTRIES,
      files.length,
      advice,
    );
  }
  if (total > MAX_BYTES) {
    throw new LimitError(`${source}: bytes to zip`, 'zip bytes', MAX_BYTES, total, advice);
  }
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  let at = 0;
  let record = local;
  for (const { file, name } of entries) {
    writeFacts(view, record + 6, file, name.length);
    view.setUint32(record, RECORD, true);
    view.setUint16(record + 4, VERSION, true);
    view.setUint32(record + 42, at, true);
    bytes.set(name, record + RECORD_BYTES);
    record += RECORD_BYTES + name.length;

    writeFacts(view, at + 4, file, name.length);
    view.setUint32(at, LOCAL, true);
    bytes.set(name, at + LOCAL_BYTES);
    bytes.set(file.packed, at + LOCAL_BYTES + name.length);
    at += LOCAL_BYTES + name.length + file.packed.length;
  }
  view.setUint32(record, END, true);
  view.setUint16(record + 8, files.length, true);
  view.setUint16(record + 10, files.length, true);
  view.setUint32(record + 12, directory, true);
  view.setUint32(record + 16, local, true);
  return bytes;
}

/** What stands in both headers of a file, in the same order; the rest is 0. */
function writeFacts(view: DataView, at: number, file: PackedFile, nameBytes: number): void {
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 2, UTF8_NAMES, true);
  view.setUint16(at + 4, file.deflated ? 8 : 0, true);
  view.setUint16(at + 8, FIXED_DATE, true);
  view.setUint32(at + 10, file.crc32, true);
  view.setUint32(at + 14, file.packed.length, true);
  view.setUint32(at + 18, file.unpackedBytes, true);
  view.setUint16(at + 22, nameBytes, true);
}
