import type { Files } from './archive.js';
import { nodeCrc32, nodeInflate } from './node-inflate.js';
import { checkUnpacked, unpackFailure, type Unpack } from './unpack.js';
import type { ZipEntry } from './zip-directory.js';

/**
 * The files of a zip whose directory was checked. Only the zip's bytes are held: a file is unpacked, and its size and checksum are
 * checked, whenever somebody asks for it.
 */
export class NodeZipFiles implements Files {
  readonly #bytes: Uint8Array;
  readonly #source: string;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #unpacked: Map<string, Uint8Array>;

  /** `source` is the zip's name in messages; `unpacked` are files that are known already, and held until `release`. */
  constructor(
    bytes: Uint8Array,
    entries: readonly ZipEntry[],
    source: string,
    unpacked: ReadonlyMap<string, Uint8Array> = new Map(),
  ) {
    this.#bytes = bytes;
    this.#source = source;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
    this.#unpacked = new Map(unpacked);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** Throws MojoFormatError unless the file has the declared size and checksum. */
  get(path: string): Uint8Array | undefined {
    const entry = this.#entries.get(path);
    return entry && (this.#unpacked.get(path) ?? this.#unpack(entry));
  }

  release(): void {
    this.#unpacked.clear();
  }

  #unpack(entry: ZipEntry): Uint8Array {
    const { start, packedBytes, unpackedBytes, deflated } = entry;
    const packed = this.#bytes.subarray(start, start + packedBytes);
    let bytes = packed;
    if (deflated) {
      try {
        bytes = nodeInflate(packed, unpackedBytes);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw unpackFailure(entry, this.#source, `cannot be unpacked: ${reason}`, cause);
      }
    }
    return checkUnpacked(entry, bytes, this.#source, nodeCrc32);
  }
}

/** Unpacking in Node: of the files that are asked for, when they are. */
export const unpackInNode: Unpack = (bytes, entries, source) =>
  Promise.resolve(new NodeZipFiles(bytes, entries, source));
